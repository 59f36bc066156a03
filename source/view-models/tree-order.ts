import type {BuildState} from '../build/build-state.js';

/**
 * The dependency graph as a forest: every build below exactly one of its dependents, so that it is drawn in full once
 * and belongs to one root. Its parent is the dependent at the end of the longest chain from a root: the one that waits
 * for it the longest. A longest chain of the whole graph is therefore a path of the forest.
 *
 * Arrays are indexed by Build.index or Transfer.index; -1 stands for none.
 */
export type TreeOrder = {
	readonly graphVersion: number;
	readonly parent: Int32Array;
	/** Root of the tree that the build stands in. */
	readonly root: Int32Array;
	/** Builds on the longest chain from a root to the build, without itself. */
	readonly depth: Int32Array;
	/** Dependents before what they depend on. */
	readonly topological: Int32Array;
	/** Depth first; a build is followed by all below it. */
	readonly preorder: Int32Array;
	/** Where the build stands in preorder. */
	readonly position: Int32Array;
	/** Builds below it and itself. */
	readonly subtreeSize: Int32Array;
	readonly firstChild: Int32Array;
	/** Siblings: the longest chain below first, then by index. */
	readonly nextSibling: Int32Array;
	/** In the order of the plan. */
	readonly roots: readonly number[];
	/** Build below which a transfer is drawn; -1: beside the roots. */
	readonly transferParent: Int32Array;
	/** Transfers by that build; -1 for those beside the roots. */
	readonly transfersBelow: ReadonlyMap<number, readonly number[]>;
};

/** Linear in builds and edges, but for sorting siblings. To be kept as long as `graphVersion` stays. */
export function computeTreeOrder(state: BuildState): TreeOrder {
	const {builds} = state;
	const count = builds.length;
	const parent = new Int32Array(count).fill(-1);
	const depth = new Int32Array(count);
	const topological = sortTopologically(state, (build, input) => {
		// Dependents come in topological order, so the depth of `build` is final here.
		if (parent[input] === -1 || depth[build]! + 1 > depth[input]!) {
			parent[input] = build;
			depth[input] = depth[build]! + 1;
		}
	});
	const height = new Int32Array(count);
	const subtreeSize = new Int32Array(count).fill(1);
	for (let index = count - 1; index >= 0; index--) {
		const build = topological[index]!;
		const above = parent[build]!;
		if (above !== -1) {
			height[above] = Math.max(height[above]!, height[build]! + 1);
			subtreeSize[above] = subtreeSize[above]! + subtreeSize[build]!;
		}
	}

	const roots = [...topological].filter((build) => parent[build] === -1);
	const {firstChild, nextSibling} = linkSiblings(parent, height);
	const {preorder, position, root} = walkDepthFirst(roots, firstChild, nextSibling, count);
	return {
		graphVersion: state.graphVersion,
		parent,
		root,
		depth,
		topological,
		preorder,
		position,
		subtreeSize,
		firstChild,
		nextSibling,
		roots,
		...placeTransfers(state, depth, roots),
	};
}

/** @param onEdge Called for each edge once, all edges into a build before any edge out of it. */
function sortTopologically(state: BuildState, onEdge: (build: number, input: number) => void): Int32Array {
	const {builds} = state;
	const order = new Int32Array(builds.length);
	const waitsFor = new Int32Array(builds.length);
	const done = new Uint8Array(builds.length);
	let length = 0;
	const add = (build: number) => {
		if (!done[build]) {
			done[build] = 1;
			order[length++] = build;
		}
	};

	for (const {inputs} of builds) {
		for (const input of inputs) {
			waitsFor[input.index] = waitsFor[input.index]! + 1;
		}
	}

	for (const root of state.roots) {
		add(root.index);
	}

	for (const build of builds) {
		if (waitsFor[build.index] === 0) {
			add(build.index);
		}
	}

	let next = 0;
	for (let search = 0; ; search++) {
		for (; next < length; next++) {
			const build = order[next]!;
			for (const {index} of builds[build]!.inputs) {
				if (!done[index]) {
					onEdge(build, index);
					waitsFor[index] = waitsFor[index]! - 1;
					if (waitsFor[index] === 0) {
						add(index);
					}
				}
			}
		}

		// A cycle cannot be built, but a damaged recording may hold one: its first build is taken as it is.
		while (search < builds.length && done[search]) {
			search++;
		}

		if (search >= builds.length) {
			return order;
		}

		add(search);
	}
}

function linkSiblings(parent: Int32Array, height: Int32Array) {
	const firstChild = new Int32Array(parent.length).fill(-1);
	const nextSibling = new Int32Array(parent.length).fill(-1);
	const byHeight = Uint32Array.from(parent.keys()).sort(
		(left, right) => height[left]! - height[right]! || right - left,
	);
	for (const build of byHeight) {
		const above = parent[build]!;
		if (above !== -1) {
			nextSibling[build] = firstChild[above]!;
			firstChild[above] = build;
		}
	}

	return {firstChild, nextSibling};
}

function walkDepthFirst(roots: readonly number[], firstChild: Int32Array, nextSibling: Int32Array, count: number) {
	const preorder = new Int32Array(count);
	const position = new Int32Array(count);
	const root = new Int32Array(count);
	let length = 0;
	const pending: number[] = [];
	for (const start of roots) {
		pending.push(start);
		while (pending.length > 0) {
			const build = pending.pop()!;
			root[build] = start;
			position[build] = length;
			preorder[length++] = build;
			if (build !== start && nextSibling[build] !== -1) {
				pending.push(nextSibling[build]!);
			}

			if (firstChild[build] !== -1) {
				pending.push(firstChild[build]!);
			}
		}
	}

	return {preorder, position, root};
}

function placeTransfers(state: BuildState, depth: Int32Array, roots: readonly number[]) {
	const transferParent = new Int32Array(state.transfers.length).fill(-1);
	const transfersBelow = new Map<number, number[]>();
	for (const {index, dependents} of state.transfers) {
		// With one root everything is fetched for it, whoever needs it directly.
		let above = roots.length === 1 ? roots[0]! : -1;
		let deepest = -1;
		for (const dependent of dependents) {
			if (depth[dependent.index]! > deepest) {
				above = dependent.index;
				deepest = depth[dependent.index]!;
			}
		}

		transferParent[index] = above;
		const list = transfersBelow.get(above);
		if (list === undefined) {
			transfersBelow.set(above, [index]);
		} else {
			list.push(index);
		}
	}

	return {transferParent, transfersBelow};
}
