import {MAX_ID_DIGITS} from './activity-table.js';
import {clampCount} from './count-value.js';
import {countDigits, isPlainNumber} from './decimal.js';
import {findStringEnd} from './json-string-end.js';
import {type NixEvent, resultTypes} from './nix-event.js';
import type {RecordContext} from './record-context.js';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const CLOSE_BRACE = 0x7d;
const FIRST_PRINTABLE = 0x20;

/** Eight characters as the number that a DataView reads in their place; ASCII is never a NaN. */
const word = (text: string): number => new DataView(new TextEncoder().encode(text).buffer).getFloat64(0);
/** Four characters likewise. */
const half = (text: string): number => new DataView(new TextEncoder().encode(text).buffer).getInt32(0);

const marker = half('@nix');
const markerLength = '@nix '.length;
// Nix writes keys in alphabetical order and without spaces: {"action":"result","fields":[
const head1 = word('{"action');
const head2 = word('":"resul');
const head3 = word('t","fiel');
const head4 = half('ds":');
const headLength = '{"action":"result","fields":['.length;
// {"action":"stop","id":
const stop2 = word('":"stop"');
const stop3 = word('p","id":');
const stopLength = '{"action":"stop","id":'.length;
// ],"id":
const idKey1 = half('],"i');
const idKey2 = half('id":');
const idKeyLength = '],"id":'.length;
const typeKey = word(',"type":');
/** Determinate Nix puts its session id into every record. */
const sessionKey = word(',"sid":"');
const keyLength = 8;
const SESSION_LENGTH = 36;

/**
 * Reads the results that make up nearly all of a long log, log lines (101, 107), progress (105), expected totals
 * (106) and stops, in one pass over the bytes and without JSON.parse. Everything that is not exactly as Nix writes it is left to the reference
 * decoder.
 */
export class FastRecordReader {
	readonly #bare: boolean;
	readonly #values = new Float64Array(4);
	#bytes: Buffer = Buffer.alloc(0);
	#view = new DataView(this.#bytes.buffer, 0, 0);
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
		if (bytes !== this.#bytes) {
			this.#bytes = bytes;
			this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
		}

		const view = this.#view;
		if (start + markerLength + headLength > bytes.length) {
			return undefined;
		}

		let position = start;
		if (view.getInt32(position) === marker && bytes[position + 4] === FIRST_PRINTABLE) {
			position += markerLength;
		} else if (!this.#bare) {
			return undefined;
		}

		if (view.getFloat64(position) !== head1) {
			return undefined;
		}

		if (view.getFloat64(position + 8) === stop2 && view.getFloat64(position + 14) === stop3) {
			return this.#readStop(bytes, position + stopLength, context);
		}

		if (
			view.getFloat64(position + 8) !== head2 ||
			view.getFloat64(position + 16) !== head3 ||
			view.getInt32(position + 24) !== head4 ||
			bytes[position + 28] !== 0x5b
		) {
			return undefined;
		}

