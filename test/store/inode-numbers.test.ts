import {lstatSync, type Stats} from 'node:fs';
import test from 'ava';
import {InodeNumbers} from '../../source/store/inode-numbers.js';
import {openDiskStore} from './disk-store.js';

test('an inode number that fits stays', (t) => {
	const {realStoreDirectory: folder} = openDiskStore(t);
	const stats = lstatSync(folder);
	t.is(new InodeNumbers().of(stats, folder), stats.ino);
});

test('one that does not fit is asked for again, exactly', (t) => {
	const store = openDiskStore(t);
	store.file('a', '');
	store.file('b', '');
	store.link('a', 'c');
	const numbers = new InodeNumbers();
	const rounded = {ino: 2 ** 60} as Stats;
	const of = (name: string) => numbers.of(rounded, `${store.realStoreDirectory}/${name}`);
	t.deepEqual(['a', 'b', 'c', 'a'].map(of), [-1, -2, -1, -1]);
});
