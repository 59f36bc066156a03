import type {Root} from '../store/root.js';
import type {LiveGraph} from './live-graph.js';
import type {ChainStep} from './store-analysis.js';

/** A shortest way from a root to every live path, in one search. */
export type ShortestChains = {
	/** The path before each on its way; itself for the target of a root. */
	readonly parents: Uint32Array;
	/** Which list of edges leads from there: its place in `HoldingEdges` and 2; 1 for the target of a root; 0 for a dead path. */
	readonly lists: Uint8Array;
};

/** Breadth-first from the targets of all roots at once. Of ways as short as each other, references come first. */
export function shortestChains({roots, holding}: LiveGraph): ShortestChains {
	const parents = new Uint32Array(roots.pathCount);
	const lists = new Uint8Array(roots.pathCount);
	const queue = new Uint32Array(roots.pathCount);
	let count = 0;
	for (const target of roots.targets) {
		if (target >= 0 && lists[target] === 0) {
			lists[target] = 1;
			parents[target] = target;
			queue[count++] = target;
		}
	}

	for (let level = 0; level < count; ) {
		const end = count;
		for (const [list, {offsets, targets}] of holding.holds.entries()) {
			for (let at = level; at < end; at++) {
				const id = queue[at]!;
				const last = offsets[id + 1]!;
				for (let edge = offsets[id]!; edge < last; edge++) {
					const target = targets[edge]!;
					if (lists[target] === 0) {
						lists[target] = list + 2;
						parents[target] = id;
						queue[count++] = target;
					}
				}
			}
		}

		level = end;
	}

	return {parents, lists};
}

/** @returns The steps from a root's target to `id`; empty when it is dead. */
export function chainTo(id: number, {parents, lists}: ShortestChains, {holding}: LiveGraph): readonly ChainStep[] {
	if (lists[id] === 0) {
		return [];
	}

	const steps: ChainStep[] = [];
	let at = id;
	while (parents[at] !== at) {
		steps.push({id: at, via: holding.kinds[lists[at]! - 2]!});
		at = parents[at]!;
	}

	steps.push({id: at, via: 'root'});
	return steps.reverse();
}

/** @returns The root to name for a target: a link before a process, which comes and goes. */
export function rootOf(target: number, targets: Int32Array, roots: readonly Root[]): number {
	const first = targets.indexOf(target);
	for (let root = first; root >= 0; root = targets.indexOf(target, root + 1)) {
		if (roots[root]!.process === null && roots[root]!.kind !== 'temporary') {
			return root;
		}
	}

	return first;
}
