import type {Steps} from './steps.js';

/** Below so many, comparing is faster than counting. */
const few = 4000;

const digitCount = 0x1_00_00;

/**
 * Sorts by numbers, in time that grows with the count alone. Equal ones keep their order, and those that have no number
 * (NaN) come last either way.
 *
 * @param keys By id.
 */
export function* orderBy(ids: Uint32Array, keys: Float64Array, isFalling: boolean): Steps<Uint32Array> {
	const [known, unknown] = parted(ids, keys);
	const sign = isFalling ? -1 : 1;
	yield;
	const sorted =
		known.length < few ? known.sort((a, b) => sign * (keys[a]! - keys[b]!)) : yield* counted(known, keys, isFalling);
	const all = new Uint32Array(ids.length);
	all.set(sorted);
	all.set(unknown, sorted.length);
	return all;
}

/** @returns Those that have a number, and the others. */
function parted(ids: Uint32Array, keys: Float64Array): readonly [Uint32Array, Uint32Array] {
	const known = new Uint32Array(ids.length);
	const unknown = new Uint32Array(ids.length);
	let knownCount = 0;
	let unknownCount = 0;
	for (let place = 0; place < ids.length; place++) {
		const id = ids[place]!;
		if (Number.isNaN(keys[id]!)) {
			unknown[unknownCount++] = id;
		} else {
			known[knownCount++] = id;
		}
	}

	return [known.subarray(0, knownCount), unknown.subarray(0, unknownCount)];
}

/** Radix sort by the bits of floating-point numbers, which are in order but for their sign. */
function* counted(ids: Uint32Array, keys: Float64Array, isFalling: boolean): Steps<Uint32Array> {
	const [low, high] = sortableBits(ids, keys, isFalling);
	let from = places(ids.length);
	let to = new Uint32Array(ids.length);
	yield;
	for (const [words, shift] of [
		[low, 0],
		[low, 16],
		[high, 0],
		[high, 16],
	] as const) {
		if (countOnce(words, shift, from, to)) {
			[from, to] = [to, from];
		}

		yield;
	}

	for (let place = 0; place < from.length; place++) {
		to[place] = ids[from[place]!]!;
	}

	return to;
}

function places(count: number): Uint32Array<ArrayBuffer> {
	const all = new Uint32Array(count);
	for (let place = 0; place < count; place++) {
		all[place] = place;
	}

	return all;
}

/** @returns Low and high words, by place: as unsigned numbers in the wanted order. */
function sortableBits(ids: Uint32Array, keys: Float64Array, isFalling: boolean): readonly [Uint32Array, Uint32Array] {
	const low = new Uint32Array(ids.length);
	const high = new Uint32Array(ids.length);
	const value = new DataView(new ArrayBuffer(8));
	for (let place = 0; place < ids.length; place++) {
		// Zero may be negative, and is not smaller then.
		value.setFloat64(0, keys[ids[place]!]! + 0, true);
		const bits = value.getUint32(4, true);
		const isNegative = bits >= 0x80_00_00_00;
		// Of negative numbers all bits are turned around, of others the sign; falling, all once more.
		const all = isNegative !== isFalling ? 0xff_ff_ff_ff : 0;
		high[place] = bits ^ (isNegative ? all : all ^ 0x80_00_00_00);
		low[place] = value.getUint32(0, true) ^ all;
	}

	return [low, high];
}

/** @returns False when all have the same digit, and nothing was moved. */
function countOnce(words: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): boolean {
	const next = new Uint32Array(digitCount);
	for (let place = 0; place < words.length; place++) {
		next[(words[place]! >>> shift) & 0xff_ff]!++;
	}

	if (next[(words[0]! >>> shift) & 0xff_ff] === words.length) {
		return false;
	}

	let begin = 0;
	for (let digit = 0; digit < digitCount; digit++) {
		const count = next[digit]!;
		next[digit] = begin;
		begin += count;
	}

	for (let index = 0; index < from.length; index++) {
		const place = from[index]!;
		to[next[(words[place]! >>> shift) & 0xff_ff]!++] = place;
	}

	return true;
}
