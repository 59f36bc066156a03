import test from 'ava';
import {isInStore, isStorePathName, storePathOf} from '../../source/store/store-path-of.js';
import {storePath} from './temporary-folder.js';

const hello = storePath('a', 'hello-1.0');

test('a file below a store path belongs to it', (t) => {
	t.is(storePathOf('/nix/store', hello), hello);
	t.is(storePathOf('/nix/store', `${hello}/bin/hello`), hello);
	t.is(storePathOf('/nix/store', `${hello}/bin/hello (deleted)`), hello);
});

test('a deleted store path, a wrong name and another folder are none', (t) => {
	for (const file of [
		`${hello} (deleted)`,
		`${hello}\n`,
		'/nix/store/hello-1.0',
		'/nix/store',
		'/nix/store/',
		`/nix/store/./${hello.slice(11)}`,
		`/nix/store//${hello.slice(11)}`,
		hello.replace('/nix/store', '/nix/storehouse'),
		hello.slice(1),
	]) {
		t.is(storePathOf('/nix/store', file), undefined, file);
	}
});

test('what is in the store is told by words alone', (t) => {
	t.true(isInStore('/nix/store', '/nix/store/x'));
	t.false(isInStore('/nix/store', '/nix/store/'));
	t.false(isInStore('/nix/store', '../store/x'));
});

test('names are those that Nix takes', (t) => {
	const digest = 'a'.repeat(32);
	for (const name of ['a', '.hidden', '..x', 'a+b-c.d_e?f=', 'x'.repeat(211)]) {
		t.true(isStorePathName(`${digest}-${name}`), name);
	}
	for (const name of ['', '.', '..', '.-a', '..-a', 'a b', 'a/b', 'ä', 'x'.repeat(212)]) {
		t.false(isStorePathName(`${digest}-${name}`), name);
	}
	for (const letter of 'eotuA') {
		t.false(isStorePathName(`${letter.repeat(32)}-a`), letter);
	}
});
