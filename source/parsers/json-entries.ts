const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Cuts one long JSON document into the objects that it lists, as bytes come, so that it need not be in memory at once:
 * the elements of an array, or the values of an object with their keys, or those of the object `info` within it.
 */
export class JsonEntries {
	/** From the first byte of the entry or key that is not complete. */
	#bytes: Buffer = Buffer.alloc(0);
	#position = 0;
	#depth = 0;
	/** How deep the objects lie. */
	#entryDepth = 1;
	#isInString = false;
	#tokenStart = -1;
	#entryStart = -1;
	#lastString: string | undefined;

	#hasBegun = false;
	readonly #onEntry: (key: string | undefined, value: unknown) => void;

	/** @param onEntry Its key is undefined in an array. */
	constructor(onEntry: (key: string | undefined, value: unknown) => void) {
		this.#onEntry = onEntry;
	}

	/** Whether the document is complete. */
	get isComplete(): boolean {
		return this.#depth === 0 && this.#hasBegun;
	}

	/** @throws SyntaxError for an entry that is no JSON. */
	push(chunk: Buffer): void {
		const start = this.#entryStart === -1 ? this.#tokenStart : this.#entryStart;
		const kept = start === -1 ? Buffer.alloc(0) : this.#bytes.subarray(start);
		this.#bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
		this.#position = kept.length;
		if (start !== -1) {
			this.#tokenStart = this.#tokenStart === -1 ? -1 : this.#tokenStart - start;
			this.#entryStart = this.#entryStart === -1 ? -1 : 0;
		}

		this.#scan();
	}

	#scan(): void {
		const bytes = this.#bytes;
		while (this.#position < bytes.length) {
			if (this.#isInString) {
				this.#skipString();
				continue;
			}

			const byte = bytes[this.#position]!;
			if (byte === QUOTE) {
				this.#isInString = true;
				this.#tokenStart = this.#position;
			} else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
				this.#open(byte);
			} else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
				this.#close();
			}

			this.#position++;
		}
	}

	/** Goes behind the closing quote, or to the end of what is there. */
	#skipString(): void {
		const end = this.#bytes.indexOf(QUOTE, this.#position);
		if (end === -1) {
			this.#position = this.#bytes.length;
			return;
		}

		this.#position = end + 1;
		let backslashes = 0;
		while (end - backslashes > this.#tokenStart + 1 && this.#bytes[end - 1 - backslashes] === BACKSLASH) {
			backslashes++;
		}

		if (backslashes % 2 === 1) {
			return;
		}

		this.#isInString = false;
		if (this.#entryStart === -1) {
			this.#lastString = JSON.parse(this.#bytes.toString('utf8', this.#tokenStart, end + 1)) as string;
		}

		this.#tokenStart = -1;
	}

	#open(byte: number): void {
		this.#hasBegun = true;
		if (this.#entryStart === -1 && byte === OPEN_BRACE && this.#depth === this.#entryDepth) {
			if (this.#depth === 1 && this.#lastString === 'info') {
				this.#entryDepth = 2;
			} else {
				this.#entryStart = this.#position;
			}
		}

		this.#depth++;
	}

	#close(): void {
		this.#depth--;
		if (this.#entryStart !== -1 && this.#depth === this.#entryDepth) {
			const text = this.#bytes.toString('utf8', this.#entryStart, this.#position + 1);
			this.#entryStart = -1;
			const key = this.#lastString;
			this.#lastString = undefined;
			this.#onEntry(key, JSON.parse(text));
		}
	}
}
