import {linkSync, lstatSync} from 'node:fs';
import test from 'ava';
import {narHashOf} from '../../source/store/nar-hash.js';
import {scanOptimise} from '../../source/store/optimise-scan.js';
import {ScanCancelled} from '../../source/store/scan-watch.js';
import {type DiskStore, namesOf, openDiskStore} from './disk-store.js';

/** Puts a file into .links as Nix would. */
function register(store: DiskStore, name: string): void {
	const file = `${store.realStoreDirectory}/${name}`;
	store.link(name, `.links/${narHashOf(file, 'regular', lstatSync(file).size)}`);
}

test('equal files of different store paths', (t) => {
	const store = openDiskStore(t);
	store.file('a/one', 'same!');
	store.file('b/two', 'same!');
	store.file('b/deep/three', 'same!');
	store.file('b/other', 'other');
	store.file('c/only', 'of its size');
	store.file('d/one', 'same!');
	const {groups, ...totals} = scanOptimise(store, namesOf('b', 'a', 'c'));
	t.deepEqual(totals, {
		linkedFiles: 0,
		savedBytes: 0,
		linksFolderSize: lstatSync(`${store.realStoreDirectory}/.links`).blocks * 512,
		savableBytes: 10,
		savableFiles: 2,
		groupCount: 1,
		writableFiles: 0,
		unreadable: [],
	});
	t.deepEqual(groups, [
		{
			size: 5,
			count: 3,
			savableBytes: 10,
			examples: ['/nix/store/a/one', '/nix/store/b/deep/three', '/nix/store/b/two'],
		},
	]);
});

test('executable files, symlinks and regular files of equal content are not equal', (t) => {
	const store = openDiskStore(t);
	store.file('a/file', 'abc');
	store.file('a/program', 'abc', 0o555);
	store.symlink('a/link', 'abc');
	store.symlink('b', 'abc');
	store.file('c', 'abc', 0o555);
	t.deepEqual(
		scanOptimise(store, namesOf('a', 'b', 'c')).groups.map(({size, count, examples}) => ({size, count, examples})),
		[
			{size: 3, count: 2, examples: ['/nix/store/a/link', '/nix/store/b']},
			{size: 3, count: 2, examples: ['/nix/store/a/program', '/nix/store/c']},
		],
	);
});

test('writable files are left alone; empty files save nothing but count', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'abc');
	store.file('b', 'abc', 0o644);
	store.file('c/1', '');
	store.file('c/2', '');
	const {writableFiles, savableBytes, savableFiles} = scanOptimise(store, namesOf('a', 'b', 'c'));
	t.deepEqual({writableFiles, savableBytes, savableFiles}, {writableFiles: 1, savableBytes: 0, savableFiles: 1});
});

test('what is linked is saved, and an equal file is linked to it', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'abcdef');
	register(store, 'a');
	store.link('a', 'b');
	store.link('a', 'c/d');
	store.file('alone', 'xyz');
	register(store, 'alone');
	store.file('.links/unused', 'unused');
	store.file('new', 'abcdef');
	const {linkedFiles, savedBytes, savableBytes, groups} = scanOptimise(store, namesOf('a', 'b', 'c', 'alone', 'new'));
	t.deepEqual(
		{linkedFiles, savedBytes, savableBytes, groups},
		{
			linkedFiles: 3,
			savedBytes: 12,
			savableBytes: 6,
			groups: [{size: 6, count: 1, savableBytes: 6, examples: ['/nix/store/new']}],
		},
	);
});

test('a link of another size than its name says is not taken', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'abc');
	store.file('b', 'abc');
	store.file('broken', 'abcd');
	store.link('broken', `.links/${narHashOf(`${store.realStoreDirectory}/a`, 'regular', 3)}`);
	store.file('.links/of-that-size', 'xyz');
	t.is(scanOptimise(store, namesOf('a', 'b')).savableFiles, 1);
});

