import type {Adjacency} from '../store/adjacency.js';
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

/** Depth-first search with a stack of its own: chains of references may be hundreds of thousands long. */
export function depthFirst({
	nodeCount,
	start,
	successors,
}: Pick<Flow, 'nodeCount' | 'start' | 'successors'>): DepthFirst {
	const numbers = new Int32Array(nodeCount).fill(-1);
	const nodes = new Uint32Array(nodeCount);
	const parents = new Int32Array(nodeCount);
	const stack = new Stack();
	numbers[start] = 0;
	nodes[0] = start;
	let count = 1;
	stack.push(0);

	while (stack.depth > 0) {
		const top = stack.depth - 1;
		const number = stack.numbers[top]!;
		const list = stack.lists[top]!;
		if (list === successors.length) {
			stack.depth--;
			continue;
		}

		const child = nextUnseen(stack, top, nodes[number]!, successors[list]!, numbers);
		if (child < 0) {
			stack.lists[top]!++;
			stack.edges[top] = 0;
			continue;
		}

		numbers[child] = count;
		nodes[count] = child;
		parents[count] = number;
		stack.push(count);
		count++;
	}

	return {nodes: nodes.slice(0, count), numbers, parents: parents.slice(0, count)};
}

/** Goes on where the list was left. @returns -1 when all of it has been seen. */
function nextUnseen(
	stack: Stack,
	top: number,
	node: number,
	{offsets, targets}: Adjacency,
	numbers: Int32Array,
): number {
	if (node + 1 >= offsets.length) {
		return -1;
	}

	const end = offsets[node + 1]!;
	for (let edge = offsets[node]! + stack.edges[top]!; edge < end; edge++) {
		const target = targets[edge]!;
		if (numbers[target]! < 0) {
			stack.edges[top] = edge - offsets[node]! + 1;
			return target;
		}
	}

	return -1;
}

/** Which node, which of its lists, and how many edges of that are done. */
class Stack {
	depth = 0;
	numbers = new Uint32Array(1024);
	lists = new Uint8Array(1024);
	edges = new Uint32Array(1024);

	push(number: number): void {
		if (this.depth === this.numbers.length) {
			this.#grow();
		}

		this.numbers[this.depth] = number;
		this.lists[this.depth] = 0;
		this.edges[this.depth] = 0;
		this.depth++;
	}

	#grow(): void {
		const length = 2 * this.numbers.length;
		const [numbers, lists, edges] = [new Uint32Array(length), new Uint8Array(length), new Uint32Array(length)];
		numbers.set(this.numbers);
		lists.set(this.lists);
		edges.set(this.edges);
		this.numbers = numbers;
		this.lists = lists;
		this.edges = edges;
	}
}
