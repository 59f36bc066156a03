const NEWLINE = 0x0a;
const INITIAL_CAPACITY = 64 * 1024;
/** A buffer that one long line has grown is given back above this many bytes. */
const KEPT_CAPACITY = 1024 * 1024;
/** A line of more bytes is not held in memory, whatever it may be: only its beginning is. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** Bytes kept of a line that exceeds {@link MAX_LINE_BYTES}. */
export const OVERLONG_HEAD_BYTES = 64 * 1024;

export type LineHandler = {
	/**
	 * One line: it begins at `start` of `bytes`, which is `offset` in the whole stream. Its newline surely follows, but
	 * is not searched for beforehand, so that a reader that walks the line anyway needs one pass.
	 * @returns The index after that newline.
	 */
	line(bytes: Buffer, start: number, offset: number): number;
	/** A line of `length` bytes of which only the first ones have been kept. */
	overlongLine(head: Buffer, offset: number, length: number): void;
};

/**
 * Chunks of bytes, cut anywhere, to lines. What is left of a chunk is copied, so a chunk is not kept; the copy doubles
 * as it grows, so a line of many chunks costs time linear in its length.
 */
export class LineSplitter {
	readonly #handler: LineHandler;
	readonly #maxLineBytes: number;
	#pending = Buffer.allocUnsafe(INITIAL_CAPACITY);
	#pendingLength = 0;
	/** Bytes of the unfinished line that were dropped because it is too long. */
	#dropped = 0;
	/** Offset in the stream of the first byte of the unfinished line. */
	#lineOffset = 0;

	constructor(handler: LineHandler, maxLineBytes = MAX_LINE_BYTES) {
		this.#handler = handler;
		this.#maxLineBytes = maxLineBytes;
	}

	/** Where the unfinished line begins in the stream. */
	get lineOffset(): number {
		return this.#lineOffset;
	}

	/** Bytes of the unfinished line that are held. */
	get pendingLength(): number {
		return this.#pendingLength;
	}

	/** Holds the unfinished line in its first `pendingLength` bytes; valid until the next call. */
	get pending(): Buffer {
		return this.#pending;
	}

	push(chunk: Buffer): void {
		const last = chunk.lastIndexOf(NEWLINE);
		if (last === -1) {
			this.#append(chunk, 0, chunk.length);
			return;
		}

		let position = 0;
		const chunkOffset = this.#lineOffset + this.#pendingLength + this.#dropped;
		if (this.#pendingLength > 0) {
			position = chunk.indexOf(NEWLINE) + 1;
			this.#append(chunk, 0, position - 1);
			this.#completeLine();
		}

		while (position <= last) {
			position = this.#handler.line(chunk, position, chunkOffset + position);
		}

		this.#lineOffset = chunkOffset + position;
		this.#append(chunk, position, chunk.length);
	}

	/** The stream has ended: a last line without newline is a line. */
	end(): void {
		if (this.#pendingLength > 0) {
			const next = this.#lineOffset + this.#pendingLength + this.#dropped;
			this.#completeLine();
			this.#lineOffset = next;
		}
	}

	#append(chunk: Buffer, start: number, end: number): void {
		const added = end - start;
		if (added <= 0) {
			return;
		}

		if (this.#dropped > 0) {
			this.#dropped += added;
			return;
		}

		if (this.#pendingLength + added > this.#maxLineBytes) {
			this.#keepHead(chunk, start, end);
			return;
		}

		// One more byte than needed: the newline that completes the line.
		this.#reserve(this.#pendingLength + added + 1);
		chunk.copy(this.#pending, this.#pendingLength, start, end);
		this.#pendingLength += added;
	}

	#keepHead(chunk: Buffer, start: number, end: number): void {
		const total = this.#pendingLength + end - start;
		const wanted = Math.min(OVERLONG_HEAD_BYTES, this.#maxLineBytes);
		const head = Buffer.allocUnsafe(Math.max(INITIAL_CAPACITY, wanted + 1));
		const kept = this.#pending.copy(head, 0, 0, Math.min(this.#pendingLength, wanted));
		this.#pendingLength = kept + chunk.copy(head, kept, start, Math.min(end, start + wanted - kept));
		this.#pending = head;
		this.#dropped = total - this.#pendingLength;
	}

	#completeLine(): void {
		const bytes = this.#pending;
		const length = this.#pendingLength;
		if (this.#dropped > 0) {
			this.#handler.overlongLine(bytes.subarray(0, length), this.#lineOffset, length + this.#dropped);
		} else {
			bytes[length] = NEWLINE;
			this.#handler.line(bytes, 0, this.#lineOffset);
		}

		this.#pendingLength = 0;
		this.#dropped = 0;
		if (bytes.length > KEPT_CAPACITY) {
			this.#pending = Buffer.allocUnsafe(INITIAL_CAPACITY);
		}
	}

	#reserve(bytes: number): void {
		if (bytes > this.#pending.length) {
			const larger = Buffer.allocUnsafe(Math.max(bytes, this.#pending.length * 2));
			this.#pending.copy(larger, 0, 0, this.#pendingLength);
			this.#pending = larger;
		}
	}
}
