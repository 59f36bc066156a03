const ZERO = 0x30;

/** @returns The number of decimal digits that stand at `start`. */
export function countDigits(bytes: Buffer, start: number): number {
	let index = start;
	for (let byte = bytes[index]!; byte >= ZERO && byte <= ZERO + 9; byte = bytes[index]!) {
		index += 1;
	}

	return index - start;
}

/** JSON has no leading zeros. */
export function isPlainNumber(bytes: Buffer, start: number, digits: number, maxDigits: number): boolean {
	return digits === 1 || (digits > 1 && digits <= maxDigits && bytes[start] !== ZERO);
}
