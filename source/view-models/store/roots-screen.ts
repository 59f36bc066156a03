import {groupName} from '../../analyses/answers/root-words.js';
import type {RootList, RootListRequest, RootRow} from '../../analyses/lists/list-rows.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {shellWord} from '../../formats/shell-word.js';
import {rootName} from '../../reports/store/root-words.js';
import {rootKindLabels} from '../../store/root-kind-label.js';
import {jointOf, jointPane} from './joint-pane.js';
import {emptyListLines, filterLine, incompleteLine, listErrorLines, slowSpans} from './list-lines.js';
import {initialList, type ListUi, placeOf, reduceList, withFilter} from './list-state.js';
import {filledTo, type ListLook, type ListRows, listTable, sortColumnsOf} from './list-table.js';
import {type ListView, listView} from './list-view.js';
import {markAll} from './mark-all.js';
import {rootsLook} from './roots-table.js';
import type {Screen, ScreenBody, ScreenInput, Step, Subject} from './screen.js';

type Kinds = RootListRequest['kinds'];

export type RootsUi = {
	readonly list: ListUi;
	/** Only these; empty for all. */
	readonly kinds: Kinds;
	/** All that match are to be marked as soon as it is known which they are. */
	readonly isMarkingAll: boolean;
};

export type RootsFacts = {
	/** The rows that are known, with the names under which they are shown. */
	readonly rows: readonly RootRow[];
	readonly home: string;
};

/** Every root: what it is, and what it frees when it alone goes; marked ones, and what they free together. */
export const rootsScreen: Screen<RootsUi, RootsFacts> = {
	initial: {list: initialList('frees'), kinds: [], isMarkingAll: false},
	enter(ui, destination) {
		if (destination.screen !== 'roots') {
			return ui;
		}

		const {kinds = [], filter = ui.list.filter, at} = destination;
		const isOther = filter !== ui.list.filter || kinds.join() !== ui.kinds.join() || at !== undefined;
		const place = isOther ? {at, index: 0, top: 0, unfiltered: undefined} : {};
		return {...ui, kinds, isMarkingAll: false, list: {...ui.list, filter, isTyping: false, ...place}};
	},
	body,
	reduce(ui, action, {list, facts, shared}): Step<RootsUi> | undefined {
		const row = facts?.rows[placeOf(ui.list, list).index - list.first];
		switch (action) {
			case 'mark': {
				const next = {...ui, list: reduceList(ui.list, 'down', list)!};
				return row === undefined ? {} : marked(row, next);
			}

			case 'mark-all':
				return {ui: {...ui, isMarkingAll: true}};
			case 'open':
				return row === undefined ? {} : opened(row);
			default: {
				const next = reduceList(ui.list, action, list);
				if (next === undefined && action === 'back' && ui.kinds.length > 0) {
					return {ui: {...ui, kinds: [], list: withFilter(ui.list, '')}};
				}

				return next === undefined ? undefined : {ui: {...ui, list: next, isMarkingAll: false}};
			}
		}

		function marked(row: RootRow, next: RootsUi): Step<RootsUi> {
			const {link} = row.root;
			const marks = new Set(shared.marks);
			if (marks.delete(link)) {
				return {ui: next, shared: {marks}};
			}

			if (row.refusal !== null) {
				const isProcess = row.root.process !== null;
				const reason = isProcess ? 'holds it until the process ends; nixscope never ends one' : row.refusal;
				return {shared: {notice: `${nameOf(row)} ${reason}`}};
			}

			return {ui: next, shared: {marks: marks.add(link)}};
		}

		function opened(row: RootRow): Step<RootsUi> {
			const {process, link, state} = row.root;
			return state !== 'live' || row.retainedSize === null
				? {shared: {notice: `${nameOf(row)} holds nothing`}}
				: {go: {screen: 'usage', node: process === null ? `link:${link}` : `pid:${process.pid}`}};
		}

		function nameOf({root}: RootRow): string {
			return rootName(root, facts?.home ?? '');
		}
	},
	places: ({list}) => (list.isTyping ? ['typing'] : ['roots', 'list']),
};

