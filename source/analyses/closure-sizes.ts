import type {Adjacency} from '../store/adjacency.js';
import {type Components, componentSteps} from './components.js';
import type {Steps} from './steps.js';

/** Closures that are looked at together have one bit each in so many words: more of them are no faster. */
const mostWords = 16;

/** So many components are passed through between two pauses when each has one word; what else there is to do is as four. */
const pace = 400_000;
const sameAsWords = 4;

/** What sizes of closures are computed from: the same for every question. */
export type ClosureSizes = {
	readonly components: Components;
	readonly references: Adjacency;
	/** NAR bytes of all members of a component. */
	readonly sizes: Float64Array;
};

/** Sets of paths: those of set n are `members[offsets[n]]` up to, not including, `members[offsets[n + 1]]`. */
export type PathSets = {readonly offsets: ArrayLike<number>; readonly members: ArrayLike<number>};

export function* closureTables(references: Adjacency, narSizes: Float64Array): Steps<ClosureSizes> {
	const components = yield* componentSteps(references);
	const sizes = new Float64Array(components.count);
	for (let id = 0; id < narSizes.length; id++) {
		sizes[components.ofNode[id]!]! += narSizes[id]!;
	}

	return {components, references, sizes};
}

/**
 * NAR bytes of all that the paths of each set need, themselves included: of one path its closure, of several the union
 * of theirs. Up to 512 sets at a time go down through the components, from great numbers to small ones: a component
 * passes on the sets that it is in. Those of one block should be near each other, so blocks are made in order of
 * components. Time: edges below the block, for each block.
 *
 * @param onDone Called after each block with how many are done.
 */
export function* sumClosures(
	graph: ClosureSizes,
	sets: PathSets,
	onDone?: (done: number) => void,
): Steps<Float64Array> {
	const {count} = graph.components;
	const {offsets, members} = sets;
	const setCount = Math.max(0, offsets.length - 1);
	const highest = highestComponents(graph.components, sets);
	const order = placesInOrder(highest, count);
	const result = new Float64Array(setCount);
	const wordCount = Math.min(mostWords, Math.ceil(setCount / 32));
	const blockSize = 32 * wordCount;
	const masks = new Int32Array(count * wordCount);
	const isTouched = new Uint8Array(count);
	const sums = new Float64Array(4 * wordCount * 256);
	const {ofNode} = graph.components;
	yield;

	for (let first = 0; first < order.length; first += blockSize) {
		const block = order.subarray(first, first + blockSize);
		for (const [bit, set] of block.entries()) {
			const end = offsets[set + 1]!;
			for (let place = offsets[set]!; place < end; place++) {
				const component = ofNode[members[place]!]!;
				masks[component * wordCount + (bit >> 5)]! |= 1 << (bit & 31);
				isTouched[component] = 1;
			}
		}

		yield* passDown(graph, highest[block.at(-1)!]!, masks, wordCount, isTouched, sums);
		for (const [bit, set] of block.entries()) {
			result[set] = sumOfBit(sums, bit);
		}

		sums.fill(0);
		onDone?.(first + block.length);
		yield;
	}

	return result;
}

/** @returns The component with the greatest number of each set; 0 of an empty one. */
function highestComponents({ofNode}: Components, {offsets, members}: PathSets): Uint32Array {
	const highest = new Uint32Array(Math.max(0, offsets.length - 1));
	for (let set = 0; set < highest.length; set++) {
		const end = offsets[set + 1]!;
		for (let place = offsets[set]!; place < end; place++) {
			highest[set] = Math.max(highest[set]!, ofNode[members[place]!]!);
		}
	}

	return highest;
}

/** @returns Places of the values, rising: counted, since there may be as many as paths. */
function placesInOrder(values: Uint32Array, count: number): Uint32Array {
	const next = new Uint32Array(count + 1);
	for (const value of values) {
		next[value + 1]!++;
	}

	for (let value = 0; value < count; value++) {
		next[value + 1]! += next[value]!;
	}

	const order = new Uint32Array(values.length);
	for (let place = 0; place < values.length; place++) {
		order[next[values[place]!]!++] = place;
	}

	return order;
}

/**
 * Passes masks on from component `highest` downwards and takes them away again. Adds the size of each component to
 * `sums` under every byte of its mask: one addition for eight closures.
 *
 * @param isTouched 1 where a component has a bit in its mask.
 */
function* passDown(
	graph: ClosureSizes,
	highest: number,
	masks: Int32Array,
	wordCount: number,
	isTouched: Uint8Array,
	sums: Float64Array,
): Steps<void> {
	const atOnce = Math.ceil(pace / (wordCount + sameAsWords));
	for (let from = highest; from >= 0; from -= atOnce) {
		passPiece(graph, from, Math.max(0, from - atOnce + 1), masks, wordCount, isTouched, sums);
		if (from >= atOnce) {
			yield;
		}
	}
}

/** Apart from the pauses: a function without them is translated better. */
function passPiece(
	{components, references, sizes}: ClosureSizes,
	highest: number,
	lowest: number,
	masks: Int32Array,
	wordCount: number,
	isTouched: Uint8Array,
	sums: Float64Array,
): void {
	const {ofNode, nodes} = components;
	for (let component = highest; component >= lowest; component--) {
		if (isTouched[component] === 0) {
			continue;
		}

		isTouched[component] = 0;
		const from = component * wordCount;
		const lastPlace = components.offsets[component + 1]!;
		for (let place = components.offsets[component]!; place < lastPlace; place++) {
			const node = nodes[place]!;
			const lastEdge = references.offsets[node + 1]!;
			for (let edge = references.offsets[node]!; edge < lastEdge; edge++) {
				const target = ofNode[references.targets[edge]!]!;
				if (target === component) {
					continue;
				}

				isTouched[target] = 1;
				const to = target * wordCount;
				for (let word = 0; word < wordCount; word++) {
					masks[to + word]! |= masks[from + word]!;
				}
			}
		}

		const size = sizes[component]!;
		for (let word = 0; word < wordCount; word++) {
			const mask = masks[from + word]!;
			if (mask !== 0) {
				const at = word << 10;
				sums[at + (mask & 255)]! += size;
				sums[at + 256 + ((mask >> 8) & 255)]! += size;
				sums[at + 512 + ((mask >> 16) & 255)]! += size;
				sums[at + 768 + (mask >>> 24)]! += size;
				masks[from + word] = 0;
			}
		}
	}
}

/** @returns The sum over all bytes with this bit in them. */
function sumOfBit(sums: Float64Array, bit: number): number {
	const from = (bit >> 3) << 8;
	const flag = 1 << (bit & 7);
	let sum = 0;
	for (let value = 0; value < 256; value++) {
		if ((value & flag) !== 0) {
			sum += sums[from + value]!;
		}
	}

	return sum;
}
