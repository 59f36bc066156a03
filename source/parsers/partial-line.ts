import {StringDecoder} from 'node:string_decoder';

const RETURN = 0x0d;
/** Longest text of a line that is shown; a log line of any length is kept as a slice. */
export const MAX_TEXT_BYTES = 64 * 1024;

const recordMarker = Buffer.from('@nix {');

/**
 * The text of a line that has no newline yet: what a terminal would show of it, which is the segment after the last
 * carriage return. Every byte is looked at once, however the line is cut into chunks.
 */
export class PartialLine {
	#lineOffset = -1;
	#seen = 0;
	#text = '';
	#segmentBytes = 0;
	#returned = false;
	/** A record has begun behind the text: nothing more belongs to it. */
	#closed = false;
	#decoder = new StringDecoder('utf8');

	/**
	 * @param bytes The unfinished line in its first `length` bytes, which begins at `lineOffset` in the stream.
	 * @returns The text to show.
	 */
	update(bytes: Buffer, length: number, lineOffset: number): string {
		if (lineOffset !== this.#lineOffset) {
			this.#lineOffset = lineOffset;
			this.#seen = 0;
			this.#closed = false;
			this.#restart();
		}

		if (!this.#closed && length > this.#seen) {
			this.#read(bytes, length);
			this.#seen = length;
		}

		return this.#text;
	}

	#read(bytes: Buffer, length: number): void {
		// The marker may have begun in the chunk before.
		const from = Math.max(0, this.#seen - recordMarker.length);
		const marker = bytes.subarray(from, length).indexOf(recordMarker);
		if (marker === -1) {
			this.#append(bytes.subarray(this.#seen, length));
			return;
		}

		this.#closed = true;
		this.#restart();
		const text = bytes.subarray(0, from + marker);
		this.#append(text.subarray(Math.max(0, segmentStart(text))));
	}

	#append(bytes: Buffer): void {
		const end = trimReturns(bytes, 0, bytes.length);
		if (end > 0) {
			const start = bytes.lastIndexOf(RETURN, end - 1) + 1;
			if (start > 0 || this.#returned) {
				this.#restart();
			}

			const room = Math.max(0, MAX_TEXT_BYTES - this.#segmentBytes);
			const added = bytes.subarray(start, Math.min(end, start + room));
			this.#text += this.#decoder.write(added);
			this.#segmentBytes += added.length;
		}

		// A carriage return alone keeps what is shown until something is written over it.
		this.#returned = end < bytes.length;
	}

	#restart(): void {
		this.#text = '';
		this.#segmentBytes = 0;
		this.#returned = false;
		this.#decoder = new StringDecoder('utf8');
	}
}

/** @returns `end` without the carriage returns before it. */
export function trimReturns(bytes: Buffer, start: number, end: number): number {
	let trimmed = end;
	while (trimmed > start && bytes[trimmed - 1] === RETURN) {
		trimmed -= 1;
	}

	return trimmed;
}

/** @returns Where the segment after the last carriage return begins, those at the very end not counted. */
function segmentStart(bytes: Buffer): number {
	const end = trimReturns(bytes, 0, bytes.length);
	return end === 0 ? 0 : bytes.lastIndexOf(RETURN, end - 1) + 1;
}

/** The part of a finished line that a terminal shows in the end, as positions in its bytes. */
export function findShownSegment(bytes: Buffer, start: number, end: number): {start: number; end: number} {
	const line = bytes.subarray(start, end);
	return {start: start + segmentStart(line), end: trimReturns(bytes, start, end)};
}

/** @returns At most {@link MAX_TEXT_BYTES} of the line as text, cut at a character. */
export function decodeText(bytes: Buffer, start: number, end: number): string {
	if (end - start <= MAX_TEXT_BYTES) {
		return bytes.toString('utf8', start, end);
	}

	let cut = start + MAX_TEXT_BYTES;
	for (let back = 0; back < 3 && (bytes[cut]! & 0xc0) === 0x80; back += 1) {
		cut -= 1;
	}

	return bytes.toString('utf8', start, cut);
}
