import type {Root} from '../store/root.js';
import {droppedUntil} from './drop-roots.js';
import type {LiveGraph} from './live-graph.js';
import {reach, sizeOf} from './reach.js';

const dayMs = 86_400_000;

/** How often as many paths as the store has are looked at to leave roots out again; then what is left stays proposed. */
const mostRounds = 20;

/**
 * Which of the candidates to drop so that at least `bytes` become dead together. Those are taken first whose age times
 * retained size is greatest, then, since what several share counts for none of them, the oldest. What turns out not to
 * be needed is left out again, the least first.
 *
 * @param retained NAR bytes of each root alone, by root.
 * @returns In the order they were taken; all that help when they are not enough.
 */
export function proposedRoots(
	graph: LiveGraph,
	roots: readonly Root[],
	candidates: readonly number[],
	bytes: number,
	now: number,
	retained: (root: number) => number,
	narSizes: Float64Array,
): readonly number[] {
	if (bytes <= 0) {
		return [];
	}

	const age = (root: number) => Math.max(0, now - (roots[root]!.modifiedAt ?? now)) / dayMs + 1;
	const order = onePerNode(candidates, graph.roots.nodes)
		.map((root) => ({root, age: age(root), score: age(root) * retained(root)}))
		.sort((a, b) => b.score - a.score || b.age - a.age || a.root - b.root)
		.map(({root}) => root);
	const {count, staying, narSize} = droppedUntil(graph, order, bytes, narSizes);
	return needed(graph, order.slice(0, count), staying, narSize - bytes, narSizes);
}

/** Links that are listed twice are one thing to drop; what holds nothing frees nothing. */
function onePerNode(candidates: readonly number[], nodes: Int32Array): number[] {
	const byNode = new Map<number, number>();
	for (const root of candidates) {
		if (nodes[root]! >= 0 && !byNode.has(nodes[root]!)) {
			byNode.set(nodes[root]!, root);
		}
	}

	return [...byNode.values()];
}

/**
 * Keeps each root that can be kept: when what would stay alive through it leaves enough to be freed.
 *
 * @param staying 1 for what is not freed; set for what stays after all.
 * @param spare How many bytes may stay; below 0 when there is not enough, and then only roots that free nothing are kept.
 */
function needed(
	{roots, holding}: LiveGraph,
	chosen: readonly number[],
	staying: Uint8Array,
	spare: number,
	narSizes: Float64Array,
): readonly number[] {
	const result: number[] = [];
	let left = Math.max(0, spare);
	let inVain = 0;
	for (const root of chosen.toReversed()) {
		const most = inVain < mostRounds * roots.pathCount ? left : 0;
		const ids = reach([roots.targets[root]!], holding.holds, staying, {narSizes, most});
		const narSize = sizeOf(ids, narSizes);
		if (narSize <= most) {
			left -= narSize;
			continue;
		}

		result.push(root);
		inVain += ids.length;
		for (const id of ids) {
			staying[id] = 0;
		}
	}

	return result.reverse();
}
