/** Greatest value of a counter that a Number holds exactly, and where greater u64 are clamped. */
const GREATEST_COUNT = 2 ** 53;

/** @returns A counter of Nix as a whole number from 0 to 2^53. */
export function clampCount(value: number): number {
	if (value >= 0 && value <= GREATEST_COUNT) {
		return Math.trunc(value);
	}

	return value > 0 ? GREATEST_COUNT : 0;
}
