import type {UsageLevel, UsageLevelRequest, UsageRow} from '../../analyses/lists/list-rows.js';
import {formatSize} from '../../formats/bytes.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {shellWord} from '../../formats/shell-word.js';
import {plainLine} from '../cells.js';
import {initialList, type ListUi, reduceList} from './list-state.js';
import {filledTo, listTable, sortColumnsOf} from './list-table.js';
import {listView} from './list-view.js';
import type {Screen, ScreenBody, ScreenInput, Step, Subject} from './screen.js';
import {retainedCells, usageLook} from './usage-look.js';
import {detailNeeds, USAGE_PANE, usagePane} from './usage-pane.js';
import {filterLine, trailLine} from './usage-trail.js';

/** One level of the tree, as the user has left it. */
type Level = {
	/** The node that is entered; undefined: the store. */
	readonly node: string | undefined;
	readonly list: ListUi;
	/** Rows that stand open, by identity. */
	readonly open: readonly string[];
};

export type UsageUi = Level & {
	/** The levels through which the user came, the outermost first. */
	readonly above: readonly Level[];
	/** Another screen led here: back leads there, and ← up the tree. */
	readonly isVisited: boolean;
};

type UsageFacts = {
	/** The row under the cursor; undefined while that is not known. */
	readonly row: UsageRow | undefined;
	/** Those that are known, from the place `first` on. */
	readonly rows: readonly UsageRow[];
	readonly first: number;
	readonly trail: UsageLevel['trail'];
	/** Of which level they are. */
	readonly node: string | undefined;
};

/** The sum below the list, with its line. */
const sumLines = 2;
const paneRows = 16;
const airyRows = 12;

const top: UsageUi = {node: undefined, list: initialList('retained'), open: [], above: [], isVisited: false};

/** The dominator tree, one level at a time: the rows of each add up to what they stand below. */
export const usageScreen: Screen<UsageUi, UsageFacts> = {
	initial: top,
	enter: (ui, destination) =>
		destination.screen === 'usage' && destination.node !== undefined
			? {...top, node: destination.node, isVisited: true}
			: ui,
	body: usageBody,
	reduce(ui, action, {list, facts}) {
		const next = reduceList(ui.list, action, list);
		if (next !== undefined) {
			return {ui: {...ui, list: next}};
		}

		const {rows = [], first = 0} = facts !== undefined && facts.node === ui.node ? facts : {};
		// Keys can come faster than frames: the row that was chosen last counts, not the one with the cursor.
		const row = rows.find(({id}) => id === ui.list.at) ?? (ui.list.at === undefined ? facts?.row : undefined);
		const parentAt = row === undefined ? -1 : parentPlace(rows, rows.indexOf(row));
		const parent = rows[parentAt];
		switch (action) {
			case 'open':
				return row === undefined ? {} : entered(ui, row, parent);
			case 'right':
				return row !== undefined && canOpen(row) && !ui.open.includes(row.id)
					? {ui: {...chosen(ui, row), open: [...ui.open, row.id]}}
					: {};
			case 'left':
				return leftOf();
			case 'back':
				return ui.isVisited && ui.above.length === 0 ? {ui: {...ui, isVisited: false}, goBack: true} : outOf();
			default:
				return undefined;
		}

		/** Shuts the row, goes to the row above it, or out of the level. */
		function leftOf(): Step<UsageUi> {
			if (row !== undefined && ui.open.includes(row.id) && row.depth === 0) {
				return {ui: {...chosen(ui, row), open: ui.open.filter((id) => id !== row.id)}};
			}

			if (parent !== undefined) {
				const index = first + parentAt;
				return {ui: {...ui, list: {...ui.list, at: parent.id, index, top: Math.min(list.top, index)}}};
			}

			return outOf() ?? {};
		}

		function outOf(): Step<UsageUi> | undefined {
			const before = ui.above.at(-1);
			if (before !== undefined) {
				return {ui: {...before, above: ui.above.slice(0, -1), isVisited: ui.isVisited}};
			}

			// Entered from elsewhere: one level up is what stands above it.
			return ui.node === undefined
				? undefined
				: {
						ui: {
							...top,
							node: facts?.trail.at(-2)?.id,
							list: {...top.list, sort: ui.list.sort, at: facts?.trail.at(-1)?.id ?? ui.node},
						},
					};
		}
	},
	places: ({list}) => (list.isTyping ? ['typing'] : ['usage', 'list']),
};

function canOpen({depth, childCount}: UsageRow): boolean {
	return depth === 0 && childCount > 0;
}

/** The row under the cursor stays chosen when others come or go. */
function chosen(ui: UsageUi, {id}: UsageRow): UsageUi {
	return {...ui, list: {...ui.list, at: id}};
}

