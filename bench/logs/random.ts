/** The same numbers in every run. @returns Integers from 0 up to, not including, `limit`. */
export function createRandom(seed: number): (limit: number) => number {
	let state = seed;
	return (limit) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
}

/** Nix's own base 32: without e, o, t and u. */
const digits = '0123456789abcdfghijklmnpqrsvwxyz';

/** A store path that only its number decides. */
export function storePath(index: number, name: string): string {
	const random = createRandom(index + 1);
	let digest = '';
	for (let position = 0; position < 32; position++) {
		digest += digits[random(32)];
	}

	return `/nix/store/${digest}-${name}`;
}
