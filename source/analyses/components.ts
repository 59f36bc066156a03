import type {Adjacency} from '../store/adjacency.js';
import type {Steps} from './steps.js';

/** So many nodes are entered between two pauses. */
const pace = 20_000;

/**
 * Strongly connected components, numbered so that edges between different ones lead to the smaller number (Tarjan 1972,
 * with stacks of its own).
 */
export type Components = {
	readonly count: number;
	/** The component of each node. */
	readonly ofNode: Uint32Array;
	/** The nodes, those of one component together, in order of components. */
	readonly nodes: Uint32Array;
	/** Where each component begins in `nodes`; one more than there are components. */
	readonly offsets: Uint32Array;
};

export function* componentSteps({offsets, targets}: Adjacency): Steps<Components> {
	const nodeCount = offsets.length - 1;
	const orders = new Uint32Array(nodeCount);
	const lowest = new Uint32Array(nodeCount);
	const ofNode = new Uint32Array(nodeCount);
	const cursors = offsets.slice(0, nodeCount);
	const calls = new Uint32Array(nodeCount);
	const open = new Uint32Array(nodeCount);
	const nodes = new Uint32Array(nodeCount);
	const starts = new Uint32Array(nodeCount + 1);
	// Above every order, so that edges to finished components never count as a way back.
	const finished = 0xff_ff_ff_ff;
	let order = 0;
	let count = 0;
	let placed = 0;
	let done = 0;

	for (let start = 0; start < nodeCount; start++) {
		if (orders[start] !== 0) {
			continue;
		}

		let callCount = 0;
		let openCount = 0;
		const enter = (node: number) => {
			orders[node] = ++order;
			lowest[node] = order;
			calls[callCount++] = node;
			open[openCount++] = node;
		};

		enter(start);
		while (callCount > 0) {
			const node = calls[callCount - 1]!;
			if (cursors[node]! < offsets[node + 1]!) {
				const target = targets[cursors[node]!++]!;
				if (orders[target] === 0) {
					enter(target);
				} else if (orders[target]! < lowest[node]!) {
					lowest[node] = orders[target]!;
				}

				continue;
			}

			callCount--;
			done++;
			if (done % pace === 0) {
				yield;
			}

			const low = lowest[node]!;
			if (callCount > 0 && low < lowest[calls[callCount - 1]!]!) {
				lowest[calls[callCount - 1]!] = low;
			}

			if (low === orders[node]) {
				let member: number;
				do {
					member = open[--openCount]!;
					orders[member] = finished;
					ofNode[member] = count;
					nodes[placed++] = member;
				} while (member !== node);

				starts[++count] = placed;
			}
		}
	}

	return {count, ofNode, nodes, offsets: starts.slice(0, count + 1)};
}