function entered(ui: UsageUi, row: UsageRow, parent: UsageRow | undefined): Step<UsageUi> {
	// `41 more` are below the row ahead of which they stand.
	const target = row.kind === 'rest' ? parent : row;
	if (target === undefined) {
		return {};
	}

	if (target.childCount > 0) {
		const {node, list, open, above} = chosen(ui, row);
		const fresh = {...initialList('retained'), sort: ui.list.sort};
		return {
			ui: {
				node: target.id,
				list: fresh,
				open: [],
				above: [...above, {node, list, open}],
				isVisited: ui.isVisited,
			},
		};
	}

	if (target.path !== null) {
		return {go: {screen: 'path', path: target.path}};
	}

	return target.link === null ? {} : {go: {screen: 'roots', kinds: [], filter: '', at: target.link}};
}

function usageBody(ui: UsageUi, input: ScreenInput): ScreenBody<UsageFacts> {
	const {data, columns, rows, signs} = input;
	const {list, node, open} = ui;
	const slot = data.slot('usage', 'usageLevel');
	const level = slot.answer;
	const wanted = {node, filter: list.filter, sort: list.sort as UsageLevelRequest['sort'], open};
	const isSame =
		slot.request !== undefined &&
		JSON.stringify({...wanted, window: slot.request.window}) === JSON.stringify({...slot.request});
	const hasFilter = list.isTyping || list.filter !== '';
	const hasGap = rows >= airyRows || hasFilter;
	const hasPane = rows >= paneRows;
	const page = Math.max(1, rows - 2 - Number(hasGap) - sumLines - (hasPane ? USAGE_PANE : 0));
	const view = listView(slot, list, ({id}) => id, {page, isSame});
	const look = usageLook(list, new Set(open), input, level?.complete !== false);
	const {header, lines} = listTable(
		{rows: view.visible, cursor: view.cursor, unknown: view.unknown, look},
		columns,
		signs,
	);
	const {row} = view;
	const shown =
		slot.error !== undefined && level === undefined
			? [plainLine([span(` ${signs.failed} `, 'failed-sign'), span(slot.error, 'failed')], columns, signs)]
			: level === undefined
				? [plainLine([span(`  ${signs.cut}`, 'muted')], columns, signs)]
				: level.matchCount === 0
					? [emptyWords(list, input)]
					: lines;
	return {
		lines: [
			trailLine(level, input),
			...(hasGap ? [filterLine(list, level, input)] : []),
			header,
			...filledTo([...shown, ...(level === undefined ? [] : sumOf(level, list, input))], page + sumLines, columns),
			...(hasPane ? usagePane(row, isBelowDead(level, row), input) : []),
		].slice(0, rows),
		needs: [
			{slot: 'usage', kind: 'usageLevel', request: {...wanted, window: view.window}},
			...(hasPane ? detailNeeds(row) : []),
		],
		list: {...view.facts, sortColumns: sortColumnsOf(look)},
		subject: row === undefined ? undefined : subjectOf(row, level),
		facts: {
			row,
			rows: level?.rows ?? [],
			first: view.facts.first,
			trail: level?.trail ?? [],
			node: slot.request?.node,
		},
	};
}

/** The row of depth 0 above a look ahead, in the rows that are known; -1 when there is none. */
function parentPlace(rows: readonly UsageRow[], place: number): number {
	return rows[place]?.depth === 1 ? rows.findLastIndex(({depth}, index) => index < place && depth === 0) : -1;
}

function isBelowDead(level: UsageLevel | undefined, row: UsageRow | undefined): boolean {
	return row?.id.startsWith('dead:') === true || level?.trail.some(({id}) => id.startsWith('dead:')) === true;
}

/** What is alone held by a root goes with that: inside of a root's level `d` means it. */
function subjectOf(row: UsageRow, level: UsageLevel | undefined): Subject {
	const above = level?.trail.findLast(({id}) => id.startsWith('link:'));
	return {
		path: row.path ?? undefined,
		link: row.link ?? above?.id.slice('link:'.length),
		command: row.path === null ? 'nixscope usage' : `nixscope why ${shellWord(row.path)}`,
	};
}

function emptyWords({filter}: ListUi, {columns, signs}: ScreenInput): Line {
	return filter === ''
		? plainLine([span('  Nothing is below it.', 'bold')], columns, signs)
		: plainLine([span('  Nothing is named like that.', 'bold'), span('  Esc shows all', 'muted')], columns, signs);
}

/** A line and the sum of the rows above it. */
function sumOf(level: UsageLevel, {filter}: ListUi, {columns, signs}: ScreenInput): Line[] {
	const {trail, retainedSize, storeNarSize, narSize, complete} = level;
	const cells = retainedCells(complete);
	const total = formatSize(trail.length === 0 ? storeNarSize : retainedSize);
	return [
		plainLine([span('  '), span(signs.rule.repeat(cells), 'muted')], columns, signs),
		plainLine([span(`  ${total.padStart(cells)}`, 'bold'), span('   '), ...words()], columns, signs),
	];

	function words(): Span[] {
		const sum =
			filter !== ''
				? 'with the rows that are filtered out'
				: narSize === null || narSize === 0
					? complete
						? 'every byte counted once: the rows add up to it'
						: 'every byte counted once'
					: `with ${formatSize(narSize)} of its own: every byte counted once`;
		return [
			span(sum, 'muted'),
			...(complete ? [] : [span(`   ${signs.warning} `, 'warning'), span('not everything can be read', 'muted')]),
		];
	}
}
