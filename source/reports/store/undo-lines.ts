import type {UndoAnswer, UndoEntry, UndoListAnswer} from '../../analyses/answers/collect.js';
import {formatAgo} from '../../formats/age.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import {flow, words as splitWords} from '../../formats/flow.js';
import type {Line, Span, Tone} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {displayWidth} from '../../formats/width.js';
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
			return span('still there');
		case 'collected':
			return span('its path is deleted', 'muted');
		case 'restored':
			return span('put back', 'muted');
	}
}

const linkColumns: readonly Column[] = [{title: '', cut: 'middle'}, {title: '', drop: 0}, {title: ''}];

/** Cells between the columns, and in front of them. */
const tableGaps = 8;

type LinkOptions = Pick<StoreReportOptions, 'home' | 'signs' | 'columns'>;

/** What an undo brought back, link by link. */
export function undoLines({id, links}: UndoAnswer, options: LinkOptions): Line[] {
	const {home, signs} = options;
	const told = links.map(({link, target, outcome, remark}) => {
		const {sign, words: state} = outcomes(signs)[outcome];
		const why = remark === null ? '' : plainText(remark);
		const name = shortPath(link, home);
		return {sign, name, target: `${signs.arrow} ${pathName(target)}`, state, why, tone: toneOf(outcome)};
	});
	const all = ({state, why}: (typeof told)[number]) => [state, why].filter(Boolean).join(': ');
	const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
	const hasRoom =
		widest(told.map(({name}) => name)) + widest(told.map(({target}) => target)) + widest(told.map(all)) + tableGaps <=
		options.columns;
	// All rows have the same columns; where the reasons have no room, each stands below its own.
	const rows = told.map(
		(one): TableRow => ({
			sign: one.sign,
			cells: [one.name, span(one.target, 'muted'), span(hasRoom ? all(one) : one.state, one.tone)],
		}),
	);
	const lines = rows.length === 0 ? [] : tableLines(linkColumns, rows, options);
	const below = told.map(({why, tone}): Line[] => {
		const label = [span('    ')];
		return hasRoom || why === ''
			? []
			: flow(splitWords(why, tone), {columns: options.columns, indent: 4, gap: 1, label});
	});
	return [
		...wrapped(undoTitle({id, links}, signs), options),
		line(),
		...lines.flatMap((one, index) => [one, ...(below[index] ?? [])]),
	];
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

function toneOf(outcome: UndoAnswer['links'][number]['outcome']): Tone {
	return outcome === 'failed' ? 'failed' : 'muted';
}

type OutcomeWords = {readonly sign: Span; readonly words: string};

function outcomes(signs: Signs): Readonly<Record<UndoAnswer['links'][number]['outcome'], OutcomeWords>> {
	return {
		restored: {sign: span(signs.built, 'built'), words: ''},
		there: {sign: span(signs.root), words: 'was there already'},
		failed: {sign: span(signs.failed, 'failed-sign'), words: 'not put back'},
	};
}
