import {LOW_DIGITS} from './activity-table.js';

const ZERO = 0x30;

/** @returns The number of decimal digits that stand at `start`. */
export function countDigits(bytes: Buffer, start: number): number {
	let index = start;
	for (let byte = bytes[index]!; byte >= ZERO && byte <= ZERO + 9; byte = bytes[index]!) {
		index += 1;
	}

	return index - start;
}

/** @returns The number in the digits of `start` ≤ index < `end`; exact below 2^53. */
export function readDecimal(bytes: Buffer, start: number, end: number): number {
	let value = 0;
	for (let index = start; index < end; index += 1) {
		value = value * 10 + bytes[index]! - ZERO;
	}

	return value;
}

/** @returns What stands before the last ten digits: the high limb of an id. */
export function readHighLimb(bytes: Buffer, start: number, end: number): number {
	return end - start > LOW_DIGITS ? readDecimal(bytes, start, end - LOW_DIGITS) : 0;
}

/** @returns The last ten digits: the low limb of an id. */
export function readLowLimb(bytes: Buffer, start: number, end: number): number {
	return readDecimal(bytes, Math.max(start, end - LOW_DIGITS), end);
}
