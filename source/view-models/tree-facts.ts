import type {BuildState} from '../build/build-state.js';
import type {FrameFacts} from './frame-facts.js';
import type {MonitorMemory} from './monitor-memory.js';
import type {MonitorUi} from './monitor-ui.js';
import {buildKey, isBuildKey, isTransferKey, keyIndex, type NodeKey} from './node-key.js';
import type {TreeRow} from './tree-layout.js';
import type {TreeOrder} from './tree-order.js';
import {statusCodes} from './tree-statuses.js';
import type {TreeView} from './tree-view.js';

/** What keys need to know of the tree on the screen. */
export function treeFacts(
	{rows, selected, model}: TreeView,
	state: BuildState,
	ui: MonitorUi,
	memory: MonitorMemory,
): Partial<FrameFacts> {
	const at = selected === undefined ? -1 : rows.findIndex(({key}) => key === selected);
	const keys = rows.flatMap(({key}) => (key === undefined ? [] : [key]));
	const below = rows[at + 1];
	return {
		rows: keys,
		selected,
		output: outputOf(selected, state),
		selectedParent: at === -1 ? undefined : rowAbove(rows, at),
		selectedHasRows: at !== -1 && below !== undefined && below.depth > rows[at]!.depth && below.kind !== 'fold',
		selectedHasHidden: selected !== undefined && hasHidden(selected, model.order, new Set(keys)),
		failures: failedBuilds(state, model.statuses.codes),
		found: findBuilds(state, ui, model.order),
		logBuild: logBuildOf(selected, ui, memory, state),
	};
}

/** The first output, which is the one that a name without `^` means. */
function outputOf(selected: NodeKey | undefined, {builds, transfers}: BuildState): string | undefined {
	if (selected === undefined) {
		return undefined;
	}

	if (isTransferKey(selected)) {
		const transfer = transfers[keyIndex(selected)];
		return transfer?.status.name === 'completed' && transfer.kind === 'download' ? transfer.path : undefined;
	}

	const build = isBuildKey(selected) ? builds[keyIndex(selected)] : undefined;
	return build?.status.name === 'built' ? build.outputs.find(({path}) => path !== undefined)?.path : undefined;
}

function rowAbove(rows: readonly TreeRow[], at: number): NodeKey | undefined {
	for (let index = at - 1; index >= 0; index--) {
		if (rows[index]!.depth < rows[at]!.depth) {
			return rows[index]!.key;
		}
	}

	return undefined;
}

function hasHidden(selected: NodeKey, order: TreeOrder, shown: ReadonlySet<NodeKey>): boolean {
	if (!isBuildKey(selected)) {
		return selected < 0;
	}

	for (let child = order.firstChild[keyIndex(selected)]!; child !== -1; child = order.nextSibling[child]!) {
		if (!shown.has(buildKey(child))) {
			return true;
		}
	}

	return (order.transfersBelow.get(keyIndex(selected)) ?? []).some((transfer) => !shown.has(transfer * 2 + 1));
}

/** In the order in which they failed. */
export function failedBuilds(state: BuildState, codes: Uint8Array): number[] {
	if (state.buildCounts.failed === 0) {
		return [];
	}

	const stoppedAt = (index: number) => {
		const {status} = state.builds[index]!;
		return status.name === 'failed' ? status.stoppedAt : 0;
	};
	const failed: number[] = [];
	for (
		let index = codes.indexOf(statusCodes.failed);
		index !== -1;
		index = codes.indexOf(statusCodes.failed, index + 1)
	) {
		failed.push(index);
	}

	return failed.sort((left, right) => stoppedAt(left) - stoppedAt(right));
}

/** In the order of the tree. */
function findBuilds(state: BuildState, {find}: MonitorUi, order: TreeOrder): NodeKey[] {
	if (find === undefined || find.query === '') {
		return [];
	}

	const query = find.query.toLowerCase();
	return [...order.preorder].filter((build) => state.builds[build]!.name.toLowerCase().includes(query)).map(buildKey);
}

/** Whose log is shown with the tree: the pinned one, the selected one, else the one that the screen proposes. */
export function logBuildOf(
	selected: NodeKey | undefined,
	ui: MonitorUi,
	memory: MonitorMemory,
	state: BuildState,
): number | undefined {
	const candidates = [
		ui.pinned,
		selected !== undefined && isBuildKey(selected) ? keyIndex(selected) : undefined,
		memory.proposed,
	];
	return candidates.find((index) => index !== undefined && index < state.builds.length);
}
