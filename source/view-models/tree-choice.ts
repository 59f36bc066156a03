import type {BuildState} from '../build/build-state.js';
import {append} from './append.js';
import {buildKey, isBuildKey, keyIndex, type NodeKey} from './node-key.js';
import {collectFinished, collectMusts, collectWaiting} from './tree-candidates.js';
import type {TreeOrder} from './tree-order.js';
import {parentOf} from './tree-parent.js';
import {statusCodes, type TreeStatuses} from './tree-statuses.js';
import {addUnfolded} from './unfolded-nodes.js';

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
	// In this order a row that is shown gives way only to what is more important, not to its like.
	const waitingRows = Math.floor(input.height / 4);
	chooser.fill(lastOfCritical(input), Infinity);
	chooser.fill(waiting.shown, Infinity);
	chooser.fill(waiting.best, waitingRows - waiting.shown.length);
	chooser.fill(finished.shown, Infinity);
	chooser.fill(finished.best, Infinity);
	chooser.fill(waiting.best, Infinity);
	addUnfolded(input, chooser.shown, mentions);
	return {shown: chooser.shown, quoted, mentions};
}

/** The path that decides the time so far: what its running build had to wait for. */
function lastOfCritical({statuses}: TreeChoiceInput): NodeKey[] {
	const chain = [...statuses.critical];
	const at = chain.findIndex((build) => statuses.codes[build] === statusCodes.running);
	return at === -1 ? [] : chain.slice(at + 1, at + 2).map(buildKey);
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
		const areFew = order.roots.length <= Math.max(1, Math.floor(height / 3));
		// The counted line beside the roots.
		if (!areFew || order.transfersBelow.has(-1)) {
			this.used++;
		}

		for (const root of areFew ? order.roots : []) {
			this.#add(buildKey(root));
		}
	}

	addWithRoot(key: NodeKey): boolean {
		if (this.shown.has(key) || this.#isFoldedAway(key)) {
			return false;
		}

		const added = this.#withRoot(key);
		return this.#addIfRoom(added);
	}

	addPath(key: NodeKey): void {
		if (this.shown.has(key)) {
			this.#addIfRoom(this.#missingAncestors(key));
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

	/** Adds at most so many, each with all of its path, while there is room; what does not fit is passed over. */
	fill(keys: readonly NodeKey[], atMost: number): void {
		let added = 0;
		for (const key of keys) {
			if (added >= atMost || this.used >= this.#input.height) {
				return;
			}

			if (!this.shown.has(key) && !this.#isFoldedAway(key)) {
				added += Number(this.#addIfRoom([...this.#withRoot(key), ...this.#missingAncestors(key)]));
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

	#addIfRoom(keys: readonly NodeKey[]): boolean {
		const cost = keys.reduce((sum, key) => sum + this.#cost(key), 0);
		if (this.used + cost > this.#input.height) {
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
