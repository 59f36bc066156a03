import type {BuildState} from '../build/build-state.js';
import {bestOf} from './best-of.js';
import {elapsed} from './elapsed.js';
import {buildKey, isBuildKey, isTransferKey, keyIndex, type NodeKey, transferKey} from './node-key.js';
import type {TreeOrder} from './tree-order.js';
import {statusCodes, type TreeStatuses} from './tree-statuses.js';

/** A row that has just finished keeps its place at least this long, so that a user sees how it ended. */
const finishedStaysMs = 1000;

/** What a user has done to a node; without an entry the height decides. */
export type Fold = 'folded' | 'unfolded';

export type TreeChoiceInput = {
	readonly state: BuildState;
	readonly order: TreeOrder;
	readonly statuses: TreeStatuses;
	readonly folds: ReadonlyMap<NodeKey, Fold>;
	readonly selected: NodeKey | undefined;
	/** Rows there are for the tree. */
	readonly height: number;
	/** Levels that fit beside the names. */
	readonly maximumDepth: number;
	/** Failed builds get a second row with the last line of their log. */
	readonly quotes: boolean;
	/** Rows of the frame before: of equals they are preferred. */
	readonly shownBefore: ReadonlySet<NodeKey>;
	readonly now: number;
};

export type TreeChoice = {
	readonly shown: ReadonlySet<NodeKey>;
	/** Builds (indices) with a second row that quotes their log. */
	readonly quoted: ReadonlySet<number>;
	/** Second mentions: below a build (index) the builds that it needs and that are drawn elsewhere. */
	readonly mentions: ReadonlyMap<number, readonly number[]>;
};

/**
 * Which nodes are drawn: failed, running, downloading and just finished ones, each with the path to it from its root as
 * far as there is room, then what is waited for next beside what took longest. What the user unfolded comes on top and
 * may make the tree taller than the window.
 *
 * One pass over all builds and transfers; the rest grows with the height.
 */
export function chooseTreeNodes(input: TreeChoiceInput): TreeChoice {
	const chooser = new TreeChooser(input);
	chooser.addRoots();
	const musts = collectMusts(input);
	for (const key of musts) {
		chooser.addWithRoot(key);
	}

	for (const key of musts) {
		chooser.addPath(key);
	}

	const quoted = input.quotes ? chooser.addQuotes(musts) : new Set<number>();
	const mentions = chooser.addMentions(musts);
	const waiting = collectWaiting(input);
	const finished = collectFinished(input);
	const half = chooser.used + Math.ceil((input.height - chooser.used) / 2);
	chooser.fill(waiting, half);
	chooser.fill(finished, input.height);
	chooser.fill(waiting, input.height);
	addUnfolded(input, chooser.shown, mentions);
	return {shown: chooser.shown, quoted, mentions};
}

class TreeChooser {
	readonly shown = new Set<NodeKey>();
	used = 0;
	readonly #input: TreeChoiceInput;
	readonly #hasFolded: boolean;

	constructor(input: TreeChoiceInput) {
		this.#input = input;
		this.#hasFolded = [...input.folds.values()].includes('folded');
	}

	/** All of them, if they leave room for what is below; else they come with what is shown below them. */
	addRoots(): void {
		const {order, height} = this.#input;
		if (order.roots.length <= Math.max(1, Math.floor(height / 3))) {
			for (const root of order.roots) {
				this.#add(buildKey(root));
			}
		} else {
			this.used++;
		}
	}

	addWithRoot(key: NodeKey): boolean {
		if (this.shown.has(key) || this.#isFoldedAway(key)) {
			return false;
		}

		const added = this.#withRoot(key);
		return this.#addIfRoom(added, this.#input.height);
	}

	addPath(key: NodeKey): void {
		if (this.shown.has(key)) {
			this.#addIfRoom(this.#missingAncestors(key), this.#input.height);
		}
	}

	addQuotes(keys: readonly NodeKey[]): Set<number> {
		const {statuses, height} = this.#input;
		const quoted = new Set<number>();
		for (const key of keys) {
			const build = keyIndex(key);
			if (
				isBuildKey(key) &&
				statuses.codes[build] === statusCodes.failed &&
				this.shown.has(key) &&
				this.used < height
			) {
				quoted.add(build);
				this.used++;
			}
		}

		return quoted;
	}

