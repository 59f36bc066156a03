import {chmodSync, existsSync, lstatSync, mkdirSync, type Stats} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../store/error-code.js';
import {fileReason} from '../store/file-reason.js';
import {StoreError} from '../store/store-error.js';

/**
 * Makes a folder that only this user may enter, or sees that it is one: what stands in it decides what is restored.
 *
 * @throws StoreError when it cannot be made, or belongs to somebody else, as with the environment that sudo -E keeps.
 */
export function ensureOwnFolder(folder: string): void {
	try {
		makeFolder(folder);
		const stat = lstatSync(folder);
		mustBeOwn(folder, stat);
		if ((stat.mode & 0o077) !== 0) {
			chmodSync(folder, 0o700);
		}
	} catch (error) {
		throw error instanceof StoreError ? error : new StoreError(`${folder} cannot be made: ${fileReason(error)}`);
	}
}

/**
 * Sees that nobody else has written what stands in a folder, if there is one.
 *
 * @throws StoreError otherwise.
 */
export function mustBeOwnFolder(folder: string): void {
	const stat = lstatSync(folder, {throwIfNoEntry: false});
	if (stat !== undefined) {
		mustBeOwn(folder, stat);
	}
}

function mustBeOwn(folder: string, stat: Stats): void {
	if (!stat.isDirectory()) {
		throw new StoreError(`${folder} must be a folder of its own, and no link`);
	}

	if (stat.uid !== process.geteuid?.()) {
		throw new StoreError(`${folder} belongs to another user: set XDG_STATE_HOME to a folder of your own`);
	}
}

/** Making all at once would say of a read-only file system that the folder is not there. */
function makeFolder(folder: string): void {
	if (!existsSync(path.dirname(folder))) {
		mkdirSync(path.dirname(folder), {recursive: true, mode: 0o700});
	}

	try {
		mkdirSync(folder, {mode: 0o700});
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') {
			throw error;
		}
	}
}
