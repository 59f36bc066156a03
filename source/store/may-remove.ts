import {accessSync, constants, lstatSync, statSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from './error-code.js';
import type {StoreAddress} from './store-address.js';

/** Whether this user may remove a link. */
export type MayRemove = (link: string) => boolean;

/** What denies; a folder that is not there denies nothing: its link is gone, which is told otherwise. */
const denials: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);
const STICKY = 0o1000;

/**
 * Whether this user may remove the links of a store's roots. Those of a snapshot or of another machine are not here to be
 * looked at: nothing is said against them.
 */
export function mayRemoveIn(address: StoreAddress): MayRemove {
	return address.kind === 'local' ? (link) => mayRemove(link) : () => true;
}

/**
 * Whether a user may remove a link: root always, others when they may write its folder, of which those with the sticky
 * bit, as /tmp, let only the owner of the link or of the folder (unlink(2)). Nothing is thrown.
 *
 * @param user Other than this one, for tests; what the folder permits is asked for this one.
 */
export function mayRemove(link: string, user = process.geteuid?.()): boolean {
	if (user === undefined || user === 0) {
		return true;
	}

	try {
		const folder = path.dirname(link);
		accessSync(folder, constants.W_OK | constants.X_OK);
		const {mode, uid} = statSync(folder);
		return (mode & STICKY) === 0 || uid === user || lstatSync(link).uid === user;
	} catch (error) {
		return !denials.has(errorCode(error));
	}
}
