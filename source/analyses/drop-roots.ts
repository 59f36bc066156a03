import type {LiveGraph} from './live-graph.js';
import {reach, sizeOf} from './reach.js';

/** What becomes dead when these links go together: marks from the others, and takes what is left of the live paths. */
export function freedTogether(
	{roots, holding}: LiveGraph,
	dropped: Iterable<number>,
	live: Uint8Array,
	narSizes: Float64Array,
): {ids: Uint32Array; narSize: number} {
	const nodes = nodesOf(roots.nodes, dropped);
	const kept = roots.targets.filter((target, root) => target >= 0 && !nodes.has(roots.nodes[root]!));
	const seen = new Uint8Array(roots.pathCount);
	reach(kept, holding.holds, seen);
	let count = 0;
	for (let id = 0; id < live.length; id++) {
		count += live[id]! & (seen[id]! ^ 1);
	}

	const freed = new Uint32Array(count);
	count = 0;
	for (let id = 0; id < live.length; id++) {
		if (live[id] === 1 && seen[id] === 0) {
			freed[count++] = id;
		}
	}

	return {ids: freed, narSize: sizeOf(freed, narSizes)};
}

/**
 * How many of `order` must be dropped, in that order, so that at least `bytes` become dead together; all when that is
 * not enough. One search for all lengths at once: after everything that stays, roots are marked from the last to be
 * dropped to the first, so each path is found from the root with which it dies.
 *
 * @returns Also 1 for every path that does not die with these, and the sum of the sizes of those that do.
 */
export function droppedUntil(
	{roots, holding}: LiveGraph,
	order: readonly number[],
	bytes: number,
	narSizes: Float64Array,
): {count: number; staying: Uint8Array; narSize: number} {
	const nodes = nodesOf(roots.nodes, order);
	const seen = new Uint8Array(roots.pathCount);
	reach(
		roots.targets.filter((target, root) => target >= 0 && !nodes.has(roots.nodes[root]!)),
		holding.holds,
		seen,
	);

	const found: Uint32Array[] = new Array(order.length);
	for (let place = order.length - 1; place >= 0; place--) {
		found[place] = reach([roots.targets[order[place]!]!], holding.holds, seen);
	}

	const staying = new Uint8Array(roots.pathCount).fill(1);
	let narSize = 0;
	let count = 0;
	while (count < order.length && narSize < bytes) {
		const ids = found[count++]!;
		narSize += sizeOf(ids, narSizes);
		for (const id of ids) {
			staying[id] = 0;
		}
	}

	return {count, staying, narSize};
}

function nodesOf(nodes: Int32Array, roots: Iterable<number>): Set<number> {
	const set = new Set<number>();
	for (const root of roots) {
		if (nodes[root]! >= 0) {
			set.add(nodes[root]!);
		}
	}

	return set;
}
