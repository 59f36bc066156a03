import type {PathList, PathListRequest, PathListRow} from '../../analyses/lists/list-rows.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {shellWord} from '../../formats/shell-word.js';
import {emptyLine, plainLine} from '../cells.js';
import {emptyListLines, filterLine, incompleteLine, listErrorLines, slowSpans} from './list-lines.js';
import {chosenRow, initialList, type ListFacts, type ListUi, movedTo, placeOf, reduceList} from './list-state.js';
import {filledTo, listTable, sortColumnsOf} from './list-table.js';
import {listView} from './list-view.js';
import {markHolder} from './mark-holder.js';
import {liveSign, pathsLook} from './paths-table.js';
import type {Destination, Screen, ScreenBody, ScreenInput, Step} from './screen.js';

export type PathsUi = {
	readonly list: ListUi;
	readonly which: PathListRequest['which'];
	/** Versions of a package make one row. */
	readonly isGrouped: boolean;
	/** Names of packages whose versions are shown. */
	readonly open: readonly string[];
	/** Paths of which the roots that alone hold them are to be marked, as soon as it is known which these are. */
	readonly marking: readonly string[];
};

export type PathsFacts = {
	/** The rows that are known. */
	readonly rows: readonly PathListRow[];
};

/** From here on there is room behind the tabs. */
const wideColumns = 96;

/** What `v` shows one after the other. */
const nextWhich = {all: 'live', live: 'dead', dead: 'all'} as const;

/** Every path: sizes, users, age; versions of a package together. */
export const pathsScreen: Screen<PathsUi, PathsFacts> = {
	initial: {list: initialList('retains'), which: 'all', isGrouped: true, open: [], marking: []},
	enter: (ui, destination) => (destination.screen === 'paths' ? entered(ui, destination) : ui),
	body,
	reduce(ui, action, {list, facts}): Step<PathsUi> | undefined {
		const rows = facts?.rows ?? [];
		const row = rows[placeOf(ui.list, list).index - list.first];
		switch (action) {
			case 'which':
				return {ui: {...ui, which: nextWhich[ui.which]}};
			case 'group':
				return {ui: {...ui, isGrouped: !ui.isGrouped, list: keptAt(ui.list, row)}};
			case 'open':
				return row === undefined
					? {}
					: row.group === null
						? {go: {screen: 'path', path: row.id}}
						: {ui: isOpen(ui, row) ? shut(ui, row) : opened(ui, row)};
			case 'right':
				return row?.group != null && !isOpen(ui, row) ? {ui: opened(ui, row)} : {};
			case 'left':
				return row === undefined ? {} : {ui: leftOf(row)};
			case 'mark':
				return row === undefined ? {} : marking(row);
			case 'mark-all':
				return {
					shared: {notice: 'only roots are marked all at once (3 Roots); Space marks the root that alone holds a path'},
				};
			default: {
				const next = reduceList({...ui.list, sort: action === 'sort' ? sortOf(ui) : ui.list.sort}, action, list);
				return next === undefined ? undefined : {ui: {...ui, list: next}};
			}
		}

		/** Shuts the group, also from one of its versions: then it is chosen itself. */
		function leftOf(row: PathListRow): PathsUi {
			if (row.group !== null) {
				return isOpen(ui, row) ? shut(ui, row) : ui;
			}

			return row.isInGroup ? {...shut(ui, row), list: aboveIn(ui.list, row, rows, list)} : ui;
		}

		function marking(row: PathListRow): Step<PathsUi> {
			if (row.group !== null) {
				return {shared: {notice: `${countOf(row.group.count, 'path')}: open the row and choose one`}};
			}

			return row.live === true
				? {ui: {...ui, marking: [...ui.marking, row.id], list: reduceList(ui.list, 'down', list)!}}
				: {shared: {notice: 'no root that can be seen holds it: there is none to mark'}};
		}
	},
	places: ({list}) => (list.isTyping ? ['typing'] : ['paths', 'list']),
};

function entered(ui: PathsUi, {filter, which = ui.which, at}: Destination & {readonly screen: 'paths'}): PathsUi {
	const isOther = (filter !== undefined && filter !== ui.list.filter) || which !== ui.which || at !== undefined;
	const place = isOther ? {at, index: 0, top: 0, unfiltered: undefined} : {};
	return {
		...ui,
		which,
		isGrouped: ui.isGrouped || at?.startsWith('name:') === true,
		marking: [],
		list: {...ui.list, filter: filter ?? ui.list.filter, isTyping: false, ...place},
	};
}

/** What has been chosen counts, also before the list shows it. */
function isOpen({open}: PathsUi, {name}: PathListRow): boolean {
	return open.includes(name);
}

function opened(ui: PathsUi, row: PathListRow): PathsUi {
	return {...ui, open: [...ui.open, row.name], list: keptAt(ui.list, row)};
}

function shut(ui: PathsUi, row: PathListRow): PathsUi {
	return {...ui, open: ui.open.filter((name) => name !== row.name), list: keptAt(ui.list, row)};
}

/** The row under the cursor stays chosen when others come or go. */
function keptAt(list: ListUi, row: PathListRow | undefined): ListUi {
	return row === undefined ? list : chosenRow(list, row.id);
}

/** The cursor on the row of the group. */
function aboveIn(list: ListUi, row: PathListRow, rows: readonly PathListRow[], facts: ListFacts): ListUi {
	const place = rows.findIndex(({group, name}) => group !== null && name === row.name);
	return place === -1 ? chosenRow(list, `name:${row.name}`) : movedTo(list, facts, facts.first + place);
}

