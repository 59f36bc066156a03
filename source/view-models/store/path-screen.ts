import type {WhyAnswer} from '../../analyses/answers/answer.js';
import type {HolderRow, NeedsRow} from '../../analyses/lists/list-rows.js';
import {rootRefusal} from '../../analyses/root-refusal.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {shellWord} from '../../formats/shell-word.js';
import {pathName} from '../../reports/store/path-name.js';
import {soleRoot} from '../../reports/store/why-words.js';
import type {Slot} from '../../sessions/explorer-data.js';
import {emptyLine, plainLine} from '../cells.js';
import {noList, reduceList} from './list-state.js';
import {pathHead} from './path-head.js';
import {besideEachOther, type PathPane, pathPane, type Side} from './path-panes.js';
import {droppableLinks} from './path-words.js';
import type {ReduceContext, Screen, ScreenInput, Step, Subject} from './screen.js';
import {folded, initialTree, opened, type TreePlace, type TreeUi} from './tree-state.js';

export type PathUi = {
	/** A store path, or what a person may type for one. */
	readonly path: string;
	readonly side: Side;
	readonly holders: TreeUi;
	readonly needs: TreeUi;
};

type PathFacts = {
	readonly row: HolderRow | NeedsRow | undefined;
	readonly place: TreePlace | undefined;
	/** Links that hold the path and can be dropped. */
	readonly links: readonly string[];
};

/** From so many cells on both trees stand beside each other. */
const leastBeside = 100;
/** Rows that a tree keeps, its title among them. */
const leastTree = 6;

const initial: PathUi = {path: '', side: 'holders', holders: initialTree, needs: initialTree};

/** Why one path is alive, what holds it, what it needs. */
export const pathScreen: Screen<PathUi, PathFacts> = {
	initial,
	enter: (ui, destination) =>
		destination.screen === 'path' && destination.path !== ui.path ? {...initial, path: destination.path} : ui,
	body(ui, input) {
		const {data, columns, rows, signs} = input;
		if (ui.path === '') {
			return {lines: [emptyLine(columns), plainLine([span(' no path is chosen', 'bold')], columns, signs)], needs: []};
		}

		const slot = data.slot('why', 'why');
		const why = ofPath(slot, ui.path);
		const hasLegend = rows >= 16;
		const room = rows - (hasLegend ? 2 : 0);
		const head =
			why === undefined && slot.error !== undefined
				? errorLines(ui.path, slot.error, input)
				: pathHead(ui.path, why, input, Math.max(3, room - leastTree));
		const {panes, lines} = trees(ui, why, room - head.length, input);
		const focused = panes.find(({side}) => side === ui.side)!.pane;
		return {
			lines: [
				...head,
				...lines,
				...(hasLegend ? [legendLine(input), ...(rows >= 20 ? [emptyLine(columns)] : [])] : []),
			].slice(0, rows),
			needs: [{slot: 'why', kind: 'why', request: {paths: [ui.path]}}, ...panes.map(({pane}) => pane.need)],
			list: {...noList, ...focused.facts},
			subject: subjectOf(ui, why, focused.row),
			facts: {
				row: focused.row,
				place: focused.place,
				links: why === undefined ? [] : droppableLinks(why.roots).map(({link}) => link),
			},
			...(why?.complete === false ? {aside: [span(`${signs.warning} `, 'warning'), span('numbers are at most')]} : {}),
		};
	},
	reduce(ui, action, context) {
		switch (action) {
			case 'find':
				return undefined;
			case 'left':
			case 'right':
				return {ui: sideways(ui, action, context.facts?.place)};
			case 'open':
			case 'why':
				return follow(ui, context.facts);
			case 'mark':
				return mark(context);
			case 'mark-all':
				return {shared: {marks: new Set([...context.shared.marks, ...(context.facts?.links ?? [])])}};
			default: {
				const tree = ui[ui.side];
				const list = reduceList(tree.list, action, context.list);
				return list === undefined ? undefined : {ui: {...ui, [ui.side]: {...tree, list}}};
			}
		}
	},
	places: () => ['path', 'list'],
};

/** The answer belongs to another path while the new one is being asked for. */
function ofPath({answer, request}: Slot<'why'>, path: string): WhyAnswer | undefined {
	return request === undefined || request.paths[0] === path ? answer?.[0] : undefined;
}

function trees(
	{path, side, holders, needs}: PathUi,
	why: WhyAnswer | undefined,
	rows: number,
	input: ScreenInput,
): {panes: ReadonlyArray<{side: Side; pane: PathPane}>; lines: readonly Line[]} {
	const {columns} = input;
	const isBeside = columns >= leastBeside;
	const pane = (one: Side, width: number) => ({
		side: one,
		pane: pathPane(
			one,
			{
				path,
				tree: one === 'holders' ? holders : needs,
				hasFocus: one === side,
				isAlone: !isBeside,
				why,
				columns: width,
				rows: Math.max(2, rows),
			},
			input,
		),
	});
	if (!isBeside) {
		const alone = pane(side, columns);
		return {panes: [alone], lines: alone.pane.lines};
	}

	const left = Math.round((columns - 1) * 0.54);
	const both = [pane('holders', left), pane('needs', columns - 1 - left)] as const;
	return {panes: both, lines: besideEachOther(both[0].pane.lines, both[1].pane.lines, input)};
}