		position += headLength;
		return bytes[position] === QUOTE
			? this.#readLogLine(bytes, position + 1, context)
			: this.#readNumbers(bytes, position, context);
	}

	#readStop(bytes: Buffer, start: number, context: RecordContext): NixEvent | undefined {
		const digits = countDigits(bytes, start);
		const end = start + digits;
		// A session id (Determinate Nix) is left to the reference decoder.
		if (
			!isPlainNumber(bytes, start, digits, MAX_ID_DIGITS) ||
			bytes[end] !== CLOSE_BRACE ||
			bytes[end + 1] !== NEWLINE
		) {
			return undefined;
		}

		this.#end = end + 1;
		return {
			kind: 'activity-stopped',
			receivedAt: context.receivedAt,
			source: context.source,
			activity: context.activities.intern(bytes, start, end),
		};
	}

	#readNumbers(bytes: Buffer, start: number, context: RecordContext): NixEvent | undefined {
		const values = this.#values;
		let position = start;
		let count = 0;
		for (;;) {
			const digitsStart = position;
			let value = 0;
			let digit = bytes[position]! - ZERO;
			while (digit >= 0 && digit <= 9) {
				value = value * 10 + digit;
				position += 1;
				digit = bytes[position]! - ZERO;
			}

			if (count === values.length || !isPlainNumber(bytes, digitsStart, position - digitsStart, MAX_ID_DIGITS)) {
				return undefined;
			}

			values[count] = value;
			count += 1;
			if (bytes[position] !== COMMA) {
				break;
			}

			position += 1;
		}

		const idEnd = this.#readId(bytes, position);
		const type = this.#readType(bytes, idEnd);
		if (type === resultTypes.progress && count === 4) {
			return {
				kind: 'progress',
				receivedAt: context.receivedAt,
				source: context.source,
				activity: context.activities.intern(bytes, position + idKeyLength, idEnd),
				done: clampCount(values[0]!),
				expected: clampCount(values[1]!),
				running: clampCount(values[2]!),
				failed: clampCount(values[3]!),
			};
		}

		if (type === resultTypes.setExpected && count === 2) {
			return {
				kind: 'expected',
				receivedAt: context.receivedAt,
				source: context.source,
				activity: context.activities.intern(bytes, position + idKeyLength, idEnd),
				activityType: values[0]!,
				expected: clampCount(values[1]!),
			};
		}

		return undefined;
	}

	#readLogLine(bytes: Buffer, start: number, context: RecordContext): NixEvent | undefined {
		const textEnd = findStringEnd(bytes, start);
		if (textEnd === -1) {
			return undefined;
		}

		const idEnd = this.#readId(bytes, textEnd + 1);
		const type = this.#readType(bytes, idEnd);
		if (type !== resultTypes.buildLogLine && type !== resultTypes.postBuildLogLine) {
			return undefined;
		}

		return {
			kind: 'log-line',
			receivedAt: context.receivedAt,
			source: context.source,
			activity: context.activities.intern(bytes, textEnd + 1 + idKeyLength, idEnd),
			offset: context.baseOffset + start,
			length: textEnd - start,
			encoding: 'json',
			hook: type === resultTypes.postBuildLogLine,
		};
	}

	/** @returns The end of the id that follows the fields, or -1. */
	#readId(bytes: Buffer, start: number): number {
		const view = this.#view;
		if (start + idKeyLength > bytes.length || view.getInt32(start) !== idKey1 || view.getInt32(start + 3) !== idKey2) {
			return -1;
		}

		const idStart = start + idKeyLength;
		const digits = countDigits(bytes, idStart);
		return isPlainNumber(bytes, idStart, digits, MAX_ID_DIGITS) ? idStart + digits : -1;
	}

	/** @returns The type of three digits that ends the record and the line, or -1. Sets {@link end}. */
	#readType(bytes: Buffer, start: number): number {
		let position = start;
		if (position === -1 || position + keyLength > bytes.length) {
			return -1;
		}

		if (this.#view.getFloat64(position) === sessionKey) {
			const textEnd = findStringEnd(bytes, position + keyLength);
			if (textEnd !== position + keyLength + SESSION_LENGTH || textEnd + 1 + keyLength > bytes.length) {
				return -1;
			}

			position = textEnd + 1;
		}

		const typeStart = position + keyLength;
		const typeEnd = typeStart + 3;
		if (
			this.#view.getFloat64(position) !== typeKey ||
			countDigits(bytes, typeStart) !== 3 ||
			bytes[typeStart] === ZERO ||
			bytes[typeEnd] !== CLOSE_BRACE ||
			bytes[typeEnd + 1] !== NEWLINE
		) {
			return -1;
		}

		this.#end = typeEnd + 1;
		return (bytes[typeStart]! - ZERO) * 100 + (bytes[typeStart + 1]! - ZERO) * 10 + bytes[typeStart + 2]! - ZERO;
	}
}
