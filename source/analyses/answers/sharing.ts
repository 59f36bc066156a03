import type {Adjacency} from '../../store/adjacency.js';
import {finished, type Steps} from '../steps.js';

/** So many holders are followed at once: the bits of a number. */
const BITS = 32;

/** So many nodes are looked at between two pauses. */
const pace = 50_000;

/** Which of several holders reach which node. Nodes that the same ones reach share a set. */
export type Sharing = {
	/** The set of each node; 0 for nodes that nothing reaches. */
	readonly setOf: Uint32Array;
	/** @returns The holders in a set, rising. */
	holders(set: number): number[];
};

/**
 * Finds for every node all holders from which it can be reached. Each pass takes 32 holders: their bits flow along the
 * edges, in an order in which one sweep is enough where there are no cycles, and then split the sets found so far.
 * Time: edges × holders / 32, times the sweeps that cycles need.
 *
 * @param holders The nodes where each holder begins.
 */
export function sharing(edges: Adjacency, holders: readonly (readonly number[])[]): Sharing {
	return finished(sharingSteps(edges, holders));
}

/** The same in pieces. */
export function* sharingSteps(edges: Adjacency, holders: readonly (readonly number[])[]): Steps<Sharing> {
	const nodeCount = edges.offsets.length - 1;
	const {order, hasCycle} = yield* flowOrder(edges, holders);
	const setOf = new Uint32Array(nodeCount);
	/** How each set came to be: the one that was split, by which bits of which pass. */
	const origins: {from: number; pass: number; bits: number}[] = [{from: 0, pass: 0, bits: 0}];
	const bits = new Uint32Array(nodeCount);
	for (let pass = 0; pass * BITS < holders.length; pass++) {
		bits.fill(0);
		for (const [place, starts] of holders.slice(pass * BITS, (pass + 1) * BITS).entries()) {
			for (const node of starts) {
				bits[node]! |= 1 << place;
			}
		}

		while ((yield* sweep(edges, order, bits)) && hasCycle) {}
		split(pass);
		yield;
	}

	return {
		setOf,
		holders(set) {
			const found: number[] = [];
			for (let at = set; at !== 0; at = origins[at]!.from) {
				const {pass, bits: mask} = origins[at]!;
				for (let place = 0; place < BITS; place++) {
					if ((mask >>> place) & 1) {
						found.push(pass * BITS + place);
					}
				}
			}

			return found.sort((a, b) => a - b);
		},
	};

	function split(pass: number): void {
		const sets = new Map<number, number>();
		for (const node of order) {
			const mask = bits[node]!;
			if (mask === 0) {
				continue;
			}

			const key = setOf[node]! * 2 ** BITS + mask;
			let set = sets.get(key);
			if (set === undefined) {
				set = origins.length;
				origins.push({from: setOf[node]!, pass, bits: mask});
				sets.set(key, set);
			}

			setOf[node] = set;
		}
	}
}

/** @returns Whether something changed. */
function* sweep(edges: Adjacency, order: Uint32Array, bits: Uint32Array): Steps<boolean> {
	let hasChanged = false;
	for (let begin = 0; begin < order.length; begin += pace) {
		hasChanged = sweepPiece(edges, order.subarray(begin, begin + pace), bits) || hasChanged;
		yield;
	}

	return hasChanged;
}

function sweepPiece({offsets, targets}: Adjacency, order: Uint32Array, bits: Uint32Array): boolean {
	let hasChanged = false;
	for (let place = 0; place < order.length; place++) {
		const node = order[place]!;
		const mask = bits[node]!;
		if (mask === 0) {
			continue;
		}

		for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
			const target = targets[edge]!;
			const before = bits[target]!;
			const after = (before | mask) >>> 0;
			if (after !== before) {
				bits[target] = after;
				hasChanged = true;
			}
		}
	}

	return hasChanged;
}

/** The nodes that can be reached, each before those it leads to, but for edges that close a cycle. */
function* flowOrder(
	{offsets, targets}: Adjacency,
	starts: readonly (readonly number[])[],
): Steps<{readonly order: Uint32Array; readonly hasCycle: boolean}> {
	const nodeCount = offsets.length - 1;
	const [isNew, isOpen, isDone] = [0, 1, 2];
	const state = new Uint8Array(nodeCount);
	const next = offsets.slice(0, nodeCount);
	const stack = new Uint32Array(nodeCount);
	const order = new Uint32Array(nodeCount);
	let begin = nodeCount;
	let hasCycle = false;
	for (const start of starts.flat()) {
		if (state[start] !== isNew) {
			continue;
		}

		let depth = 0;
		stack[depth++] = start;
		state[start] = isOpen;
		while (depth > 0) {
			const node = stack[depth - 1]!;
			if (next[node]! === offsets[node + 1]!) {
				state[node] = isDone;
				order[--begin] = node;
				depth--;
				if (begin % pace === 0) {
					yield;
				}

				continue;
			}

			const target = targets[next[node]!++]!;
			if (state[target] === isNew) {
				state[target] = isOpen;
				stack[depth++] = target;
			} else if (state[target] === isOpen) {
				hasCycle = true;
			}
		}
	}

	return {order: order.subarray(begin), hasCycle};
}
