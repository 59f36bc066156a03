import type {DominatorChildren} from '../dominator-children.js';
import type {Steps} from '../steps.js';

/** The live paths in an order in which all that goes with a path follows it at once. */
export type DominatorOrder = {
	/** Ids. */
	readonly ids: Uint32Array;
	/** By place: where that ends which goes with the path, itself included. */
	readonly ends: Uint32Array;
};

const pace = 100_000;

/** @param liveCount How many paths are live. */
export function* dominatorOrder({belowPath, highest}: DominatorChildren, liveCount: number): Steps<DominatorOrder> {
	const ids = new Uint32Array(liveCount);
	const ends = new Uint32Array(liveCount);
	/** Places of those whose end is not known yet, one below the other. */
	const open = new Uint32Array(liveCount);
	const {offsets, targets} = belowPath;
	const next = offsets.slice();
	let count = 0;
	let closed = 0;
	for (const start of highest) {
		let depth = 0;
		open[depth++] = count;
		ids[count++] = start;
		while (depth > 0) {
			const place = open[depth - 1]!;
			const id = ids[place]!;
			if (next[id]! < offsets[id + 1]!) {
				open[depth++] = count;
				ids[count++] = targets[next[id]!++]!;
				continue;
			}

			ends[place] = count;
			depth--;
			closed++;
			if (closed % pace === 0) {
				yield;
			}
		}
	}

	return {ids, ends};
}
