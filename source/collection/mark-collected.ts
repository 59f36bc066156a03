import {lstatSync} from 'node:fs';
import path from 'node:path';
import type {LocalStore} from '../store/store-address.js';
import {appendToJournal, type JournalledDrop, readJournal} from './journal.js';
import type {JournalStore} from './journal-line.js';

/**
 * Notes of all dropped links of a store whose target is gone that it is.
 *
 * @param folder The state folder.
 * @throws StoreError when the journal cannot be read or written.
 */
export function markCollected(folder: string, store: LocalStore, now: number): void {
	for (const drop of readJournal(folder).filter((one) => isOfStore(one, store))) {
		const gone = drop.links.filter(
			(link) => !link.isRestored && !link.isCollected && !isTargetThere(link.target, drop.store),
		);
		if (gone.length > 0) {
			const links = gone.map(({link}) => link);
			appendToJournal(folder, {type: 'collected', version: 1, id: drop.id, time: now, links});
		}
	}
}

export function isOfStore({store}: JournalledDrop, other: JournalStore): boolean {
	return store.realStoreDirectory === other.realStoreDirectory && store.stateDirectory === other.stateDirectory;
}

/** Whether a store path stands in the store's folder; whether it is valid is not known by that. */
export function isTargetThere(target: string, {realStoreDirectory}: JournalStore): boolean {
	return lstatSync(path.join(realStoreDirectory, path.basename(target)), {throwIfNoEntry: false}) !== undefined;
}
