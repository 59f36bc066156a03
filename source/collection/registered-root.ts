import {createHash} from 'node:crypto';
import {lstatSync, readdirSync, readlinkSync, unlinkSync} from 'node:fs';
import path from 'node:path';
import {nixBase32} from '../store/nix-base32.js';
import type {LocalStore} from '../store/store-address.js';

type StatePlace = Pick<LocalStore, 'stateDirectory'>;

/** The entry by which Nix finds a link outside of gcroots, as it names it (gc.cc, addIndirectRoot). */
export function autoEntry({stateDirectory}: StatePlace, link: string): string {
	const digest = nixBase32(createHash('sha1').update(link).digest());
	return path.join(stateDirectory, 'gcroots/auto', digest);
}

/** Whether an entry of gcroots/auto leads to a link, under whatever name. */
export function isRegistered(store: StatePlace, link: string): boolean {
	return (
		leadsTo(autoEntry(store, link), link) ||
		namesIn(path.dirname(autoEntry(store, link))).some((entry) => leadsTo(entry, link))
	);
}

/** Removes the entry of a link of our own that is gone. Where that is not allowed, Nix does at its next collection. */
export function forgetRegistration(store: StatePlace, link: string): void {
	const entry = autoEntry(store, link);
	try {
		if (leadsTo(entry, link) && lstatSync(link, {throwIfNoEntry: false}) === undefined) {
			unlinkSync(entry);
		}
	} catch {
		// Not ours to change.
	}
}

/** Whether an entry is a link that says so. */
export function leadsTo(entry: string, link: string): boolean {
	try {
		return path.resolve(path.dirname(entry), readlinkSync(entry)) === link;
	} catch {
		return false;
	}
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder).map((name) => path.join(folder, name));
	} catch {
		return [];
	}
}
