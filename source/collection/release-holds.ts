import type {LocalStore} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import {removeHold} from './clear-holds.js';
import {dropLink} from './drop-link.js';
import {appendToJournal, readJournal} from './journal.js';
import type {NotedRoot} from './note-link.js';

/**
 * Drops a hold of our own. That is no drop of its own: the journal only says that what was dropped is held no longer.
 *
 * @returns Why it stays, in words that follow the link; undefined when it is gone.
 */
export function releaseHolds(folder: string, root: NotedRoot, store: LocalStore, now: number): string | undefined {
	const {link: holdLink} = root.noted;
	try {
		for (const {id, links} of readJournal(folder)) {
			const held = links.filter((link) => link.holdLink === holdLink && !link.isReleased).map(({link}) => link);
			if (held.length > 0) {
				appendToJournal(folder, {type: 'released', version: 1, id, time: now, links: held});
			}
		}
	} catch (error) {
		if (error instanceof StoreError) {
			return `stays: ${error.message}`;
		}

		throw error;
	}

	const reason = dropLink(root);
	if (reason === undefined) {
		removeHold(holdLink, store);
	}

	return reason;
}
