import type {DatabaseSync} from 'node:sqlite';
import {isRefusal} from './database-error.js';
import {copyDatabase, type DatabaseFiles, findDatabaseFiles, stampOf} from './database-files.js';
import {beginReading} from './sqlite.js';
import type {ReadingWay} from './store-reading.js';

export type DatabaseConnection = {
	/** Inside a transaction. To be closed. */
	readonly database: DatabaseSync;
	readonly way: ReadingWay & ('read-only' | 'immutable' | 'copy');
};

/**
 * Opens Nix's database without a change to any file beside it. SQLite's own read-only mode is not that: it creates
 * files, and as root writes to them. So:
 *
 * 1. Log and its shared memory are there: read-only with read-only shared memory, under SQLite's locks.
 * 2. No log, or an empty one: without locks (`immutable`): the caller looks whether the files changed meanwhile.
 * 3. Else, or where this is refused: a copy in the temporary folder.
 *
 * A database with a rollback journal instead of a log (`use-sqlite-wal = false`) has locks that need no files.
 *
 * @param mayBeImmutable Whether the way without locks will do.
 * @returns Undefined when the files changed while they were copied.
 * @throws The system's or SQLite's error.
 */
export function connect(
	file: string,
	environment: NodeJS.ProcessEnv,
	{mayBeImmutable}: {readonly mayBeImmutable: boolean},
): DatabaseConnection | undefined {
	const files = findDatabaseFiles(file);
	if (!files.usesWal || (files.walSize !== undefined && files.hasShm)) {
		try {
			return {database: beginReading(file, lockedParameters(files)), way: 'read-only'};
		} catch (error) {
			if (!isRefusal(error)) {
				throw error;
			}
		}
	}

	if (mayBeImmutable && files.usesWal && !files.walSize) {
		return {database: beginReading(file, 'immutable=1'), way: 'immutable'};
	}

	return connectToCopy(file, environment);
}

function lockedParameters({usesWal}: DatabaseFiles): string {
	return usesWal ? 'mode=ro&readonly_shm=1' : 'mode=ro';
}

/** SQLite recovers the copy from its log or journal, as it would the original. */
function connectToCopy(file: string, environment: NodeJS.ProcessEnv): DatabaseConnection | undefined {
	const stamp = stampOf(file);
	const copy = copyDatabase(file, environment);
	try {
		return stampOf(file) === stamp ? {database: beginReading(copy.file, '', {isCopy: true}), way: 'copy'} : undefined;
	} finally {
		// What is open can still be read; and nothing is left behind, however the process ends.
		copy.remove();
	}
}
