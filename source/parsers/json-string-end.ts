const FIRST_PRINTABLE = 0x20;
const QUOTE = 0x22;
const ZERO = 0x30;
const BACKSLASH = 0x5c;

/**
 * @param bytes Must hold a byte that no JSON string may hold, as a newline, somewhere after `start`.
 * @returns The quote that ends the JSON string whose content begins at `start`, or -1 when the string is not valid.
 */
export function findStringEnd(bytes: Buffer, start: number): number {
	let position = start;
	for (;;) {
		const byte = bytes[position]!;
		if (byte === QUOTE) {
			return position;
		}

		if (byte === BACKSLASH) {
			const length = escapeLength(bytes, position + 1);
			if (length === 0) {
				return -1;
			}

			position += length;
		} else if (byte < FIRST_PRINTABLE) {
			return -1;
		}

		position += 1;
	}
}

/** @returns Bytes of the escape after its backslash, 0 when it is none of JSON's. */
function escapeLength(bytes: Buffer, start: number): number {
	switch (bytes[start]) {
		case 0x22: // "
		case 0x2f: // /
		case 0x5c: // \
		case 0x62: // b
		case 0x66: // f
		case 0x6e: // n
		case 0x72: // r
		case 0x74: // t
			return 1;
		case 0x75: // u
			return isHexDigit(bytes[start + 1]) &&
				isHexDigit(bytes[start + 2]) &&
				isHexDigit(bytes[start + 3]) &&
				isHexDigit(bytes[start + 4])
				? 5
				: 0;
		default:
			return 0;
	}
}

function isHexDigit(byte: number | undefined): boolean {
	return byte !== undefined && ((byte >= ZERO && byte <= ZERO + 9) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66));
}
