import type {SizedRoot, WhyAnswer} from '../../analyses/answers/answer.js';
import type {HolderRow, NeedsRow, TreeRequest} from '../../analyses/lists/list-rows.js';
import type {ListWindow} from '../../analyses/lists/list-window.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {displayWidth, truncateEnd} from '../../formats/width.js';
import {pathName} from '../../reports/store/path-name.js';
import type {Need, Slot} from '../../sessions/explorer-data.js';
import {emptyLine, paneTitle, plainLine} from '../cells.js';
import {filledTo} from './list-table.js';
import {type ListView, listView} from './list-view.js';
import {holderTreeRow, needsTreeRow, type TreeRow, treeRowLine} from './path-tree.js';
import type {ScreenInput} from './screen.js';
import {openParts, type TreePlace, type TreeUi, treePlace} from './tree-state.js';

export type Side = 'holders' | 'needs';

export type PathPane = {
	/** The title and the rows. */
	readonly lines: readonly Line[];
	readonly need: Need;
	readonly facts: ListView<unknown>['facts'];
	/** Of the row under the cursor. */
	readonly row: HolderRow | NeedsRow | undefined;
	readonly place: TreePlace | undefined;
};

type PaneOptions = {
	readonly path: string;
	readonly tree: TreeUi;
	readonly hasFocus: boolean;
	/** The other tree is not on the screen: its name stands beside the title. */
	readonly isAlone: boolean;
	readonly why: WhyAnswer | undefined;
	readonly columns: number;
	readonly rows: number;
};

/** One of the two trees, in a pane with a title. */
export function pathPane(side: Side, options: PaneOptions, input: ScreenInput): PathPane {
	const {path, tree, why} = options;
	if (side === 'holders') {
		const slot = ofPath(input.data.slot('holders', 'holderTree'), path);
		const rootOf = rootFinder(why);
		const view = viewOf(slot, options, options.rows - 1);
		const empty = why?.live === true ? 'nothing else' : 'nothing refers to it';
		return paneOf(side, view, slot, (row) => holderTreeRow(row, rootOf, input), empty, {
			slot: 'holders',
			kind: 'holderTree',
			request: {path, ...openParts(tree), window: view.window},
		});
	}

	const slot = ofPath(input.data.slot('needs', 'needsTree'), path);
	const view = viewOf(slot, options, options.rows - 1 - deriverRows(options));
	return paneOf(side, view, slot, (row) => needsTreeRow(row, input), 'it refers to nothing else', {
		slot: 'needs',
		kind: 'needsTree',
		request: {path, ...openParts(tree), window: view.window},
	});

	function paneOf<Row extends HolderRow | NeedsRow>(
		side: Side,
		view: ListView<Row>,
		{answer, error}: KnownTree<Row>,
		toRow: (row: Row) => TreeRow,
		empty: string,
		need: Need,
	): PathPane {
		const {columns, rows, hasFocus} = options;
		const {signs} = input;
		const deriver = side === 'needs' && deriverRows(options) > 0 ? deriverLines(options, input) : [];
		const unknown = (count: number) =>
			Array.from({length: count}, () => plainLine([span(`   ${signs.cut}`, 'muted')], columns, signs));
		const known = view.visible.map((row, index) =>
			treeRowLine(
				toRow(row),
				{columns, hasVia: side === 'holders', cursor: index !== view.cursor ? 'none' : hasFocus ? 'here' : 'elsewhere'},
				input,
			),
		);
		const lines = [...unknown(view.unknown.before), ...known, ...unknown(view.unknown.after)];
		const said: Span | undefined =
			error !== undefined
				? span(`   ${plainText(error)}`, 'muted')
				: answer === undefined
					? span(`   ${signs.cut}`, 'muted')
					: answer.matchCount === 0
						? span(`   ${empty}`, 'muted')
						: undefined;
		return {
			lines: [
				titleLine(side, options, input),
				...filledTo(
					said === undefined ? lines : [plainLine([said], columns, signs)],
					rows - 1 - deriver.length,
					columns,
				),
				...deriver,
			].slice(0, Math.max(0, rows)),
			need,
			facts: view.facts,
			row: view.row,
			place: treePlace(answer?.rows ?? [], view.facts.first, view.facts.index),
		};
	}
}

/** The panes beside each other, with a thin line between. */
export function besideEachOther(left: readonly Line[], right: readonly Line[], {signs}: ScreenInput): Line[] {
	const width = ([first]: readonly Line[]) => (first === undefined ? 0 : lineWidth(first));
	const wall = span(`${signs.treeLine}`, 'muted');
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => ({
		spans: [...(left[index] ?? emptyLine(width(left))).spans, wall, ...(right[index] ?? emptyLine(width(right))).spans],
	}));
}

/** Below a tree that is so high there is room for the deriver. */
const leastWithDeriver = 9;

function deriverRows({why, rows}: PaneOptions): number {
	return why !== undefined && why.deriver !== null && rows >= leastWithDeriver ? 2 : 0;
}

/** What it was built from: its log is that of the build. */
function deriverLines({why, columns}: PaneOptions, {signs}: ScreenInput): Line[] {
	const name = pathName(why?.deriver ?? '');
	const hint = [span('  b', 'bold'), span(' log', 'muted')];
	const room = columns - 4 - displayWidth('deriver  ') - lineWidth({spans: hint});
	return [
		emptyLine(columns),
		plainLine([span(' deriver  ', 'muted'), span(truncateEnd(name, room, signs.cut)), ...hint], columns, signs),
	];
}

type KnownTree<Row> = {
	readonly answer: ListWindow<Row> | undefined;
	readonly request: TreeRequest | undefined;
	readonly isCurrent: boolean;
	readonly error: string | undefined;
};

/** The tree of another path is none of this one. */
function ofPath<Kind extends 'holderTree' | 'needsTree'>(slot: Slot<Kind>, path: string): Slot<Kind> {
	const request = slot.request as TreeRequest | undefined;
	return request === undefined || request.path === path
		? slot
		: {...slot, answer: undefined, request: undefined, isCurrent: false};
}

function viewOf<Row extends HolderRow | NeedsRow>(
	slot: KnownTree<Row>,
	{tree}: PaneOptions,
	treeRows: number,
): ListView<Row> {
	const wanted = JSON.stringify(openParts(tree));
	const isSame =
		slot.request !== undefined && JSON.stringify({opened: slot.request.opened, shut: slot.request.shut}) === wanted;
	return listView(slot, tree.list, ({key}) => key, {page: Math.max(1, treeRows), isSame});
}

function rootFinder(why: WhyAnswer | undefined): (id: string) => SizedRoot | undefined {
	const byId = new Map<string, SizedRoot>();
	for (const root of why?.roots ?? []) {
		byId.set(root.process === null ? root.link : `pid ${root.process.pid}`, root);
	}

	return (id) => byId.get(id);
}

function titleLine(side: Side, {columns, hasFocus, isAlone}: PaneOptions, {signs}: ScreenInput): Line {
	const names: Readonly<Record<Side, string>> = {holders: 'Held by', needs: 'Needs'};
	const other = side === 'holders' ? names.needs : names.holders;
	const title = span(names[side], hasFocus ? 'bold' : 'plain');
	const beside = isAlone ? [span(`  ${signs.keyLeftRight} ${other}`, 'muted')] : [];
	return paneTitle([title, ...beside], [span(side === 'holders' ? 'retains' : 'closure', 'muted')], columns, signs);
}