	/** A failed build explains every blocked one above it, not only the one it is drawn below. */
	addMentions(keys: readonly NodeKey[]): Map<number, number[]> {
		const {state, order, statuses, height} = this.#input;
		const mentions = new Map<number, number[]>();
		for (const key of keys) {
			const index = keyIndex(key);
			if (!isBuildKey(key) || statuses.codes[index] !== statusCodes.failed || !this.shown.has(key)) {
				continue;
			}

			for (const dependent of state.builds[index]!.dependents) {
				const isFolded = this.#input.folds.get(buildKey(dependent.index)) === 'folded';
				if (
					dependent.index !== order.parent[index] &&
					this.shown.has(buildKey(dependent.index)) &&
					!isFolded &&
					this.used < height
				) {
					append(mentions, dependent.index, index);
					this.used++;
				}
			}
		}

		return mentions;
	}

	/** Adds with all of the path while there is room; what does not fit is passed over. */
	fill(keys: readonly NodeKey[], limit: number): void {
		for (const key of keys) {
			if (this.used >= limit) {
				return;
			}

			if (!this.shown.has(key) && !this.#isFoldedAway(key)) {
				this.#addIfRoom([...this.#withRoot(key), ...this.#missingAncestors(key)], limit);
			}
		}
	}

	#withRoot(key: NodeKey): NodeKey[] {
		const {order} = this.#input;
		const above = parentOf(key, order);
		const root = above === -1 ? -1 : order.root[above]!;
		return root === -1 || this.shown.has(buildKey(root)) ? [key] : [buildKey(root), key];
	}

	/** Without the root; of a path that is too deep those nearest to the node. */
	#missingAncestors(key: NodeKey): NodeKey[] {
		const {order, maximumDepth} = this.#input;
		const missing: NodeKey[] = [];
		let above = parentOf(key, order);
		for (let level = 2; above !== -1 && order.parent[above] !== -1 && level < maximumDepth; level++) {
			if (!this.shown.has(buildKey(above))) {
				missing.push(buildKey(above));
			}

			above = order.parent[above]!;
		}

		return missing;
	}

	#addIfRoom(keys: readonly NodeKey[], limit: number): boolean {
		const cost = keys.reduce((sum, key) => sum + this.#cost(key), 0);
		if (this.used + cost > limit) {
			return false;
		}

		for (const key of keys) {
			this.#add(key);
		}

		return true;
	}

	#add(key: NodeKey): void {
		if (!this.shown.has(key)) {
			this.used += this.#cost(key);
			this.shown.add(key);
		}
	}

	/** A root keeps a row for the counted line below it. */
	#cost(key: NodeKey): number {
		const {order} = this.#input;
		const build = keyIndex(key);
		const hasBelow =
			isBuildKey(key) &&
			order.parent[build] === -1 &&
			(order.subtreeSize[build]! > 1 || order.transfersBelow.has(build));
		return hasBelow ? 2 : 1;
	}

	#isFoldedAway(key: NodeKey): boolean {
		if (!this.#hasFolded) {
			return false;
		}

		const {order, folds} = this.#input;
		for (let above = parentOf(key, order); above !== -1; above = order.parent[above]!) {
			if (folds.get(buildKey(above)) === 'folded') {
				return true;
			}
		}

		return false;
	}
}

/** Build (index) that the node is drawn below; -1 for roots. */
export function parentOf(key: NodeKey, order: TreeOrder): number {
	return (isBuildKey(key) ? order.parent[keyIndex(key)] : order.transferParent[keyIndex(key)]) ?? -1;
}

/** In order of importance; failures beyond half of the height come last, so that they never hide what runs. */
function collectMusts({state, statuses, selected, shownBefore, height, now}: TreeChoiceInput): NodeKey[] {
	const failed: NodeKey[] = [];
	const running: number[] = [];
	const finished: NodeKey[] = [];
	const {codes} = statuses;
	for (let index = 0; index < codes.length; index++) {
		if (codes[index] === statusCodes.running) {
			running.push(index);
		} else if (codes[index] === statusCodes.failed) {
			failed.push(buildKey(index));
		} else if (codes[index] !== statusCodes.planned && shownBefore.has(buildKey(index))) {
			const {status} = state.builds[index]!;
			if ('stoppedAt' in status && status.stoppedAt !== undefined && now - status.stoppedAt < finishedStaysMs) {
				finished.push(buildKey(index));
			}
		}
	}

	running.sort(
		(left, right) =>
			Number(statuses.critical.has(right)) - Number(statuses.critical.has(left)) ||
			startOf(state, left) - startOf(state, right),
	);
	const transfers: NodeKey[] = [];
	for (const {index, status} of state.transfers) {
		if (status.name === 'running') {
			transfers.push(transferKey(index));
		} else if (
			status.name !== 'planned' &&
			now - status.stoppedAt < finishedStaysMs &&
			shownBefore.has(transferKey(index))
		) {
			finished.push(transferKey(index));
		}
	}

	const exists = selected !== undefined && selected >= 0 && isKnown(selected, state);
	const first = Math.max(1, Math.floor(height / 2));
	const keys = [
		...(exists ? [selected] : []),
		...failed.slice(0, first),
		...running.map(buildKey),
		...transfers,
		...finished,
		...failed.slice(first),
	];
	return [...new Set(keys)];
}

