import type {SourceId} from '../parsers/nix-event.js';
import type {LogIndex} from './log-index.js';

/** Lines between two absolute positions: the longest walk to find one line. */
const LINES_PER_BLOCK = 128;

const FIRST_CAPACITY = 32;

/** Shared by every index that is still empty: a plan of 100,000 builds allocates nothing for their logs. */
const NO_BYTES = new Uint8Array(0);

type Block = {
	/** Byte offset in the source where the first line of the block may start. */
	readonly offset: number;
	/** Where its varints begin. */
	readonly byte: number;
	readonly firstLine: number;
	readonly source: SourceId;
	readonly isJson: boolean;
};

/**
 * A LogIndex that grows. Each line costs two varints: its distance from the end of the line before it, and its length
 * (3 to 4 bytes for a builder that prints alone); every block of lines starts with an absolute position. A log of ten
 * million lines is thus some 30 MB of index, where strings would be gigabytes.
 */
export class LogIndexBuilder implements LogIndex {
	#count = 0;
	#bytes = NO_BYTES;
	#used = 0;
	#end = 0;
	#linesInBlock = 0;
	readonly #blocks: Block[] = [];

	get length(): number {
		return this.#count;
	}

	/** @param offset Byte offset in the source; within one source it never falls. */
	append(source: SourceId, offset: number, length: number, isJson: boolean): void {
		const block = this.#blocks.at(-1);
		if (
			block === undefined ||
			this.#linesInBlock === LINES_PER_BLOCK ||
			block.source !== source ||
			block.isJson !== isJson ||
			offset < this.#end
		) {
			this.#blocks.push({offset, byte: this.#used, firstLine: this.#count, source, isJson});
			this.#linesInBlock = 0;
			this.#end = offset;
		}

		this.#putVarint(offset - this.#end);
		this.#putVarint(length);
		this.#end = offset + length;
		this.#linesInBlock++;
		this.#count++;
	}

	at(line: number): {offset: number; length: number; encoding: 'json' | 'raw'; source: SourceId} | undefined {
		if (!(line >= 0 && line < this.#count)) {
			return undefined;
		}

		const block = this.#blockOf(line);
		let position = block.byte;
		let offset = block.offset;
		let length = 0;
		for (let current = block.firstLine; ; current++) {
			let value = this.#bytes[position++]!;
			let factor = 128;
			let gap = value & 127;
			while (value > 127) {
				value = this.#bytes[position++]!;
				gap += (value & 127) * factor;
				factor *= 128;
			}

			offset += length + gap;
			value = this.#bytes[position++]!;
			factor = 128;
			length = value & 127;
			while (value > 127) {
				value = this.#bytes[position++]!;
				length += (value & 127) * factor;
				factor *= 128;
			}

			if (current === line) {
				return {offset, length, encoding: block.isJson ? 'json' : 'raw', source: block.source};
			}
		}
	}

	#blockOf(line: number): Block {
		let low = 0;
		let high = this.#blocks.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#blocks[middle]!.firstLine <= line) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}

		return this.#blocks[low]!;
	}

	#putVarint(value: number): void {
		// A varint of an offset below 2^53 has at most 8 bytes.
		if (this.#used + 8 > this.#bytes.length) {
			const larger = new Uint8Array(Math.max(FIRST_CAPACITY, this.#bytes.length * 2));
			larger.set(this.#bytes);
			this.#bytes = larger;
		}

		let rest = value;
		while (rest > 127) {
			this.#bytes[this.#used++] = (rest % 128) | 128;
			rest = Math.floor(rest / 128);
		}

		this.#bytes[this.#used++] = rest;
	}
}