function body(ui: PathsUi, input: ScreenInput): ScreenBody<PathsFacts> {
	const {which, isGrouped, open} = ui;
	const list = {...ui.list, sort: sortOf(ui)};
	const {data, columns, rows, signs} = input;
	const slot = data.slot('paths', 'pathList');
	const {answer} = slot;
	const wanted = {filter: list.filter, which, isGrouped, open: isGrouped ? open : [], sort: list.sort};
	const isSame =
		slot.request !== undefined &&
		JSON.stringify({...wanted, window: slot.request.window}) === JSON.stringify(slot.request);
	const below =
		answer === undefined
			? []
			: [...incompleteLine(answer, columns, signs), ...(rows < 12 ? [] : [meaningLine(answer, columns, input)])];
	const page = Math.max(1, rows - 2 - below.length - (rows < 22 ? 0 : 1));
	const view = listView(slot, list, ({id}) => id, {page, isSame});
	const isComplete = answer?.complete !== false;
	const look = pathsLook(list, input, {which, isComplete});
	const isWaiting = answer === undefined && slot.error === undefined;
	const unknown = isWaiting ? {before: 0, after: 1} : view.unknown;
	const {header, lines} = listTable(
		{rows: view.visible, cursor: isWaiting ? -2 : view.cursor, unknown, look},
		columns,
		signs,
	);
	const {index, matchCount} = view.facts;
	const isCut = matchCount > page;
	const position = `row ${formatCount(index + 1)} of ${formatCount(matchCount)}`;
	const slow = slowSpans(slot, list, signs);
	const words = {
		counts: [
			...countSpans(answer),
			...(isCut && columns < wideColumns ? [span(`, row ${formatCount(index + 1)}`, 'muted')] : []),
		],
		aside: slow.length > 0 ? slow : [span(whatWords(ui, columns, isComplete), 'muted')],
	};
	const marking = markHolder(ui, input);
	const gap = rows < 22 ? [] : [emptyLine(columns)];
	return {
		lines: [
			filterLine(list, words, columns, signs),
			header,
			...filledTo(content(), page, columns),
			...(below.length > 0 ? below : []),
			...gap,
		].slice(0, rows),
		needs: [{slot: 'paths', kind: 'pathList', request: {...wanted, window: view.window}}, ...marking.needs],
		list: {
			...view.facts,
			// What is dead retains nothing.
			sortColumns: sortColumnsOf(look).filter((column) => which !== 'dead' || column !== 'retains'),
		},
		subject: {
			path: view.row?.group?.newest ?? view.row?.id,
			command: commandOf(ui),
		},
		facts: {rows: isSame || list.at !== undefined ? (answer?.rows ?? []) : []},
		aside: isCut && columns >= wideColumns ? [span(position, 'muted')] : [],
		arrived: marking.arrived,
	};

	function content(): readonly Line[] {
		if (slot.error !== undefined && answer === undefined) {
			return listErrorLines(slot.error, columns, signs);
		}

		if (answer === undefined || answer.matchCount > 0) {
			return lines;
		}

		if (list.filter !== '') {
			const total = countOf(answer.totalPathCount, 'path');
			const next = [span('Esc', 'bold'), span(` shows all ${total}`, 'muted')];
			return emptyListLines(`No path is like that.`, next, columns, signs);
		}

		const next = [span('v', 'bold'), span(' shows the others', 'muted')];
		const what = which === 'dead' ? 'Nothing is dead.' : which === 'live' ? 'Nothing is alive.' : 'The store is empty.';
		return emptyListLines(what, which === 'all' ? [] : next, columns, signs);
	}
}

/** What is dead retains nothing: it is sorted by what it takes. */
function sortOf({list, which}: PathsUi): PathListRequest['sort'] {
	const sort = list.sort as PathListRequest['sort'];
	return which === 'dead' && sort.column === 'retains' ? {...sort, column: 'nar'} : sort;
}

/** `8,214 of 255,318 paths` */
function countSpans(answer: PathList | undefined): Span[] {
	if (answer === undefined) {
		return [];
	}

	const {pathCount, totalPathCount} = answer;
	const total = countOf(totalPathCount, 'path');
	return pathCount === totalPathCount
		? [span(total, 'muted')]
		: [span(formatCount(pathCount)), span(` of ${total}`, 'muted')];
}

/** `live and dead, grouped by name`; what nothing is seen to hold is not called dead where not all roots are seen. */
function whatWords({which, isGrouped}: PathsUi, columns: number, isComplete: boolean): string {
	const words =
		which === 'all' ? 'live and dead' : which === 'dead' && !isComplete ? 'not known to be live' : `${which} only`;
	const how = isGrouped ? (columns < 76 ? 'grouped' : 'grouped by name') : 'one by one';
	return `${words}, ${how}`;
}

/** What the columns and signs mean, as much as fits. */
function meaningLine({complete}: PathList, columns: number, {signs}: ScreenInput): Line {
	const retains = 'retains: what would be dead without it';
	const dead = [liveSign(false, signs), span(' dead: nothing holds it', 'muted')];
	const unknown = [liveSign('unknown', signs), span(' dead, as far as roots can be seen', 'muted')];
	const sign = complete ? dead : unknown;
	const variants: Span[][] = [
		[span(`${retains}, itself included.   `, 'muted'), ...sign, span('; the next collection takes it.', 'muted')],
		[span(`${retains}.   `, 'muted'), ...sign, span('.', 'muted')],
		[span(retains, 'muted')],
	];
	const fitting = variants.find((spans) => lineWidth({spans}) <= columns - 4) ?? variants.at(-1)!;
	return plainLine([span('  '), ...fitting], columns, signs);
}

function commandOf({list, which}: PathsUi): string {
	const part = list.filter.trim() === '' ? '' : ` ${shellWord(list.filter.trim())}`;
	return `nixscope paths${part}${which === 'all' ? '' : ` --${which}`}`;
}
