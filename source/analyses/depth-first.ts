import type {Flow} from './flow.js';

/** The nodes that can be reached from the start, in preorder; numbers are places in that order. */
export type DepthFirst = {
	/** The node of each number; the first is the start. */
	readonly nodes: Uint32Array;
	/** The number of each node; -1 where it cannot be reached. */
	readonly numbers: Int32Array;
	/** The number of the parent in the search tree, by number; 0 for the start. */
	readonly parents: Int32Array;
};

/** Depth-first search. The way back is in the tree itself: chains of references may be hundreds of thousands long. */
export function depthFirst({nodeCount, start, successors}: Omit<Flow, 'predecessors'>): DepthFirst {
	const numbers = new Int32Array(nodeCount).fill(-1);
	const nodes = new Uint32Array(nodeCount);
	const parents = new Int32Array(nodeCount);
	/** Which list of a node is being looked at, and how many of its edges are done; by number. */
	const lists = new Uint8Array(nodeCount);
	const done = new Uint32Array(nodeCount);
	/** The same as numbers that are there, in a quarter of the memory: most of the time goes into looking at it. */
	const isSeen = new Uint8Array(nodeCount);
	isSeen[start] = 1;
	numbers[start] = 0;
	nodes[0] = start;
	let count = 1;
	let current = 0;

	while (true) {
		const list = lists[current]!;
		if (list === successors.length) {
			if (current === 0) {
				break;
			}

			current = parents[current]!;
			continue;
		}

		const {offsets, targets} = successors[list]!;
		const node = nodes[current]!;
		const begin = node + 1 < offsets.length ? offsets[node]! : 0;
		const end = node + 1 < offsets.length ? offsets[node + 1]! : 0;
		let edge = begin + done[current]!;
		while (edge < end && isSeen[targets[edge]!] === 1) {
			edge++;
		}

		if (edge === end) {
			lists[current] = list + 1;
			done[current] = 0;
			continue;
		}

		done[current] = edge + 1 - begin;
		const child = targets[edge]!;
		isSeen[child] = 1;
		numbers[child] = count;
		nodes[count] = child;
		parents[count] = current;
		current = count++;
	}

	return {nodes: nodes.slice(0, count), numbers, parents: parents.slice(0, count)};
}
