/** Nix's own alphabet: no e, o, t, u (base-nix-32.hh). */
const alphabet = '0123456789abcdfghijklmnpqrsvwxyz';

/** A hash as Nix writes it: five bits a character, the last bits first. */
export function nixBase32(hash: Uint8Array): string {
	let text = '';
	for (let place = Math.ceil((hash.length * 8) / 5) - 1; place >= 0; place--) {
		const bit = place * 5;
		const byte = bit >> 3;
		const pair = hash[byte]! | ((hash[byte + 1] ?? 0) << 8);
		text += alphabet[(pair >> (bit & 7)) & 31];
	}

	return text;
}
