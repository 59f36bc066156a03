import {
	closeSync,
	fsyncSync,
	openSync,
	readFileSync,
	readSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import {hostname} from 'node:os';
import path from 'node:path';
import {zstdDecompressSync} from 'node:zlib';
import {fileReason} from './file-reason.js';
import type {Root} from './root.js';
import {compress, packGraph, type SectionSizes, unpackGraph} from './snapshot-sections.js';
import {StoreError} from './store-error.js';
import type {KeepSettings} from './store-graph.js';
import type {StoreReading} from './store-reading.js';

/** The first bytes of the file; then come the version and the length of the header, 4 bytes each, and the header. */
const MAGIC = Buffer.from('nixscope');

/** Changes with the format; a file of another version is refused. */
const VERSION = 1;

const PREFIX_LENGTH = MAGIC.length + 8;

/** Roots and entries of a large store are a few megabytes. */
const MOST_HEADER_BYTES = 2 ** 28;

/** All but the graph, as JSON. */
type Header = {
	/** The machine's name. */
	readonly host: string;
	readonly storeDirectory: string;
	readonly readAt: number;
	readonly settings: KeepSettings;
	readonly roots: readonly Root[];
	readonly currentGenerations: ReadonlyArray<readonly [profile: string, number: number]>;
	readonly temporaryDigests: readonly string[];
	readonly rootsUnreadable: readonly string[];
	readonly unregistered: readonly string[] | null;
	/** Ids; absent where nothing was listed, and in files of older programs. */
	readonly missing?: readonly number[];
	readonly unreadable: readonly string[];
	readonly sections: SectionSizes;
};

/**
 * Writes what is known of a store into one file, which takes the place of an older snapshot only when it is complete.
 *
 * @returns Bytes of the file.
 * @throws StoreError when it cannot be written, or when a file is there that is no snapshot.
 */
export function writeSnapshot(file: string, reading: StoreReading): {readonly size: number} {
	const {graph, roots} = reading;
	const {sizes, chunks} = packGraph(graph);
	const header: Header = {
		host: hostname(),
		storeDirectory: graph.names.storeDirectory,
		readAt: reading.readAt,
		settings: reading.settings,
		roots: roots.roots,
		currentGenerations: [...roots.currentGenerations],
		temporaryDigests: [...roots.temporaryDigests],
		rootsUnreadable: roots.unreadable,
		unregistered: reading.unregistered,
		...(reading.missing === undefined ? {} : {missing: reading.missing}),
		unreadable: reading.unreadable,
		sections: sizes,
	};
	const headerBytes = compress(Buffer.from(JSON.stringify(header)));
	const prefix = Buffer.concat([MAGIC, Buffer.alloc(8)]);
	prefix.writeUInt32LE(VERSION, MAGIC.length);
	prefix.writeUInt32LE(headerBytes.length, MAGIC.length + 4);
	const all = [prefix, headerBytes, ...chunks];
	try {
		replaceFile(file, all);
	} catch (error) {
		throw error instanceof StoreError ? error : new StoreError(`${file} cannot be written: ${fileReason(error)}`);
	}

	return {size: all.reduce((sum, chunk) => sum + chunk.length, 0)};
}

/** @throws StoreError when the file is not there, is no snapshot, or is damaged. */
export function readSnapshot(file: string): StoreReading {
	const bytes = contentOf(file);
	if (bytes.length < PREFIX_LENGTH || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
		throw new StoreError(`${file} is no snapshot of a store; nixscope snapshot FILE writes one`);
	}

	const version = bytes.readUInt32LE(MAGIC.length);
	if (version !== VERSION) {
		throw new StoreError(`${file} is a snapshot of format ${version}; this nixscope reads format ${VERSION}`);
	}

	let position = PREFIX_LENGTH;
	const take = (length: number) => {
		position += length;
		if (!(length >= 0) || position > bytes.length) {
			throw new Error('the file ends too early');
		}

		return bytes.subarray(position - length, position);
	};
	try {
		const headerBytes = take(bytes.readUInt32LE(MAGIC.length + 4));
		const header = parseHeader(zstdDecompressSync(headerBytes, {maxOutputLength: MOST_HEADER_BYTES}).toString());
		return readingOf(file, header, take);
	} catch {
		throw new StoreError(`the snapshot ${file} is damaged or not complete: write it again`);
	}
}

function readingOf(file: string, header: Header, take: (length: number) => Buffer): StoreReading {
	const {host, storeDirectory, readAt, missing} = header;
	const graph = unpackGraph(storeDirectory, header.sections, take);
	if (missing?.some((id) => !(id >= 0 && id < graph.names.count))) {
		throw new Error('a path without files is not there');
	}

	return {
		address: {kind: 'snapshot', file},
		way: 'snapshot',
		readAt,
		snapshot: {host, storeDirectory, readAt},
		graph,
		roots: {
			roots: header.roots,
			currentGenerations: new Map(header.currentGenerations),
			unreadable: header.rootsUnreadable,
			temporaryDigests: new Set(header.temporaryDigests),
		},
		settings: header.settings,
		unregistered: header.unregistered,
		...(missing === undefined ? {} : {missing}),
		unreadable: header.unreadable,
	};
}

/** The checksum says that the header is as it was written; this says that it was written by a program like this one. */
function parseHeader(text: string): Header {
	const header = JSON.parse(text) as Header;
	const areRight =
		typeof header.host === 'string' &&
		typeof header.storeDirectory === 'string' &&
		typeof header.readAt === 'number' &&
		typeof header.settings.keepOutputs === 'boolean' &&
		typeof header.settings.keepDerivations === 'boolean' &&
		[header.currentGenerations, header.temporaryDigests, header.rootsUnreadable, header.unreadable].every(
			Array.isArray,
		) &&
		(header.missing === undefined || Array.isArray(header.missing)) &&
		(header.unregistered === null || Array.isArray(header.unregistered)) &&
		header.roots.every(({link, target}) => typeof link === 'string' && (target === null || typeof target === 'string'));
	if (!areRight) {
		throw new Error('the header is not one of a snapshot');
	}

	return header;
}

function replaceFile(file: string, chunks: readonly Uint8Array[]): void {
	const existing = statSync(file, {throwIfNoEntry: false});
	if (existing !== undefined && !existing.isFile()) {
		throw new StoreError(`${file} cannot be written: it is no regular file`);
	}

	if (existing !== undefined && existing.size > 0 && !isSnapshot(file)) {
		throw new StoreError(`${file} is there and no snapshot: it is not replaced; give another name, or remove it first`);
	}

	// A link stays, and what it leads to is replaced.
	const target = existing === undefined ? file : realpathSync(file);
	const draft = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
	const descriptor = openSync(draft, 'wx');
	try {
		for (const chunk of chunks) {
			for (let written = 0; written < chunk.length; ) {
				written += writeSync(descriptor, chunk, written);
			}
		}

		fsyncSync(descriptor);
		renameSync(draft, target);
	} catch (error) {
		rmSync(draft, {force: true});
		throw error;
	} finally {
		closeSync(descriptor);
	}
}

function isSnapshot(file: string): boolean {
	const descriptor = openSync(file, 'r');
	try {
		const start = Buffer.alloc(MAGIC.length);
		return readSync(descriptor, start) === start.length && start.equals(MAGIC);
	} finally {
		closeSync(descriptor);
	}
}

function contentOf(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch (error) {
		throw new StoreError(`the snapshot ${file} cannot be read: ${fileReason(error)}`);
	}
}
