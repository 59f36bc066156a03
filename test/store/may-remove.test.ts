import {execFileSync} from 'node:child_process';
import {chmodSync, lchownSync} from 'node:fs';
import test from 'ava';
import {mayRemove, mayRemoveIn} from '../../source/store/may-remove.js';
import {temporaryFolder} from './temporary-folder.js';

const isRoot = process.geteuid?.() === 0;
const self = process.geteuid?.() ?? 0;
const other = self === 65_534 ? 65_533 : 65_534;

/** What an ordinary user is told, whoever runs the tests. */
function asOrdinaryUser(links: readonly string[]): boolean[] {
	if (!isRoot) {
		return links.map((link) => mayRemove(link));
	}

	const module = new URL('../../source/store/may-remove.js', import.meta.url).href;
	const script = `const {mayRemove} = await import(${JSON.stringify(module)});
process.setgroups([]); process.setgid(${other}); process.setuid(${other});
console.log(JSON.stringify(${JSON.stringify(links)}.map((link) => mayRemove(link))));`;
	return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], {encoding: 'utf8'}));
}

test('a user may remove links where the folder can be written, and entered', (t) => {
	const place = temporaryFolder(t);
	for (const [name, mode] of [
		['open', 0o777],
		['closed', 0o555],
		['hidden', 0o666],
	] as const) {
		place.link(`${name}/result`, '/nix/store/x');
		chmodSync(place.path(name), mode);
		t.teardown(() => chmodSync(place.path(name), 0o777));
	}

	chmodSync(place.path(), 0o755);
	place.link('led', place.path('closed'));
	const links = ['open/result', 'closed/result', 'hidden/result', 'led/result'].map((name) => place.path(name));
	t.deepEqual(asOrdinaryUser(links), [true, false, false, false]);
});

test('what is not there is told otherwise', (t) => {
	const place = temporaryFolder(t);
	chmodSync(place.path(), 0o777);
	t.deepEqual(asOrdinaryUser([place.path('gone/result'), place.path('gone')]), [true, true]);
});

test('in a folder with the sticky bit the owner of the link or of the folder may', (t) => {
	const place = temporaryFolder(t);
	place.link('result', '/nix/store/x');
	t.true(mayRemove(place.path('result'), other));
	chmodSync(place.path(), 0o1777);
	t.false(mayRemove(place.path('result'), other));
	t.true(mayRemove(place.path('result'), self));
	if (isRoot) {
		lchownSync(place.path('result'), other, other);
		t.true(mayRemove(place.path('result'), other));
		t.false(mayRemove(place.path('result'), other - 1));
	}
});

test('root may always', (t) => {
	const place = temporaryFolder(t);
	place.link('result', '/nix/store/x');
	chmodSync(place.path(), 0o1555);
	t.teardown(() => chmodSync(place.path(), 0o755));
	t.true(mayRemove(place.path('result'), 0));
});

test('nothing is said of links of other machines', (t) => {
	t.true(mayRemoveIn({kind: 'snapshot', file: '/store.snapshot'})('/proc/1/result'));
	const local = {kind: 'local', storeDirectory: '/nix/store', realStoreDirectory: '/nix/store'} as const;
	const mayRemoveHere = mayRemoveIn({...local, stateDirectory: '/nix/var/nix', chroot: '', uri: undefined});
	t.is(mayRemoveHere('/proc/1/result'), isRoot);
});
