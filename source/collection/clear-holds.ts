import {lstatSync, readdirSync, unlinkSync} from 'node:fs';
import path from 'node:path';
import type {LocalStore} from '../store/store-address.js';
import {removeIfEmpty} from './drop-id.js';
import {forgetRegistration} from './registered-root.js';

type StatePlace = Pick<LocalStore, 'stateDirectory'>;

/** Removes all links of a folder of holds, and it. */
export function clearHolds(folder: string, store: StatePlace): void {
	for (const name of namesIn(folder)) {
		removeHold(path.join(folder, name), store);
	}

	removeIfEmpty(folder);
}

/**
 * Removes a link of our own that is a root, with its registration, and its folder when that is empty then.
 *
 * @throws A system error.
 */
export function removeHold(link: string, store: StatePlace): void {
	if (lstatSync(link, {throwIfNoEntry: false}) !== undefined) {
		unlinkSync(link);
	}

	forgetRegistration(store, link);
	removeIfEmpty(path.dirname(link));
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