test('names of one inode: all count for older versions of Nix, the first for newer ones', (t) => {
	const store = openDiskStore(t);
	store.file('a/file', 'abc');
	store.file('b/1/file', 'abc');
	store.link('b/1/file', 'b/2/file');
	store.link('b/1/file', 'b/3/file');
	const find = (version: string | undefined) =>
		scanOptimise(store, namesOf('a', 'b'), {nixVersion: () => version}).savableFiles;
	t.is(find('2.8.0'), 3);
	t.is(find('2.22.4'), 3);
	t.is(find('2.23.0'), 1);
	t.is(find(undefined), 1);
});

test('a folder that is read after one of two names was replaced hides the other from newer versions of Nix', (t) => {
	const store = openDiskStore(t);
	store.file('a/file', 'abc');
	store.file('b/file', 'abc');
	store.link('b/file', 'c/file');
	const find = (version: string) =>
		scanOptimise(store, namesOf('a', 'b', 'c'), {nixVersion: () => version}).savableFiles;
	t.is(find('2.8.0'), 2);
	t.is(find('2.34.8'), 1);
});

test('two names of one inode in one folder both count: the first left one link', (t) => {
	const store = openDiskStore(t);
	store.file('a/file', 'abc');
	store.file('b/1', 'abc');
	store.link('b/1', 'b/2');
	t.is(scanOptimise(store, namesOf('a', 'b')).savableFiles, 2);
	store.link('b/1', 'b/3');
	t.is(scanOptimise(store, namesOf('a', 'b')).savableFiles, 1);
});

test('the first of equal files becomes the link, with all its names', (t) => {
	const store = openDiskStore(t);
	store.file('a/1', 'abc');
	store.link('a/1', 'a/2');
	store.link('a/1', 'a/deep/3');
	t.is(scanOptimise(store, namesOf('a')).savableFiles, 0);
	store.file('b', 'abc');
	t.is(scanOptimise(store, namesOf('a', 'b'), {nixVersion: () => '2.8.0'}).savableFiles, 1);
});

test('names that are no UTF-8', (t) => {
	const store = openDiskStore(t);
	store.file('a/file', 'abc');
	store.file('other', 'abc');
	store.folder('b');
	linkSync(
		`${store.realStoreDirectory}/other`,
		Buffer.concat([Buffer.from(`${store.realStoreDirectory}/b/`), Buffer.from([0xff, 0x61])]),
	);
	const {savableFiles, groups, unreadable} = scanOptimise(store, namesOf('a', 'b'));
	t.deepEqual({savableFiles, unreadable}, {savableFiles: 1, unreadable: []});
	t.deepEqual(groups[0]?.examples, ['/nix/store/a/file', '/nix/store/b/\uFFFDa']);
});

test('groups come largest first; a valid path that is not there is told', (t) => {
	const store = openDiskStore(t);
	for (const name of ['a/', 'b/', 'c/']) {
		store.file(`${name}small`, '1');
		store.file(`${name}large`, 'x'.repeat(100));
	}

	store.file('a/medium', 'x'.repeat(50));
	store.file('b/medium', 'x'.repeat(50));
	const {groups, unreadable} = scanOptimise(store, namesOf('a', 'b', 'c', 'gone'));
	t.deepEqual(
		groups.map(({savableBytes}) => savableBytes),
		[200, 50, 2],
	);
	t.deepEqual(unreadable, [`${store.realStoreDirectory}/gone (ENOENT)`]);
});

test('says how far it is, and stops when told', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'x');
	const tasks: string[] = [];
	scanOptimise(store, namesOf('a'), {onProgress: ({task}) => tasks.push(task)});
	t.deepEqual(tasks, ['reading the links', 'reading the store', 'comparing files']);
	let asked = 0;
	t.throws(() => scanOptimise(store, namesOf('a'), {isCancelled: () => ++asked > 2}), {instanceOf: ScanCancelled});
});
