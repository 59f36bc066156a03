import type {BuildState} from '../build/build-state.js';
import {countHidden} from './hidden-counts.js';
import type {MonitorUi} from './monitor-ui.js';
import type {NodeKey} from './node-key.js';
import {chooseTreeNodes, type Fold} from './tree-choice.js';
import {layoutTree, type Ranks, rankNodes, siblingOrder, type TreeRow, type TreeSort} from './tree-layout.js';
import {computeTreeOrder, type TreeOrder} from './tree-order.js';
import {computeTreeStatuses, type TreeStatuses} from './tree-statuses.js';

export type TreeSize = {
	readonly height: number;
	readonly maximumDepth: number;
	readonly quotes: boolean;
};

export type TreeModel = {
	readonly order: TreeOrder;
	readonly statuses: TreeStatuses;
	readonly rows: readonly TreeRow[];
};

/**
 * The tree from frame to frame: computes anew only what changed, and remembers which rows were shown and in which
 * order, so that they stay where they are.
 */
export type TreeKeeper = {
	update(state: BuildState, ui: MonitorUi, selected: NodeKey | undefined, size: TreeSize, now: number): TreeModel;
	/** Order and statuses alone, for screens without a tree. */
	inspect(state: BuildState): {readonly order: TreeOrder; readonly statuses: TreeStatuses};
};

type Key = {
	readonly version: number;
	readonly selected: NodeKey | undefined;
	readonly folds: ReadonlyMap<NodeKey, Fold>;
	readonly sort: TreeSort;
} & TreeSize;

export function createTreeKeeper(): TreeKeeper {
	let known: BuildState | undefined;
	let order: TreeOrder | undefined;
	let statuses: TreeStatuses | undefined;
	let key: Key | undefined;
	let rows: readonly TreeRow[] = [];
	let shownBefore: ReadonlySet<NodeKey> = new Set();
	let ranks: Ranks = new Map();

	const inspect = (state: BuildState) => {
		if (known !== state) {
			// A replay that went back builds its state anew.
			known = state;
			order = undefined;
			statuses = undefined;
			key = undefined;
			shownBefore = new Set();
			ranks = new Map();
		}

		if (order?.graphVersion !== state.graphVersion || order.parent.length !== state.builds.length) {
			order = computeTreeOrder(state);
			statuses = undefined;
		}

		if (statuses?.version !== state.version) {
			statuses = computeTreeStatuses(state, order);
		}

		return {order, statuses};
	};

	return {
		inspect,
		update(state, ui, selected, size, now) {
			const model = inspect(state);
			const next: Key = {version: state.version, selected, folds: ui.folds, sort: ui.treeSort, ...size};
			if (key === undefined || !isSame(key, next)) {
				key = next;
				const choice = chooseTreeNodes({state, ...model, folds: ui.folds, selected, shownBefore, now, ...size});
				const hidden = countHidden(state, model.order, model.statuses, choice.shown, ui.folds);
				ranks = rankNodes(state, model.order, model.statuses, choice.shown, ranks);
				shownBefore = choice.shown;
				const compare = siblingOrder(ui.treeSort, state, ranks, now);
				rows = layoutTree(model.order, model.statuses, choice, hidden, ui.folds, compare);
			}

			return {...model, rows};
		},
	};
}

function isSame(left: Key, right: Key): boolean {
	return (Object.keys(right) as (keyof Key)[]).every((name) => left[name] === right[name]);
}
