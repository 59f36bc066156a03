import {closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {SourceId} from '../parsers/nix-event.js';

/**
 * The bytes of every source, kept so that any slice of them can be shown later: log lines are never kept as strings.
 * Memory stays bounded whatever the length of the log.
 */
export type LogStore = {
	/** The next bytes of a source, copied. Never throws. */
	append(source: SourceId, chunk: Buffer): void;
	/**
	 * @param offset In the stream of the source, counted from its first byte.
	 * @returns What is there of the slice: shorter, or empty, where bytes have not arrived or could not be kept.
	 */
	read(source: SourceId, offset: number, length: number): Buffer;
	/** Bytes were dropped because the temporary file could not be written. */
	readonly incomplete: boolean;
	/** Forgets everything: a replay starts over. */
	clear(): void;
	close(): void;
};

export type LogStoreOptions = {
	/** Bytes that stay in memory before the temporary file is made; rounded down to whole blocks. */
	readonly memoryLimit?: number;
	/** Where the temporary file is made; it is unlinked at once, so that nothing is left behind however we end. */
	readonly directory?: string;
	readonly blockSize?: number;
};

type SourceBlocks = {
	/** Global numbers of its full blocks, in order. */
	readonly full: number[];
	/** Bytes after the full blocks; grows up to the size of a block. */
	tail: Buffer;
	tailLength: number;
};

const DEFAULT_MEMORY_LIMIT = 8 * 1024 * 1024;
/** Large enough that a write costs more than its call, small enough that a source of few lines costs little. */
const DEFAULT_BLOCK_SIZE = 64 * 1024;
const FIRST_TAIL_SIZE = 4 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Each source fills blocks of its own; a full block gets the next global number. The first blocks stay in memory, the
 * others go to one temporary file, at a place that follows from their number: one number a block is all that is kept.
 */
export function createLogStore(options: LogStoreOptions = {}): LogStore {
	const blockSize = options.blockSize ?? DEFAULT_BLOCK_SIZE;
	const blocksInMemory = Math.floor((options.memoryLimit ?? DEFAULT_MEMORY_LIMIT) / blockSize);
	const sources = new Map<SourceId, SourceBlocks>();
	const memory: Buffer[] = [];
	let blockCount = 0;
	let incomplete = false;
	/** Undefined before the first spilled block, and for good when there is no file to write to. */
	let file: number | undefined;

	function append(source: SourceId, chunk: Buffer): void {
		let blocks = sources.get(source);
		if (blocks === undefined) {
			blocks = {full: [], tail: NOTHING, tailLength: 0};
			sources.set(source, blocks);
		}

		for (let taken = 0; taken < chunk.length; ) {
			const count = Math.min(chunk.length - taken, blockSize - blocks.tailLength);
			reserve(blocks, blocks.tailLength + count);
			chunk.copy(blocks.tail, blocks.tailLength, taken, taken + count);
			blocks.tailLength += count;
			taken += count;
			if (blocks.tailLength === blockSize) {
				keepFullBlock(blocks);
			}
		}
	}

	function reserve(blocks: SourceBlocks, length: number): void {
		if (length <= blocks.tail.length) {
			return;
		}

		const grown = Buffer.allocUnsafeSlow(
			Math.min(blockSize, Math.max(FIRST_TAIL_SIZE, blocks.tail.length * 2, length)),
		);
		blocks.tail.copy(grown, 0, 0, blocks.tailLength);
		blocks.tail = grown;
	}

	function keepFullBlock(blocks: SourceBlocks): void {
		const number = blockCount++;
		blocks.full.push(number);
		blocks.tailLength = 0;
		if (number < blocksInMemory) {
			memory.push(blocks.tail);
			blocks.tail = NOTHING;
		} else {
			// The buffer is used again for the next block: it has been written.
			spill(blocks.tail, number);
		}
	}

	function spill(block: Buffer, number: number): void {
		try {
			file ??= openUnlinkedFile(options.directory ?? tmpdir());
			const written = writeSync(file, block, 0, block.length, (number - blocksInMemory) * blockSize);
			incomplete ||= written !== block.length;
		} catch {
			// The build matters more than its log: without room the newest block of each source is still there.
			incomplete = true;
		}
	}

	function read(source: SourceId, offset: number, length: number): Buffer {
		const blocks = sources.get(source);
		if (blocks === undefined || length <= 0) {
			return NOTHING;
		}

		const parts: Buffer[] = [];
		const end = Math.min(offset + length, blocks.full.length * blockSize + blocks.tailLength);
		for (let position = offset; position < end; ) {
			const index = Math.floor(position / blockSize);
			const from = position - index * blockSize;
			const count = Math.min(end - position, blockSize - from);
			const part =
				index < blocks.full.length ? readBlock(blocks.full[index]!, from, count) : copyOf(blocks.tail, from, count);
			parts.push(part);
			if (part.length < count) {
				break;
			}

			position += count;
		}

		return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
	}

	function readBlock(number: number, from: number, count: number): Buffer {
		return number < blocksInMemory
			? copyOf(memory[number]!, from, count)
			: readFromFile(file, (number - blocksInMemory) * blockSize + from, count);
	}

	return {
		append,
		read,
		get incomplete() {
			return incomplete;
		},
		clear() {
			sources.clear();
			memory.length = 0;
			blockCount = 0;
			incomplete = false;
		},
		close() {
			if (file !== undefined) {
				closeSync(file);
				file = undefined;
			}

			sources.clear();
			memory.length = 0;
		},
	};
}

/**
 * A log file that was given as input is its own store: its bytes are read again where they stand.
 *
 * @param path An uncompressed log; it is source 0.
 * @throws When it cannot be opened.
 */
export function createFileLogStore(path: string): LogStore {
	const file = openSync(path, 'r');
	let isOpen = true;
	return {
		append() {},
		read: (source, offset, length) => (source === 0 && isOpen ? readFromFile(file, offset, length) : NOTHING),
		incomplete: false,
		clear() {},
		close() {
			if (isOpen) {
				isOpen = false;
				closeSync(file);
			}
		},
	};
}

function readFromFile(file: number | undefined, position: number, count: number): Buffer {
	if (file === undefined || count <= 0) {
		return NOTHING;
	}

	const buffer = Buffer.allocUnsafe(count);
	try {
		return buffer.subarray(0, readSync(file, buffer, 0, count, position));
	} catch {
		return NOTHING;
	}
}

/** Blocks are written over while a reader may still hold what it got. */
function copyOf(block: Buffer, from: number, count: number): Buffer {
	return Buffer.from(block.subarray(from, from + count));
}

/** A name in a folder of its own (mode 0700) for the moment between making and unlinking it. */
function openUnlinkedFile(directory: string): number {
	const folder = mkdtempSync(path.join(directory, 'nixscope-'));
	try {
		return openSync(path.join(folder, 'log'), 'wx+', 0o600);
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}
