import {spawn} from 'node:child_process';
import {once} from 'node:events';
import test from 'ava';
import {listStoreEntries, missingPaths, unregisteredEntries} from '../../source/store/store-entries.js';
import {namesOf, openDiskStore} from './disk-store.js';

const digest = '0123456789abcdfghijklmnpqrsvwxyz';
const none: ReadonlySet<string> = new Set();

test('all entries but .links', (t) => {
	const store = openDiskStore(t);
	store.folder(`${digest}-a`);
	store.file('junk', '');
	store.folder('.hidden');
	t.deepEqual(listStoreEntries(store.realStoreDirectory)?.sort(), ['.hidden', `${digest}-a`, 'junk']);
});

test('a folder that cannot be listed', (t) => {
	const store = openDiskStore(t);
	t.is(listStoreEntries(`${store.realStoreDirectory}/nothing`), undefined);
});

test('what the database does not know', (t) => {
	const entries = [`${digest}-a`, `${digest}-b`, `${digest}-a.lock`, 'junk', '.tmp-link-1'];
	t.deepEqual(unregisteredEntries(entries, namesOf(`${digest}-a`), none, '/nowhere'), entries.slice(1));
});

test('a temporary root keeps every entry with its digest that looks like a store path', (t) => {
	const kept = [`${digest}-a`, `${digest}-a.lock`, `${digest}.a`, `${digest}-${'n'.repeat(211)}`, `${digest}-..a`];
	const deleted = [
		digest,
		`${digest}-`,
		`${digest}-a!b`,
		`${digest}-${'n'.repeat(212)}`,
		`${digest}-.`,
		`${digest}-..-a`,
	];
	const upper = `${digest.toUpperCase()}-a`;
	t.deepEqual(
		unregisteredEntries([...kept, ...deleted, upper], namesOf(), new Set([digest, digest.toUpperCase()]), '/nowhere'),
		[...deleted, upper],
	);
});

test('temporary folders go, but not files of that name', (t) => {
	const store = openDiskStore(t);
	store.folder('tmp-1');
	store.file('tmp-2', '');
	store.symlink('tmp-3', 'tmp-1');
	store.symlink('tmp-4', 'nothing');
	const entries = ['tmp-1', 'tmp-2', 'tmp-3', 'tmp-4'];
	const find = (version: string | undefined) =>
		unregisteredEntries(entries, namesOf(), none, store.realStoreDirectory, () => version);
	t.deepEqual(find(undefined), ['tmp-1', 'tmp-3']);
	t.deepEqual(find('2.34.8'), ['tmp-1', 'tmp-3']);
	t.deepEqual(find('2.8.0'), entries);
});

test('a temporary folder that another process has locked stays', async (t) => {
	const store = openDiskStore(t);
	store.folder('tmp-1');
	store.folder('tmp-2');
	const holder = spawn('flock', ['-x', `${store.realStoreDirectory}/tmp-1`, 'sh', '-c', 'echo locked; read line']);
	await once(holder.stdout, 'data');
	const find = (version: string) =>
		unregisteredEntries(['tmp-1', 'tmp-2'], namesOf(), none, store.realStoreDirectory, () => version);
	t.deepEqual(find('2.34.8'), ['tmp-2']);
	t.deepEqual(find('2.11.1'), ['tmp-1', 'tmp-2']);
	holder.stdin.end('\n');
	await once(holder, 'exit');
	t.deepEqual(find('2.34.8'), ['tmp-1', 'tmp-2']);
});

test('the version is only asked for when it matters', (t) => {
	t.notThrows(() =>
		unregisteredEntries(['junk'], namesOf(), none, '/nowhere', () => {
			throw new Error('asked');
		}),
	);
});

test('valid paths without files', (t) => {
	t.deepEqual(missingPaths(['b', 'x'], namesOf('a', 'b', 'c')), [0, 2]);
});