function body(ui: RootsUi, input: ScreenInput): ScreenBody<RootsFacts> {
	const {list, kinds} = ui;
	const {data, columns, rows, signs, shared, home} = input;
	const slot = data.slot('roots', 'rootList');
	const {answer} = slot;
	const wanted = {filter: list.filter, kinds, sort: list.sort as RootListRequest['sort']};
	const isSame =
		slot.request !== undefined &&
		JSON.stringify({...wanted, window: slot.request.window}) === JSON.stringify(slot.request);
	const isFiltered = list.isTyping || list.filter !== '' || kinds.length > 0;
	const above = isFiltered ? [filterLine(list, filterWords(ui, answer), columns, signs)] : [];
	const below = answer === undefined ? [] : incompleteLine(answer, columns, signs);
	const paneRows = shared.marks.size === 0 ? 0 : columns < 110 && rows >= 16 ? 3 : 2;
	const page = Math.max(1, rows - above.length - 1 - below.length - paneRows);
	const view = listView(slot, list, ({id}) => id, {page, isSame});
	const look = rootsLook(list, input, answer?.complete !== false);
	const {header, lines} = listTable(
		answer === undefined
			? waiting(slot.error, look)
			: {rows: view.visible, cursor: view.cursor, unknown: view.unknown, look},
		columns,
		signs,
	);
	const row = `row ${formatCount(view.facts.index + 1)} of ${formatCount(view.facts.matchCount)}`;
	const position = view.facts.matchCount > page ? [span(row, 'muted')] : [];
	const pane =
		paneRows === 0
			? []
			: filledTo(
					jointPane(jointOf(data, shared.marks), {state: position, columns, most: paneRows, signs}),
					paneRows,
					columns,
				);
	const all = markAll(ui, input);
	return {
		lines: [...above, header, ...filledTo(content(), page, columns), ...below, ...pane].slice(0, rows),
		needs: [{slot: 'roots', kind: 'rootList', request: {...wanted, window: view.window}}, ...all.needs],
		list: {...view.facts, sortColumns: sortColumnsOf(look)},
		subject: subjectOf(view, ui, input),
		facts: {rows: isSame || list.at !== undefined ? (answer?.rows ?? []) : [], home},
		aside:
			slot.isSlow === true
				? slowSpans(slot, list, signs)
				: answer === undefined
					? []
					: asideSpans(answer, pane.length === 0 ? position : []),
		showsMarks: pane.length > 0,
		arrived: all.arrived,
	};

	function content(): readonly Line[] {
		if (slot.error !== undefined && answer === undefined) {
			return listErrorLines(slot.error, columns, signs);
		}

		if (answer === undefined || answer.matchCount > 0) {
			return lines;
		}

		if (answer.totalCount === 0) {
			const next = 'a collection would delete every path';
			return emptyListLines('The store has no roots.', [span(next, 'muted')], columns, signs);
		}

		const next = [span('Esc', 'bold'), span(` shows all ${formatCount(answer.totalCount)}`, 'muted')];
		return emptyListLines('No root is like that.', next, columns, signs);
	}
}

/** One row as long as none is known. */
function waiting(error: string | undefined, look: ListLook<RootRow>): ListRows<RootRow> {
	return {rows: [], cursor: -2, unknown: {before: 0, after: error === undefined ? 1 : 0}, look};
}

/** `12 of 147 roots`, `only direnv links` */
function filterWords(
	{kinds}: RootsUi,
	answer: RootList | undefined,
): {readonly counts: readonly Span[]; readonly aside: readonly Span[]} {
	return {
		counts:
			answer === undefined
				? []
				: [span(formatCount(answer.matchCount)), span(` of ${countOf(answer.totalCount, 'root')}`, 'muted')],
		aside:
			kinds.length === 0
				? []
				: [span(`only ${kinds.map(groupName).join(', ')}   `, 'muted'), span('Esc', 'bold'), span(' all', 'muted')],
	};
}

/** `147 roots`, or where the cursor is in them. */
function asideSpans({totalCount}: RootList, position: readonly Span[]): readonly Span[] {
	return position.length > 0
		? position
		: [span(formatCount(totalCount)), span(totalCount === 1 ? ' root' : ' roots', 'muted')];
}

function subjectOf({row}: ListView<RootRow>, {kinds}: RootsUi, {shared}: ScreenInput): Subject {
	const labels = kinds.filter((kind) => kind !== 'protected').map((kind) => ` --kind ${rootKindLabels[kind]}`);
	const marks = [...shared.marks].map((link) => ` --root ${shellWord(link)}`);
	const command = marks.length > 0 ? `nixscope gc --dry-run${marks.join('')}` : `nixscope roots${labels.join('')}`;
	return row === undefined
		? {command}
		: {
				command,
				link: row.root.link,
				path: row.root.target ?? undefined,
				refusal: row.refusal ?? undefined,
			};
}