/** Opens and shuts; at the edge the other side has the keys. */
function sideways(ui: PathUi, direction: 'left' | 'right', place: TreePlace | undefined): PathUi {
	const tree = ui[ui.side];
	const changed = (next: TreeUi): PathUi => ({...ui, [ui.side]: next});
	if (direction === 'right') {
		if (place?.canOpen && !place.isOpen) {
			return changed(opened(tree, place.key));
		}

		return {...ui, side: 'needs'};
	}

	if (place?.canOpen && place.isOpen) {
		return changed(folded(tree, place.key));
	}

	return place?.parent === undefined
		? {...ui, side: 'holders'}
		: changed({...tree, list: {...tree.list, at: place.parent.key, index: place.parent.index}});
}

function follow(ui: PathUi, facts: PathFacts | undefined): Step<PathUi> {
	const row = facts?.row;
	switch (row?.kind) {
		case 'path':
			return {go: {screen: 'path', path: row.id}};
		case 'more':
			return {ui: {...ui, [ui.side]: opened(ui[ui.side], row.key)}};
		case 'root':
		case 'process':
			return {go: {screen: 'roots', kinds: [], filter: '', at: row.id}};
		default:
			return {};
	}
}

/** The root under the cursor is marked, to be dropped with others. */
function mark({facts, subject, shared}: ReduceContext<PathFacts>): Step<PathUi> {
	const row = facts?.row;
	if (row?.kind !== 'root' && row?.kind !== 'process') {
		return {shared: {notice: 'only roots can be marked'}};
	}

	if (subject?.refusal !== undefined) {
		return {shared: {notice: `${subject.link} ${subject.refusal}`}};
	}

	const marks = new Set(shared.marks);
	if (!marks.delete(row.id)) {
		marks.add(row.id);
	}

	return {shared: {marks}};
}

/** The root under the cursor, else the one that alone holds the path. */
function subjectOf(ui: PathUi, why: WhyAnswer | undefined, row: HolderRow | NeedsRow | undefined): Subject {
	const path = why?.path ?? (ui.path.startsWith('/') ? ui.path : undefined);
	const chosen =
		row?.kind === 'root' || row?.kind === 'process'
			? why?.roots.find(({link, process}) => link === row.id || `pid ${process?.pid}` === row.id)
			: undefined;
	const root = chosen ?? (why && soleRoot(why));
	const link = root?.link ?? (row?.kind === 'root' ? row.id : undefined);
	return {
		path,
		link,
		refusal: root === undefined ? undefined : rootRefusal(root, root.protected),
		command: path === undefined ? undefined : commands(path, why).join('\n'),
	};
}

/** What gives the same answer on the command line, and what Nix itself has. */
function commands(path: string, why: WhyAnswer | undefined): string[] {
	const word = shellWord(path);
	const [, target, ...rest] = why?.shortestChain ?? [];
	const isByReferences = rest.length > 0 && rest.every(({via}) => via === 'reference');
	return [
		`nixscope why ${word}`,
		`nix-store --query --roots ${word}`,
		...(target !== undefined && isByReferences ? [`nix why-depends ${shellWord(target.path)} ${word}`] : []),
	];
}

function errorLines(path: string, error: string, {columns, signs}: ScreenInput): Line[] {
	return [
		plainLine([span(` ${pathName(path)}`, 'bold')], columns, signs),
		emptyLine(columns),
		plainLine([span(` ${signs.failed} `, 'failed-sign'), span(plainText(error))], columns, signs),
		emptyLine(columns),
	];
}

/** What stands in the column of edges, and the signs; the explanations go first where there is no room. */
function legendLine({columns, signs}: ScreenInput): Line {
	const legend = (isLong: boolean): Span[] => [
		span('edges  ', 'muted'),
		span('reference  '),
		span('deriver', 'edge-deriver'),
		span(`${isLong ? ' (keep-derivations)' : ''}  `, 'muted'),
		span('output', 'edge-output'),
		span(`${isLong ? ' (keep-outputs)' : ''}   `, 'muted'),
		span(signs.protected, 'protected'),
		span(' protected root  ', 'muted'),
		span(signs.root),
		span(' root  ', 'muted'),
		span(signs.running, 'built'),
		span(' process', 'muted'),
	];
	const long = legend(true);
	return plainLine(lineWidth({spans: long}) <= columns - 2 ? long : legend(false), columns, signs);
}
