import test from 'ava';
import type {NixVersion} from '../nix-version.js';
import {type FilledStore, fillStore} from './store-lab.js';

const filled = new Map<string, Promise<FilledStore>>();

/** The filled store of a version: one for all tests of a file, since only copies of it are touched. */
export function filledStore(version: NixVersion): Promise<FilledStore> {
	const known = filled.get(version.text) ?? fillStore(version);
	filled.set(version.text, known);
	return known;
}

test.after.always(async () => {
	for (const store of await Promise.allSettled(filled.values())) {
		if (store.status === 'fulfilled') store.value.close();
	}
});
