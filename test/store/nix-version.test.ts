import test from 'ava';
import {isOlderNix, nixVersionSource} from '../../source/store/nix-version.js';
import {openDiskStore} from './disk-store.js';

test('older versions', (t) => {
	t.true(isOlderNix('2.8.0', 2, 12));
	t.true(isOlderNix('1.11.16', 2, 3));
	t.false(isOlderNix('2.12.0', 2, 12));
	t.false(isOlderNix('2.34.8', 2, 23));
	t.false(isOlderNix('3.0pre', 2, 23));
	t.false(isOlderNix(undefined, 2, 23));
});

test('asks nix, once', (t) => {
	const store = openDiskStore(t);
	store.file('nix', '#!/bin/sh\n[ "$1" = --version ] && echo x >> "$LOG" && echo "nix (Nix) 2.26.3"\n', 0o555);
	const folder = store.realStoreDirectory;
	const version = nixVersionSource({PATH: `${folder}:${process.env.PATH}`, LOG: `${folder}/log`});
	t.is(version(), '2.26.3');
	store.file('nix', '#!/bin/sh\nexit 1\n', 0o555);
	t.is(version(), '2.26.3');
});

test('a machine without Nix', (t) => {
	t.is(nixVersionSource({PATH: '/nowhere'})(), undefined);
});
