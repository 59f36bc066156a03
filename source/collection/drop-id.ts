import {mkdirSync, readdirSync, rmdirSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import {StoreError} from '../store/store-error.js';
import {readJournal} from './journal.js';
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
 * @throws StoreError when nothing can be written there.
 */
export function takeDropId(folder: string): DropId {
	const holds = holdsFolder(folder);
	ensureOwnFolder(folder);
	ensureOwnFolder(holds);
	for (let id = largestId(folder, holds) + 1; ; id++) {
		const own = path.join(holds, String(id));
		try {
			mkdirSync(own, {mode: 0o700});
		} catch (error) {
			if (errorCode(error) === 'EEXIST') {
				continue;
			}

			throw new StoreError(`${own} cannot be made: ${fileReason(error)}`);
		}

		if (readJournal(folder).some((drop) => drop.id === id)) {
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

function largestId(folder: string, holds: string): number {
	const ids = [...readJournal(folder).map(({id}) => id), ...readdirSync(holds).map(Number)];
	return ids.filter(Number.isSafeInteger).reduce((largest, id) => Math.max(largest, id), 0);
}
