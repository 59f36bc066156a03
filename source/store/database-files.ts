import {
	closeSync,
	constants,
	copyFileSync,
	existsSync,
	mkdtempSync,
	openSync,
	readSync,
	rmSync,
	statSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {errorCode} from './error-code.js';
import type {LocalStore} from './store-address.js';
import {StoreError} from './store-error.js';

/** In the file format: https://www.sqlite.org/fileformat.html, "the database header". */
const READ_VERSION_OFFSET = 19;
const WAL_VERSION = 2;

/** The files beside the database; undefined where a file is not there. */
export type DatabaseFiles = {
	readonly file: string;
	/** Whether writers use a write-ahead log, or a rollback journal (`use-sqlite-wal = false`). */
	readonly usesWal: boolean;
	/** Bytes. */
	readonly walSize: number | undefined;
	readonly hasShm: boolean;
};

export function databaseFile({stateDirectory}: LocalStore): string {
	return path.join(stateDirectory, 'db', 'db.sqlite');
}

/** @throws The system's error when the database is not there or may not be read. */
export function findDatabaseFiles(file: string): DatabaseFiles {
	return {
		file,
		usesWal: readVersion(file) === WAL_VERSION,
		walSize: statSync(`${file}-wal`, {throwIfNoEntry: false})?.size,
		hasShm: existsSync(`${file}-shm`),
	};
}

function readVersion(file: string): number {
	const descriptor = openSync(file, constants.O_RDONLY);
	try {
		const byte = Buffer.alloc(1);
		readSync(descriptor, byte, 0, 1, READ_VERSION_OFFSET);
		return byte[0]!;
	} finally {
		closeSync(descriptor);
	}
}

/**
 * What changes whenever the database is written: identity, size and time of the database, and of its write-ahead log or
 * journal when that is not empty. Nix leaves an empty log behind and touches it without a change.
 */
export function stampOf(file: string): string {
	return ['', '-wal', '-journal']
		.map((suffix) => {
			const stat = statSync(file + suffix, {bigint: true, throwIfNoEntry: false});
			return stat === undefined || (suffix !== '' && stat.size === 0n)
				? ''
				: [stat.dev, stat.ino, stat.size, stat.mtimeNs].join('-');
		})
		.join(' ');
}

/**
 * Copies the database with its log or journal.
 *
 * @returns The copy, in a folder of its own that `remove` deletes.
 * @throws StoreError when no such folder can be made; the system's error when a file cannot be copied.
 */
export function copyDatabase(file: string, environment: NodeJS.ProcessEnv): {file: string; remove(): void} {
	const folder = makeTemporaryFolder(file, environment.TMPDIR || tmpdir());
	const copy = {
		file: path.join(folder, path.basename(file)),
		remove: () => rmSync(folder, {recursive: true, force: true}),
	};
	try {
		for (const suffix of ['', '-wal', '-journal']) {
			if (existsSync(file + suffix)) {
				copyFileSync(file + suffix, copy.file + suffix, constants.COPYFILE_FICLONE);
			}
		}

		return copy;
	} catch (error) {
		copy.remove();
		throw error;
	}
}

function makeTemporaryFolder(file: string, parent: string): string {
	try {
		return mkdtempSync(path.join(parent, 'nixscope-database-'));
	} catch (error) {
		throw new StoreError(
			`${file} can only be read from a copy, for which no folder can be made in ${parent} (${errorCode(error)}): set TMPDIR to another one`,
		);
	}
}
