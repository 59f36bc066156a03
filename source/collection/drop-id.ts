import {mkdirSync, readdirSync, rmdirSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import {StoreError} from '../store/store-error.js';
import {readJournal, unknownIds} from './journal.js';
import {ensureOwnFolder} from './own-folder.js';

/** An id that no other drop has or gets, with a folder of its own for holds. */
export type DropId = {
	readonly id: number;
	/** Exists, and is empty. */
	readonly folder: string;
};

/** @param folder The state folder. */
export function holdsFolder(folder: string): string {
	return path.join(folder, 'holds');
}

/**
 * Takes the next id. Its folder is made by mkdir(2), which only one of two nixscopes at a time can do; the journal is
 * read again after that, since another may have noted the id and cleared its folder away in between.
 *
 * @param read Other than the journal, for tests of what comes in between.
 * @throws StoreError when nothing can be written there.
 */
export function takeDropId(folder: string, read: typeof readJournal = readJournal): DropId {
	const holds = holdsFolder(folder);
	ensureOwnFolder(folder);
	ensureOwnFolder(holds);
	for (let id = largestId([...read(folder).map((drop) => drop.id), ...unknownIds(folder)], holds) + 1; ; id++) {
		const own = path.join(holds, String(id));
		try {
			mkdirSync(own, {mode: 0o700});
		} catch (error) {
			if (errorCode(error) === 'EEXIST') {
				continue;
			}

			throw new StoreError(`${own} cannot be made: ${fileReason(error)}`);
		}

		if (read(folder).some((drop) => drop.id === id)) {
			removeIfEmpty(own);
			continue;
		}

		return {id, folder: own};
	}
}

/** For a folder that held something; one that still does stays. */
export function removeIfEmpty(folder: string): void {
	try {
		rmdirSync(folder);
	} catch {
		// Something is in it, or it is gone.
	}
}

function largestId(known: readonly number[], holds: string): number {
	const ids = [...known, ...readdirSync(holds).map(Number)];
	return ids.filter(Number.isSafeInteger).reduce((largest, id) => Math.max(largest, id), 0);
}
