import type {Adjacency} from '../store/adjacency.js';

/**
 * Everything that can be reached from `starts` over the lists of edges, themselves included, in the order found.
 *
 * @param seen 1 where a node counts as seen already and is not entered; marked as the search goes on. Starts that are
 * seen already are left out.
 */
export function reach(starts: Iterable<number>, lists: readonly Adjacency[], seen: Uint8Array): Uint32Array {
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

	for (let done = 0; done < count; done++) {
		const node = found[done]!;
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

/** The same from one node, but it ends as soon as more than `most` bytes have been found. */
export function reachUpTo(
	start: number,
	lists: readonly Adjacency[],
	seen: Uint8Array,
	narSizes: Float64Array,
	most: number,
): {readonly ids: readonly number[]; readonly narSize: number} {
	const ids: number[] = [];
	let narSize = 0;
	const add = (node: number) => {
		if (seen[node] === 0) {
			seen[node] = 1;
			ids.push(node);
			narSize += narSizes[node]!;
		}
	};

	add(start);
	for (let done = 0; done < ids.length && narSize <= most; done++) {
		for (const {offsets, targets} of lists) {
			for (let edge = offsets[ids[done]!]!; edge < offsets[ids[done]! + 1]!; edge++) {
				add(targets[edge]!);
			}
		}
	}

	return {ids, narSize};
}

/** Adds up bytes. */
export function sizeOf(ids: ArrayLike<number>, narSizes: Float64Array): number {
	let size = 0;
	for (let index = 0; index < ids.length; index++) {
		size += narSizes[ids[index]!]!;
	}

	return size;
}
