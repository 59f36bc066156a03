import {span} from '../../formats/line-layout.js';
import type {Need} from '../../sessions/explorer-data.js';
import {paneTitle, plainLine} from '../cells.js';
import {type DiffPane, diffPane} from './diff-pane.js';
import type {GenerationRow} from './generations-list.js';
import type {GenerationsUi} from './generations-state.js';
import type {ScreenInput} from './screen.js';

/** Two generations that are compared, the older one first. */
export type Pair = {readonly from: GenerationRow; readonly to: GenerationRow};

/** The two that are marked; one alone is compared with the current one. The older is the first. */
export function comparedOf(rows: readonly GenerationRow[], picked: readonly string[]): Pair | undefined {
	const marked = rows.filter(({link}) => picked.includes(link));
	const [first] = marked;
	if (first === undefined) {
		return undefined;
	}

	const other = marked[1] ?? rows.find(({current}) => current) ?? first;
	return first.number < other.number ? {from: first, to: other} : {from: other, to: first};
}

/** What differs between two, and the question for it. */
export function diffOf(
	{from, to}: Pair,
	ui: GenerationsUi,
	rows: number,
	{data, columns, signs}: ScreenInput,
): {pane: DiffPane; needs: readonly Need[]} {
	const slot = data.slot('diff', 'diff');
	const request = {from: from.link, to: to.link};
	const isThis = slot.request === undefined || (slot.request.from === from.link && slot.request.to === to.link);
	const label = ({link, number, current}: GenerationRow) => [
		...(ui.picked.includes(link) ? [span(`${signs.marked} `, 'marked')] : []),
		span(`${number}`, 'bold'),
		...(ui.picked.includes(link) || !current ? [] : [span(' current', 'muted')]),
	];
	if (from.link === to.link) {
		const title = paneTitle(label(from), [], columns, signs);
		const hint = plainLine([span('  Mark another one to see what differs.', 'muted')], columns, signs);
		return {pane: {lines: [title, hint].slice(0, rows), end: 0, page: 1}, needs: []};
	}

	const title = [...label(from), span(` ${signs.arrow} `, 'muted'), ...label(to)];
	const pane = diffPane(
		{
			title,
			diff: isThis ? slot.answer : undefined,
			error: isThis ? slot.error : undefined,
			isChangedOnly: ui.isChangedOnly,
			top: ui.diffTop,
			columns,
			rows,
		},
		signs,
	);
	return {pane, needs: [{slot: 'diff', kind: 'diff', request}]};
}
