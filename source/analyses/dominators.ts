import type {DepthFirst} from './depth-first.js';
import type {Flow} from './flow.js';

/**
 * The immediate dominator of each node that can be reached: the last one that is on every way from the start to it.
 * Semi-NCA (Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems", 2005), which does not mind cycles.
 *
 * @returns By number of the search; 0 for the start itself. A dominator's number is always the smaller one.
 */
export function immediateDominators({predecessors}: Pick<Flow, 'predecessors'>, search: DepthFirst): Int32Array {
	const {nodes, parents} = search;
	const count = nodes.length;
	const dominators = parents.slice();
	const semi = semidominators(predecessors, search);
	for (let number = 1; number < count; number++) {
		let dominator = dominators[number]!;
		while (dominator > semi[number]!) {
			dominator = dominators[dominator]!;
		}

		dominators[number] = dominator;
	}

	return dominators;
}

function semidominators(predecessors: Flow['predecessors'], {nodes, numbers, parents}: DepthFirst): Int32Array {
	const count = nodes.length;
	const semi = new Int32Array(count);
	const ancestors = parents.slice();
	/** The least semidominator on the way from a node to its ancestor, that one left out. */
	const least = new Int32Array(count);
	const way = new Int32Array(count);

	for (let number = count - 1; number > 0; number--) {
		const node = nodes[number]!;
		let found = parents[number]!;
		for (let list = 0; list < predecessors.length; list++) {
			const {offsets, targets} = predecessors[list]!;
			if (node + 1 >= offsets.length) {
				continue;
			}

			const end = offsets[node + 1]!;
			for (let edge = offsets[node]!; edge < end; edge++) {
				const predecessor = numbers[targets[edge]!]!;
				if (predecessor < found) {
					found = predecessor < 0 ? found : predecessor;
				} else if (predecessor > number) {
					if (ancestors[predecessor]! > number) {
						shorten(predecessor, number, ancestors, least, way);
					}

					if (least[predecessor]! < found) {
						found = least[predecessor]!;
					}
				}
			}
		}

		semi[number] = found;
		least[number] = found;
	}

	return semi;
}

/** Leads a node straight to the first ancestor that is not done yet (`current` or smaller), by way of all between. */
function shorten(number: number, current: number, ancestors: Int32Array, least: Int32Array, way: Int32Array): void {
	let length = 0;
	let at = number;
	while (ancestors[at]! > current) {
		way[length++] = at;
		at = ancestors[at]!;
	}

	const above = ancestors[at]!;
	let found = least[at]!;
	while (length > 0) {
		const below = way[--length]!;
		found = Math.min(found, least[below]!);
		least[below] = found;
		ancestors[below] = above;
	}
}

/**
 * Sums of sizes over the dominator tree: what goes when a node goes, itself included.
 *
 * @param sizes By number of the search, in bytes.
 */
export function retainedSizes(dominators: Int32Array, sizes: Float64Array): Float64Array {
	const retained = sizes.slice();
	for (let number = dominators.length - 1; number > 0; number--) {
		retained[dominators[number]!]! += retained[number]!;
	}

	return retained;
}
