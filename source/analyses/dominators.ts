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
	const labels = new Int32Array(count);
	for (let number = 0; number < count; number++) {
		semi[number] = number;
		labels[number] = number;
	}

	const ancestors = parents.slice();
	const path = new Int32Array(count);

	for (let number = count - 1; number > 0; number--) {
		const node = nodes[number]!;
		let least = parents[number]!;
		for (const {offsets, targets} of predecessors) {
			const end = node + 1 < offsets.length ? offsets[node + 1]! : 0;
			for (let edge = end === 0 ? 0 : offsets[node]!; edge < end; edge++) {
				const predecessor = numbers[targets[edge]!]!;
				if (predecessor < 0) {
					continue;
				}

				const candidate =
					predecessor <= number ? predecessor : semi[evaluate(predecessor, number, ancestors, labels, semi, path)]!;
				if (candidate < least) {
					least = candidate;
				}
			}
		}

		semi[number] = least;
	}

	return semi;
}

/**
 * The node with the least semidominator on the way up from `number`, as far as nodes are done (their numbers are above
 * `current`); shortens that way for the next time.
 */
function evaluate(
	number: number,
	current: number,
	ancestors: Int32Array,
	labels: Int32Array,
	semi: Int32Array,
	path: Int32Array,
): number {
	if (ancestors[number]! <= current) {
		return labels[number]!;
	}

	let length = 0;
	let at = number;
	while (ancestors[at]! > current) {
		path[length++] = at;
		at = ancestors[at]!;
	}

	let top = labels[at]!;
	const above = ancestors[at]!;
	while (length > 0) {
		const below = path[--length]!;
		if (semi[top]! < semi[labels[below]!]!) {
			labels[below] = top;
		} else {
			top = labels[below]!;
		}

		ancestors[below] = above;
	}

	return labels[number]!;
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
