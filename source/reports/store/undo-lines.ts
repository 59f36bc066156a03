import type {UndoAnswer, UndoEntry, UndoListAnswer} from '../../analyses/answers/collect.js';
import {formatAgo} from '../../formats/age.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {rootKindLabels} from '../../store/root-kind-label.js';
import {pathName} from './path-name.js';
import {shortPath} from './root-words.js';
import {moreLine} from './shown-rows.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

const listColumns: readonly Column[] = [
	{title: 'id', align: 'right'},
	{title: 'kind', drop: 0},
	{title: 'link', cut: 'middle'},
	{title: 'dropped'},
	{title: ''},
];

/** Roots that nixscope has dropped, the newest drop first, and what became of them. */
export function undoListLines({entries}: UndoListAnswer, options: StoreReportOptions): Line[] {
	if (entries.length === 0) {
		return [line(span('No root was dropped by nixscope. Each user has a journal of their own.'))];
	}

	const {home, now, limit} = options;
	const shown = entries.slice(0, limit);
	const rows = shown.map(
		(entry): TableRow => ({
			cells: [
				span(String(entry.id), 'bold'),
				span(rootKindLabels[entry.kind]),
				shortPath(entry.link, home),
				span(formatAgo(now - entry.removedAt), 'muted'),
				stateCell(entry, now),
			],
		}),
	);
	const next = entries.find(({state}) => state === 'held' || state === 'valid');
	return [
		...tableLines(listColumns, rows, options),
		...moreLine(entries.length - shown.length, options),
		...(next === undefined ? [] : [line(), line(span('  put back  ', 'muted'), span(`nixscope undo ${next.id}`))]),
	];
}

function stateCell({state, heldUntil}: UndoEntry, now: number): Span {
	switch (state) {
		case 'held': {
			const isOver = heldUntil !== null && heldUntil <= now;
			const until = heldUntil === null ? '' : ` until ${formatDay(heldUntil)}`;
			return span(isOver ? 'held until the next nixscope gc' : `held${until}`);
		}

		case 'valid':
			return span('not held, still there');
		case 'collected':
			return span('its path is deleted', 'muted');
		case 'restored':
			return span('put back', 'muted');
	}
}

const linkColumns: readonly Column[] = [
	{title: '', cut: 'middle'},
	{title: '', drop: 0},
];

type LinkOptions = Pick<StoreReportOptions, 'home' | 'signs' | 'columns'>;

/** What an undo brought back, link by link. */
export function undoLines({id, links}: UndoAnswer, options: LinkOptions): Line[] {
	const {home, signs} = options;
	const rows = links.map(({link, target, outcome, remark}): TableRow => {
		const {sign, words} = outcomes(signs)[outcome];
		const all = [words, remark === null ? '' : plainText(remark)].filter(Boolean).join(': ');
		return {
			sign,
			cells: [shortPath(link, home), span(`${signs.arrow} ${pathName(target)}`, 'muted')],
			words: all === '' ? undefined : span(all, outcome === 'failed' ? 'failed' : 'muted'),
		};
	});
	return [...wrapped(undoTitle({id, links}, signs), options), line(), ...tableLines(linkColumns, rows, options)];
}

/** How an undo ended. */
export function undoTitle({id, links}: Pick<UndoAnswer, 'id' | 'links'>, signs: Signs): Line {
	const count = (outcome: UndoAnswer['links'][number]['outcome']) =>
		links.filter((link) => link.outcome === outcome).length;
	const [failed, restored] = [count('failed'), count('restored')];
	if (failed > 0) {
		const which = links.length === 1 ? 'The root' : `${failed} of ${countOf(links.length, 'root')}`;
		const words = `${which} of drop ${id} ${failed === 1 ? 'was' : 'were'} not put back`;
		return line(span(signs.failed, 'failed-sign'), span(` ${words}`, 'bold'));
	}

	const words =
		restored > 0
			? `Put back ${countOf(restored, 'root')} of drop ${id}`
			: `${links.length === 1 ? 'The root' : 'All roots'} of drop ${id} ${links.length === 1 ? 'is' : 'are'} there already`;
	return line(span(`${signs.built} ${words}`, 'succeeded'));
}

type OutcomeWords = {readonly sign: Span; readonly words: string};

function outcomes(signs: Signs): Readonly<Record<UndoAnswer['links'][number]['outcome'], OutcomeWords>> {
	return {
		restored: {sign: span(signs.built, 'built'), words: ''},
		there: {sign: span(signs.root), words: 'was there already'},
		failed: {sign: span(signs.failed, 'failed-sign'), words: 'not put back'},
	};
}
