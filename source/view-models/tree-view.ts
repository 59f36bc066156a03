import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import type {Line} from '../formats/line.js';
import type {Signs} from '../formats/symbols.js';
import type {MonitorMemory} from './monitor-memory.js';
import type {MonitorUi} from './monitor-ui.js';
import {buildKey, foldRoot, isBuildKey, isTransferKey, keyIndex, type NodeKey} from './node-key.js';
import {treeColumns} from './tree-columns.js';
import type {TreeRow} from './tree-layout.js';
import type {TreeModel} from './tree-model.js';
import type {TreeOrder} from './tree-order.js';
import {treeRowLine} from './tree-row-line.js';
import {statusCodes, type TreeStatuses} from './tree-statuses.js';

export type TreeViewInput = {
	readonly state: BuildState;
	readonly logs: LogReader;
	readonly ui: MonitorUi;
	readonly memory: MonitorMemory;
	readonly columns: number;
	/** Rows at most. */
	readonly height: number;
	readonly quotes: boolean;
	readonly hasCursor: boolean;
	readonly signs: Signs;
	readonly now: number;
};

export type TreeView = {
	/** At most `height`. */
	readonly lines: readonly Line[];
	readonly rows: readonly TreeRow[];
	readonly model: TreeModel;
	readonly selected: NodeKey | undefined;
};

/** Two cells of the name column go to each level; names keep at least so many. */
const leastNameColumns = 18;

/** The tree: chooses rows for the height and draws those that are visible. */
export function treeView(input: TreeViewInput): TreeView {
	const {state, logs, ui, memory, height, quotes, signs, now} = input;
	const columns = treeColumns(input.columns);
	const maximumDepth = Math.max(2, Math.floor((columns.name - leastNameColumns) / 2));
	const {order, statuses} = memory.tree.inspect(state);
	const chosen = chosenRow(ui, state);
	const proposed = chosen === undefined ? proposeBuild(state, order, statuses, memory) : undefined;
	const selected = chosen ?? (proposed === undefined ? undefined : buildKey(proposed));
	const model = memory.tree.update(state, ui, selected, {height, maximumDepth, quotes}, now);
	const {rows} = model;
	const at = selectedIndex(rows, selected);
	const first = scrollTo(at, rows.length, height, memory);
	const context = {state, logs, columns, maximumDepth, remaining: statuses.remaining, signs, now};
	return {
		lines: rows
			.slice(first, first + height)
			.map((row, index) => treeRowLine(row, input.hasCursor && first + index === at, context)),
		rows,
		model,
		selected: rows[at]?.key ?? selected,
	};
}

function chosenRow({selected}: MonitorUi, state: BuildState): NodeKey | undefined {
	if (selected === undefined) {
		return undefined;
	}

	const exists = isBuildKey(selected)
		? keyIndex(selected) < state.builds.length
		: !isTransferKey(selected) || keyIndex(selected) < state.transfers.length;
	return exists ? selected : undefined;
}

/** A counted line that is gone leaves the cursor on its root. */
function selectedIndex(rows: readonly TreeRow[], selected: NodeKey | undefined): number {
	if (selected === undefined) {
		return -1;
	}

	const at = rows.findIndex(({key}) => key === selected);
	return at === -1 && selected < -1 ? rows.findIndex(({key}) => key === buildKey(foldRoot(selected))) : at;
}

/** Moves the window over the rows no further than the cursor needs. */
function scrollTo(at: number, length: number, height: number, memory: MonitorMemory): number {
	let first = Math.min(memory.treeTop, Math.max(0, length - height));
	if (at !== -1 && at < first) {
		first = at;
	} else if (at >= first + height) {
		first = at - height + 1;
	}

	memory.treeTop = first;
	return first;
}

/** The running build on the critical path, else one that runs, else the failed or finished one that was shown last. */
function proposeBuild(
	state: BuildState,
	order: TreeOrder,
	{codes, critical}: TreeStatuses,
	memory: MonitorMemory,
): number | undefined {
	const before = memory.proposed;
	if (before !== undefined && codes[before] === statusCodes.running) {
		return before;
	}

	const {running, failed} = state.buildCounts;
	const isWanted = (build: number) => codes[build] === statusCodes.running;
	let next = running > 0 ? [...critical].find(isWanted) : undefined;
	next ??= running > 0 ? order.topological.find(isWanted) : undefined;
	if (next === undefined && before !== undefined && before < codes.length) {
		return before;
	}

	next ??= failed > 0 ? codes.indexOf(statusCodes.failed) : order.roots[0];
	memory.proposed = next;
	return next;
}
