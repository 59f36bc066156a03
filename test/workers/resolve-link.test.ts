import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {resolveIntoStore} from '../../source/workers/resolve-link.js';

function place(t: {teardown(undo: () => void): void}) {
	const root = mkdtempSync(path.join(tmpdir(), 'nixscope-links-'));
	t.teardown(() => rmSync(root, {recursive: true, force: true}));
	const realStoreDirectory = path.join(root, 'nix/store');
	for (const folder of ['aaa-system', 'bbb-path/bin', 'ccc-firefox/bin'])
		mkdirSync(path.join(realStoreDirectory, folder), {recursive: true});
	return {root, store: {storeDirectory: '/nix/store', realStoreDirectory}};
}

test('a link into the store ends at its store path', (t) => {
	const {root, store} = place(t);
	symlinkSync('/nix/store/aaa-system', path.join(root, 'result'));
	t.is(resolveIntoStore(path.join(root, 'result'), store), '/nix/store/aaa-system');
});

test('links within the store are followed to the path that has the file', (t) => {
	const {root, store} = place(t);
	symlinkSync('/nix/store/aaa-system', path.join(root, 'current'));
	symlinkSync('/nix/store/bbb-path', path.join(store.realStoreDirectory, 'aaa-system/sw'));
	symlinkSync('../../ccc-firefox/bin/firefox', path.join(store.realStoreDirectory, 'bbb-path/bin/firefox'));
	writeFileSync(path.join(store.realStoreDirectory, 'ccc-firefox/bin/firefox'), '');
	t.is(resolveIntoStore(path.join(root, 'current/sw/bin/firefox'), store), '/nix/store/ccc-firefox/bin/firefox');
});

test('a store path that is a link stays itself', (t) => {
	const {root, store} = place(t);
	symlinkSync('/nix/store/aaa-system', path.join(store.realStoreDirectory, 'ddd-link'));
	symlinkSync('/nix/store/ddd-link', path.join(root, 'result'));
	t.is(resolveIntoStore(path.join(root, 'result'), store), '/nix/store/ddd-link');
	t.is(resolveIntoStore(path.join(store.realStoreDirectory, 'ddd-link'), store), '/nix/store/ddd-link');
});

test('relative links and links in a row lead on', (t) => {
	const {root, store} = place(t);
	symlinkSync('/nix/store/bbb-path', path.join(root, 'profile-7-link'));
	symlinkSync('profile-7-link', path.join(root, 'profile'));
	symlinkSync(path.join(root, 'profile'), path.join(root, 'home'));
	t.is(resolveIntoStore(path.join(root, 'home'), store), '/nix/store/bbb-path');
});

test('what does not lead into the store, or leads in circles, is nothing', (t) => {
	const {root, store} = place(t);
	symlinkSync('b', path.join(root, 'a'));
	symlinkSync('a', path.join(root, 'b'));
	writeFileSync(path.join(root, 'file'), '');
	t.is(resolveIntoStore(path.join(root, 'a'), store), undefined);
	t.is(resolveIntoStore(path.join(root, 'file'), store), undefined);
	t.is(resolveIntoStore(path.join(root, 'nothing'), store), undefined);
	t.is(resolveIntoStore('/nix/store', store), undefined);
});
