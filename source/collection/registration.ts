import {symlinkSync} from 'node:fs';
import path from 'node:path';
import {type AddRootsOptions, addRoot} from './add-roots.js';
import type {NotedLink} from './journal-line.js';
import {isForeignToRoot, openFolder} from './open-folder.js';
import {autoEntry, isRegistered, leadsTo} from './registered-root.js';

/**
 * Sees that Nix finds a link that was made again. A direct root needs nothing; the entry of an indirect one may have been
 * tidied away by a collection. Who may write where it stood makes it again there as it was; else Nix makes one, and
 * thereby the link anew.
 *
 * @throws StoreError or a system error when it is no root then.
 */
export async function register(noted: NotedLink, options: AddRootsOptions): Promise<void> {
	const {link, entry, entryText, target} = noted;
	if (entry === link || leadsTo(entry, link) || isRegistered(options.store, link)) {
		return;
	}

	if (restoreEntry(link, entry, entryText)) {
		return;
	}

	// Nix takes names, and would make a link wherever such a folder leads by then.
	if (isForeignToRoot(path.dirname(link))) {
		symlinkSync(link, autoEntry(options.store, link));
	} else {
		await addRoot(link, target, options);
	}
}

/** @returns Whether the entry is there as it was. */
function restoreEntry(link: string, entry: string, entryText: string | null): boolean {
	if (entryText === null || path.resolve(path.dirname(entry), entryText) !== link) {
		return false;
	}

	try {
		const folder = openFolder(path.dirname(entry));
		try {
			symlinkSync(entryText, folder.at(path.basename(entry)));
		} finally {
			folder.close();
		}
	} catch {
		return false;
	}

	return leadsTo(entry, link);
}
