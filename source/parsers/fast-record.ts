import {MAX_ID_DIGITS} from './activity-table.js';
import {clampCount} from './count-value.js';
import {countDigits, readDecimal, readHighLimb, readLowLimb} from './decimal.js';
import {type NixEvent, resultTypes} from './nix-event.js';
import type {RecordContext} from './record-context.js';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

function ascii(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

const marker = ascii('@nix ');
// Nix writes keys in alphabetical order and without spaces.
const resultHead = ascii('{"action":"result","fields":[');
const idKey = ascii('],"id":');
const typeKey = ascii(',"type":');
/** Determinate Nix puts its session id into every record. */
const sessionKey = ascii(',"sid":"');
const SESSION_LENGTH = 36;

/**
 * Reads the two results that make up nearly all of a long log, log lines (101, 107) and progress (105), in one pass
 * over the bytes and without JSON.parse. Everything that is not exactly as Nix writes it is left to the reference
 * decoder.
 */
export class FastRecordReader {
	readonly #bare: boolean;
	readonly #values = new Float64Array(4);
	#end = 0;

	constructor(bare: boolean) {
		this.#bare = bare;
	}

	/** Position of the newline after the record that {@link read} has just read. */
	get end(): number {
		return this.#end;
	}

	/**
	 * @param bytes Must hold a newline at or after `start`: it ends every search, so that none checks for the end.
	 * @returns The event of the record that begins at `start`, or undefined when there is any doubt.
	 */
	read(bytes: Buffer, start: number, context: RecordContext): NixEvent | undefined {
		let position = start;
		if (startsWith(bytes, position, marker)) {
			position += marker.length;
		} else if (!this.#bare) {
			return undefined;
		}

		if (!startsWith(bytes, position, resultHead)) {
			return undefined;
		}

		position += resultHead.length;
		return bytes[position] === QUOTE
			? this.#readLogLine(bytes, position + 1, context)
			: this.#readProgress(bytes, position, context);
	}

	#readProgress(bytes: Buffer, start: number, context: RecordContext): NixEvent | undefined {
		const values = this.#values;
		let position = start;
		for (let index = 0; index < 4; index += 1) {
			const digits = countDigits(bytes, position);
			if (!isPlainNumber(bytes, position, digits) || (index < 3 && bytes[position + digits] !== COMMA)) {
				return undefined;
			}

			values[index] = readDecimal(bytes, position, position + digits);
			position += index < 3 ? digits + 1 : digits;
		}

		if (!startsWith(bytes, position, idKey)) {
			return undefined;
		}

		const idStart = position + idKey.length;
		const idDigits = countDigits(bytes, idStart);
		if (!isPlainNumber(bytes, idStart, idDigits)) {
			return undefined;
		}

		const idEnd = idStart + idDigits;
		if (this.#readType(bytes, idEnd) !== resultTypes.progress) {
			return undefined;
		}

		return {
			kind: 'progress',
			receivedAt: context.receivedAt,
			source: context.source,
			activity: context.activities.intern(readHighLimb(bytes, idStart, idEnd), readLowLimb(bytes, idStart, idEnd)),
			done: clampCount(values[0]!),
			expected: clampCount(values[1]!),
			running: clampCount(values[2]!),
			failed: clampCount(values[3]!),
		};
	}

	#readLogLine(bytes: Buffer, start: number, context: RecordContext): NixEvent | undefined {
		const textEnd = findStringEnd(bytes, start);
		if (textEnd === -1 || !startsWith(bytes, textEnd + 1, idKey)) {
			return undefined;
		}

		const idStart = textEnd + 1 + idKey.length;
		const idDigits = countDigits(bytes, idStart);
		if (!isPlainNumber(bytes, idStart, idDigits)) {
			return undefined;
		}

		const idEnd = idStart + idDigits;
		const type = this.#readType(bytes, idEnd);
		if (type !== resultTypes.buildLogLine && type !== resultTypes.postBuildLogLine) {
			return undefined;
		}

		return {
			kind: 'log-line',
			receivedAt: context.receivedAt,
			source: context.source,
			activity: context.activities.intern(readHighLimb(bytes, idStart, idEnd), readLowLimb(bytes, idStart, idEnd)),
			offset: context.baseOffset + start,
			length: textEnd - start,
			encoding: 'json',
			hook: type === resultTypes.postBuildLogLine,
		};
	}

	/** @returns The type that ends the record and the line, or -1. Sets {@link end}. */
	#readType(bytes: Buffer, start: number): number {
		let position = start;
		if (startsWith(bytes, position, sessionKey)) {
			const textEnd = findStringEnd(bytes, position + sessionKey.length);
			if (textEnd !== position + sessionKey.length + SESSION_LENGTH) {
				return -1;
			}

			position = textEnd + 1;
		}

		if (!startsWith(bytes, position, typeKey)) {
			return -1;
		}

		const typeStart = position + typeKey.length;
		const typeEnd = typeStart + 3;
		if (countDigits(bytes, typeStart) !== 3 || bytes[typeEnd] !== 0x7d || bytes[typeEnd + 1] !== NEWLINE) {
			return -1;
		}

		this.#end = typeEnd + 1;
		return readDecimal(bytes, typeStart, typeEnd);
	}
}

function startsWith(bytes: Buffer, start: number, text: Uint8Array): boolean {
	if (start + text.length > bytes.length) {
		return false;
	}

	for (let index = 0; index < text.length; index += 1) {
		if (bytes[start + index] !== text[index]) {
			return false;
		}
	}

	return true;
}

/** JSON has no leading zeros; more digits than a u64 has are not Nix's. */
function isPlainNumber(bytes: Buffer, start: number, digits: number): boolean {
	return digits === 1 || (digits > 1 && digits <= MAX_ID_DIGITS && bytes[start] !== ZERO);
}

/** @returns The quote that ends the JSON string whose content begins at `start`, or -1 when the string is not valid. */
function findStringEnd(bytes: Buffer, start: number): number {
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
	return byte !== undefined && ((byte >= ZERO && byte <= NINE) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66));
}
