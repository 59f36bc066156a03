import {
	closeSync,
	constants,
	fstatSync,
	fsyncSync,
	ftruncateSync,
	openSync,
	readFileSync,
	readSync,
	writeSync,
} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import {StoreError} from '../store/store-error.js';
import {type JournalLine, type JournalStore, type NotedLink, parseJournalLine} from './journal-line.js';
import {ensureOwnFolder} from './own-folder.js';

/** What the journal says of one link, with what became of it since. */
export type JournalledLink = NotedLink & {
	readonly isRestored: boolean;
	readonly isReleased: boolean;
	readonly isCollected: boolean;
};

export type JournalledDrop = {
	readonly id: number;
	/** Milliseconds since 1970. */
	readonly time: number;
	readonly store: JournalStore;
	readonly links: readonly JournalledLink[];
};

/** Writing, as Node has it; others for tests. */
export type JournalFiles = {
	readonly write: (descriptor: number, bytes: Uint8Array) => number;
	readonly sync: (descriptor: number) => void;
};

const nodeFiles: JournalFiles = {write: writeSync, sync: fsyncSync};

/** @param folder The state folder. */
export function journalFile(folder: string): string {
	return path.join(folder, 'undo.jsonl');
}

/**
 * All drops, oldest first. Lines that are torn or not understood are left out.
 *
 * @throws StoreError when it cannot be read; a missing one is empty.
 */
export function readJournal(folder: string): readonly JournalledDrop[] {
	const lines = readText(journalFile(folder))
		.split('\n')
		.map(parseJournalLine)
		.filter((line) => line !== undefined);
	const marks = new Set(
		lines.flatMap(({type, id, links}) => (type === 'dropped' ? [] : links.map((link) => `${type} ${id} ${link}`))),
	);
	return lines.flatMap((line) =>
		line.type === 'dropped'
			? [
					{
						id: line.id,
						time: line.time,
						store: line.store,
						links: line.links.map((link) => ({
							...link,
							isRestored: marks.has(`restored ${line.id} ${link.link}`),
							isReleased: marks.has(`released ${line.id} ${link.link}`),
							isCollected: marks.has(`collected ${line.id} ${link.link}`),
						})),
					},
				]
			: [],
	);
}

/**
 * Ids in lines that are not understood, since they are torn or of a newer nixscope: what became of these drops is not known.
 *
 * @throws StoreError when it cannot be read.
 */
export function unknownIds(folder: string): ReadonlySet<number> {
	const lines = readText(journalFile(folder)).split('\n');
	const ids = lines
		.filter((line) => parseJournalLine(line) === undefined)
		.map((line) => /"id": *(\d+)/.exec(line)?.[1]);
	return new Set(ids.filter((id) => id !== undefined).map(Number));
}

/**
 * Adds a line, and returns only when it is on the disk, together with the name of the file. When that fails, the file is
 * as it was.
 *
 * Two may write at the same time: O_APPEND gives each line its own place. A line that a killed nixscope left torn gets
 * its end first.
 *
 * @throws StoreError when it cannot be written.
 */
export function appendToJournal(folder: string, line: JournalLine, files: JournalFiles = nodeFiles): void {
	const file = journalFile(folder);
	ensureOwnFolder(folder);
	let descriptor: number | undefined;
	try {
		const {O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR} = constants;
		descriptor = openSync(file, O_APPEND | O_CREAT | O_NOFOLLOW | O_RDWR, 0o600);
		const {size} = fstatSync(descriptor);
		const bytes = Buffer.from(`${isTorn(descriptor, size) ? '\n' : ''}${JSON.stringify(line)}\n`);
		let written = 0;
		try {
			while (written < bytes.length) {
				written += writeSome(descriptor, bytes.subarray(written), files);
			}

			files.sync(descriptor);
			syncFolder(folder, files);
		} catch (error) {
			// Only what this call added, and only when no other line came meanwhile; else it stays as a torn line.
			if (fstatSync(descriptor).size === size + written) {
				ftruncateSync(descriptor, size);
			}

			throw error;
		}
	} catch (error) {
		throw new StoreError(`the journal ${file} cannot be written: ${fileReason(error)}`);
	} finally {
		if (descriptor !== undefined) {
			closeSync(descriptor);
		}
	}
}

function writeSome(descriptor: number, bytes: Uint8Array, files: JournalFiles): number {
	const count = files.write(descriptor, bytes);
	if (count === 0) {
		throw new Error('nothing more can be written');
	}

	return count;
}

function isTorn(descriptor: number, size: number): boolean {
	const last = Buffer.alloc(1);
	return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
}

function syncFolder(folder: string, files: JournalFiles): void {
	const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
	try {
		files.sync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

function readText(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') {
			return '';
		}

		throw new StoreError(`the journal ${file} cannot be read: ${fileReason(error)}`);
	}
}
