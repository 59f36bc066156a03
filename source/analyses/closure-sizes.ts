import type {Adjacency} from '../store/adjacency.js';
import {type Components, componentsOf} from './components.js';

/** Closures that are looked at together have one bit each in so many words: more of them are no faster. */
const mostWords = 16;

/** What sizes of closures are computed from: the same for every question. */
export type ClosureSizes = {
	readonly components: Components;
	readonly references: Adjacency;
	/** NAR bytes of all members of a component. */
	readonly sizes: Float64Array;
};

export function closureSizes(references: Adjacency, narSizes: Float64Array): ClosureSizes {
	const components = componentsOf(references);
	const sizes = new Float64Array(components.count);
	for (let id = 0; id < narSizes.length; id++) {
		sizes[components.ofNode[id]!]! += narSizes[id]!;
	}

	return {components, references, sizes};
}

/**
 * NAR bytes of the closure of each of `ids`. Up to 512 closures at a time go down through the components, from great
 * numbers to small ones: a component passes on the set of closures that it is in. Those of one block should be near
 * each other, so blocks are made in order of components. Time: edges below the block, for each block.
 *
 * @param onDone Called after each block with how many are done.
 */
export function sumClosures(
	graph: ClosureSizes,
	ids: ArrayLike<number>,
	onDone?: (done: number) => void,
): Float64Array {
	const {ofNode, count} = graph.components;
	const result = new Float64Array(ids.length);
	const order = Uint32Array.from({length: ids.length}, (_, index) => index);
	order.sort((a, b) => ofNode[ids[a]!]! - ofNode[ids[b]!]!);
	const wordCount = Math.min(mostWords, Math.ceil(ids.length / 32));
	const blockSize = 32 * wordCount;
	const masks = new Int32Array(count * wordCount);
	const isTouched = new Uint8Array(count);
	const sums = new Float64Array(4 * wordCount * 256);

	for (let first = 0; first < order.length; first += blockSize) {
		const block = order.subarray(first, first + blockSize);
		for (const [bit, index] of block.entries()) {
			const component = ofNode[ids[index]!]!;
			masks[component * wordCount + (bit >> 5)]! |= 1 << (bit & 31);
			isTouched[component] = 1;
		}

		passDown(graph, ofNode[ids[block.at(-1)!]!]!, masks, wordCount, isTouched, sums);
		for (const [bit, index] of block.entries()) {
			result[index] = sumOfBit(sums, bit);
		}

		sums.fill(0);
		onDone?.(first + block.length);
	}

	return result;
}

/**
 * Passes masks on from component `highest` downwards and takes them away again. Adds the size of each component to
 * `sums` under every byte of its mask: one addition for eight closures.
 *
 * @param isTouched 1 where a component has a bit in its mask.
 */
function passDown(
	{components, references, sizes}: ClosureSizes,
	highest: number,
	masks: Int32Array,
	wordCount: number,
	isTouched: Uint8Array,
	sums: Float64Array,
): void {
	const {ofNode, nodes} = components;
	for (let component = highest; component >= 0; component--) {
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
