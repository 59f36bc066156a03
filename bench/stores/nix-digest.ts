const alphabet = '0123456789abcdfghijklmnpqrsvwxyz';

/** @returns So many characters of Nix's base 32, which the hash decides. */
export function digestOf(hash: Buffer, length = 32): string {
	let text = '';
	for (let position = 0; position < length; position++) {
		const byte = hash[position % hash.length]!;
		text += alphabet[position < hash.length ? byte & 31 : byte >> 3];
	}

	return text;
}
