const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/** Where a value stands: first byte and the byte after its last. */
export type Span = {readonly start: number; readonly end: number};

/**
 * @param bytes At `start` begins an object that JSON.parse has accepted.
 * @returns The span of the value of `key`; like JSON.parse, the last one of a key that is given twice.
 */
export function findValue(bytes: Buffer, start: number, key: string): Span | undefined {
	let found: Span | undefined;
	let position = skipSpace(bytes, start + 1);
	while (bytes[position] === QUOTE) {
		const keyEnd = skipString(bytes, position);
		// The byte after the key and its spaces is the colon.
		const valueStart = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1);
		const valueEnd = skipValue(bytes, valueStart);
		if (isKey(bytes, position, keyEnd, key)) {
			found = {start: valueStart, end: valueEnd};
		}

		const next = skipSpace(bytes, valueEnd);
		position = bytes[next] === COMMA ? skipSpace(bytes, next + 1) : next;
	}

	return found;
}

/** @returns The span of the first element of a non-empty array that begins at `start`. */
export function findFirstElement(bytes: Buffer, start: number): Span {
	const first = skipSpace(bytes, start + 1);
	return {start: first, end: skipValue(bytes, first)};
}

function isKey(bytes: Buffer, start: number, end: number, key: string): boolean {
	let matching = 0;
	for (let index = start + 1; index < end - 1; index += 1) {
		if (bytes[index] === BACKSLASH) {
			return JSON.parse(bytes.toString('utf8', start, end)) === key;
		}

		matching += bytes[index] === key.charCodeAt(index - start - 1) ? 1 : 0;
	}

	return matching === key.length && end - start - 2 === key.length;
}

function skipSpace(bytes: Buffer, start: number): number {
	let position = start;
	for (
		let byte = bytes[position];
		byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
		byte = bytes[position]
	) {
		position += 1;
	}

	return position;
}

function skipString(bytes: Buffer, start: number): number {
	let position = start + 1;
	while (position < bytes.length && bytes[position] !== QUOTE) {
		position += bytes[position] === BACKSLASH ? 2 : 1;
	}

	return position + 1;
}

function skipValue(bytes: Buffer, start: number): number {
	let depth = 0;
	let position = start;
	while (position < bytes.length) {
		const byte = bytes[position]!;
		if (byte === QUOTE) {
			position = skipString(bytes, position);
		} else if (byte === 0x5b || byte === 0x7b) {
			depth += 1;
			position += 1;
		} else if (byte === 0x5d || byte === 0x7d) {
			depth -= 1;
			position += 1;
		} else if (depth === 0) {
			return skipScalar(bytes, position);
		} else {
			position += 1;
		}

		if (depth === 0) {
			return position;
		}
	}

	return position;
}

/** A number, true, false or null. */
function skipScalar(bytes: Buffer, start: number): number {
	let position = start;
	while (position < bytes.length) {
		const byte = bytes[position]!;
		if (byte <= 0x20 || byte === COMMA || byte === 0x5d || byte === 0x7d) {
			break;
		}

		position += 1;
	}

	return position;
}
