import test from 'ava';
import type {NixVersion} from '../nix-version.js';
import {type EmptyStore, makeEmptyStore} from './relocated-store.js';

const empties = new Map<string, Promise<EmptyStore>>();

/** The empty store of a version: one for all tests of a file, since only copies of it are filled. */
export function emptyStore(version: NixVersion): Promise<EmptyStore> {
	const known = empties.get(version.text) ?? makeEmptyStore(version);
	empties.set(version.text, known);
	return known;
}

test.after.always(async () => {
	for (const empty of await Promise.allSettled(empties.values())) {
		if (empty.status === 'fulfilled') empty.value.close();
	}
});