function isKnown(key: NodeKey, state: BuildState): boolean {
	return isBuildKey(key)
		? keyIndex(key) < state.builds.length
		: isTransferKey(key) && keyIndex(key) < state.transfers.length;
}

function startOf(state: BuildState, index: number): number {
	const {status} = state.builds[index]!;
	return status.name === 'running' ? status.startedAt : 0;
}

/** What can start soonest first, then what most waits for. */
function collectWaiting({statuses, order, shownBefore, height}: TreeChoiceInput): NodeKey[] {
	const best = bestOf<number>(height, (left, right) => {
		const wasShown = Number(shownBefore.has(buildKey(right))) - Number(shownBefore.has(buildKey(left)));
		return (
			wasShown ||
			statuses.remaining[left]! - statuses.remaining[right]! ||
			order.depth[right]! - order.depth[left]! ||
			left - right
		);
	});
	for (let index = 0; index < statuses.codes.length; index++) {
		if (statuses.codes[index] === statusCodes.planned) {
			best.offer(index);
		}
	}

	return best.sorted().map(buildKey);
}

/** What took longest first. */
function collectFinished({state, statuses, shownBefore, height}: TreeChoiceInput): NodeKey[] {
	const best = bestOf<{key: NodeKey; durationMs: number; wasShown: boolean}>(
		height,
		(left, right) =>
			Number(right.wasShown) - Number(left.wasShown) || right.durationMs - left.durationMs || left.key - right.key,
	);
	for (let index = 0; index < statuses.codes.length; index++) {
		if (statuses.codes[index]! >= statusCodes.built) {
			const durationMs = elapsed(state.builds[index]!.status, 0);
			const key = buildKey(index);
			best.offer({key, durationMs, wasShown: shownBefore.has(key)});
		}
	}

	for (const {index, status} of state.transfers) {
		const key = transferKey(index);
		// Fetched paths are many and say little: only those that were just seen coming.
		if (shownBefore.has(key) && (status.name === 'completed' || status.name === 'failed')) {
			best.offer({key, durationMs: -2, wasShown: false});
		}
	}

	return best.sorted().map(({key}) => key);
}

/** Everything below what the user unfolded, but for what is folded there; direct inputs drawn elsewhere as mentions. */
function addUnfolded(
	{state, order, folds}: TreeChoiceInput,
	shown: Set<NodeKey>,
	mentions: Map<number, number[]>,
): void {
	for (const [key, fold] of folds) {
		const isShown = isBuildKey(key) && shown.has(key);
		if (fold !== 'unfolded' || (!isShown && key !== -1)) {
			continue;
		}

		const top = key === -1 ? -1 : keyIndex(key);
		const start = top === -1 ? 0 : order.position[top]!;
		const end = top === -1 ? order.preorder.length : start + order.subtreeSize[top]!;
		for (let position = start; position < end; position++) {
			const build = order.preorder[position]!;
			shown.add(buildKey(build));
			if (folds.get(buildKey(build)) === 'folded' && build !== top) {
				position += order.subtreeSize[build]! - 1;
				continue;
			}

			for (const transfer of order.transfersBelow.get(build) ?? []) {
				shown.add(transferKey(transfer));
			}
		}

		for (const transfer of top === -1 ? (order.transfersBelow.get(-1) ?? []) : []) {
			shown.add(transferKey(transfer));
		}

		for (const input of top === -1 ? [] : state.builds[top]!.inputs) {
			if (
				order.parent[input.index] !== top &&
				shown.has(buildKey(input.index)) &&
				!mentions.get(top)?.includes(input.index)
			) {
				append(mentions, top, input.index);
			}
		}
	}
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
	const list = lists.get(key);
	if (list === undefined) {
		lists.set(key, [value]);
	} else {
		list.push(value);
	}
}
