import {linkSync, lstatSync, mkdirSync} from 'node:fs';
import test from 'ava';
import {measureFreed} from '../../source/store/freed-space.js';
import type {Progress} from '../../source/store/progress.js';
import {ScanCancelled} from '../../source/store/scan-watch.js';
import {openDiskStore} from './disk-store.js';

/** Bytes of the blocks of some files. */
function blocks(store: {readonly realStoreDirectory: string}, ...names: string[]): number {
	return names.reduce((sum, name) => sum + lstatSync(`${store.realStoreDirectory}/${name}`).blocks * 512, 0);
}

test('files, folders and symlinks of entries', (t) => {
	const store = openDiskStore(t);
	store.file('a/b/file', 'x'.repeat(5000));
	store.file('a/empty', '');
	store.symlink('a/link', 'somewhere');
	store.file('stays/file', 'x');
	t.deepEqual(measureFreed({store, entries: ['a', 'gone']}), {
		nixReportedSize: 5009,
		diskSize: blocks(store, 'a', 'a/b', 'a/b/file', 'a/link'),
	});
});

test('an inode with a name outside does not vanish, though Nix counts it', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'x'.repeat(5000));
	store.link('a', 'elsewhere');
	t.deepEqual(measureFreed({store, entries: ['a']}), {nixReportedSize: 5000, diskSize: 0});
});

test('Nix counts a file without .links twice when both names go', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'x'.repeat(5000));
	store.link('a', 'b/a');
	t.deepEqual(measureFreed({store, entries: ['a', 'b']}), {
		nixReportedSize: 10_000,
		diskSize: blocks(store, 'a', 'b'),
	});
});

test('the last file of a link takes the link along', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'x'.repeat(5000));
	store.link('a', '.links/hash');
	store.link('a', 'b');
	store.link('a', 'c');
	t.deepEqual(measureFreed({store, entries: ['a', 'b']}), {nixReportedSize: 0, diskSize: 0});
	t.deepEqual(measureFreed({store, entries: ['a', 'b', 'c']}), {nixReportedSize: 5000, diskSize: blocks(store, 'a')});
});

test('links without a file go with every collection; Nix does not count them', (t) => {
	const store = openDiskStore(t);
	store.file('.links/hash', 'x'.repeat(5000));
	t.deepEqual(measureFreed({store, entries: []}), {nixReportedSize: 0, diskSize: blocks(store, '.links/hash')});
});

test('names that are no UTF-8', (t) => {
	const store = openDiskStore(t);
	store.file('file', 'x'.repeat(5000));
	mkdirSync(`${store.realStoreDirectory}/top`);
	const odd = Buffer.concat([Buffer.from(`${store.realStoreDirectory}/top/`), Buffer.from([0xff, 0xfe])]);
	mkdirSync(odd);
	linkSync(`${store.realStoreDirectory}/file`, Buffer.concat([odd, Buffer.from('/f')]));
	t.is(measureFreed({store, entries: ['top', 'file']})?.nixReportedSize, 10_000);
});

test('a store without .links', (t) => {
	const store = openDiskStore(t);
	store.file('inner/a', 'x');
	const inner = {realStoreDirectory: `${store.realStoreDirectory}/inner`};
	t.is(measureFreed({store: inner, entries: ['a']})?.nixReportedSize, 1);
});

test('says how far it is, and stops when told', (t) => {
	const store = openDiskStore(t);
	store.file('a', 'x');
	const told: Progress[] = [];
	measureFreed({store, entries: ['a']}, {onProgress: (progress) => told.push(progress)});
	t.deepEqual(
		told.map(({task}) => task),
		['measuring files', 'reading the links'],
	);
	t.throws(() => measureFreed({store, entries: ['a']}, {isCancelled: () => true}), {instanceOf: ScanCancelled});
});
