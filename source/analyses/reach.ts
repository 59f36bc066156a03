import type {Adjacency} from '../store/adjacency.js';

/**
 * Everything that can be reached from `starts` over the lists of edges, themselves included, in the order found.
 *
 * @param seen 1 where a node counts as seen already and is not entered; marked as the search goes on. Starts that are
 * seen already are left out.
 * @param limit Ends the search, with what is found so far, soon after it has come to more than `most` bytes.
 */
export function reach(
	starts: Iterable<number>,
	lists: readonly Adjacency[],
	seen: Uint8Array,
	limit?: {readonly narSizes: Float64Array; readonly most: number},
): Uint32Array {
	let found = new Uint32Array(256);
	let count = 0;
	const add = (node: number) => {
		if (seen[node] === 1) {
			return;
		}

		seen[node] = 1;
		if (count === found.length) {
			const longer = new Uint32Array(2 * count);
			longer.set(found);
			found = longer;
		}

		found[count++] = node;
	};

	for (const start of starts) {
		add(start);
	}

	let left = limit?.most ?? 0;
	for (let done = 0; done < count && left >= 0; done++) {
		const node = found[done]!;
		left -= limit === undefined ? 0 : limit.narSizes[node]!;
		for (const {offsets, targets} of lists) {
			const end = offsets[node + 1]!;
			for (let edge = offsets[node]!; edge < end; edge++) {
				const target = targets[edge]!;
				if (seen[target] === 0) {
					add(target);
				}
			}
		}
	}

	return found.slice(0, count);
}

/** Adds up bytes. */
export function sizeOf(ids: ArrayLike<number>, narSizes: Float64Array): number {
	let size = 0;
	for (let index = 0; index < ids.length; index++) {
		size += narSizes[ids[index]!]!;
	}

	return size;
}
