import {chmodSync, lstatSync, rmSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import type {PathTable} from '../../source/store/path-table.js';
import {readRoots, resolveRoots} from '../../source/store/roots.js';
import {requires} from '../requirements.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

const systems = ['a', 'b', 'c', 'd', 'f'].map((character) => storePath(character, 'nixos-system'));
const [booted = '', current = '', bootDefault = '', old = '', home = ''] = systems;

function setUp(t: ExecutionContext) {
	const files = temporaryFolder(t);
	files.folder('proc/1/fd');
	const read = (userId = 0) =>
		readRoots(
			{
				kind: 'local',
				storeDirectory: '/nix/store',
				realStoreDirectory: files.path('store'),
				stateDirectory: files.path('var'),
				chroot: '',
				uri: undefined,
			},
			{
				environment: {HOME: files.path('home')},
				procDirectory: files.path('proc'),
				bootFolders: [files.path('boot')],
				userId,
			},
		);
	return {files, read};
}

function lock(files: ReturnType<typeof temporaryFolder>, name: string) {
	const {dev, ino} = lstatSync(files.path(name));
	const device = [dev >> 8, dev & 0xff].map((number) => number.toString(16).padStart(2, '0')).join(':');
	files.file('proc/locks', `1: FLOCK  ADVISORY  WRITE 12 ${device}:${ino} 0 EOF\n`);
	files.link('proc/self/ns/pid', 'pid:[4026531836]');
}

/** Knows only how to find base names. */
function tableOf(paths: readonly string[]): PathTable {
	const names = paths.map((storePath) => storePath.slice('/nix/store/'.length));
	return {findBaseName: (name: string) => names.indexOf(name)} as PathTable;
}

test('what must not be lost is protected, with why', (t) => {
	const {files, read} = setUp(t);
	files.link('run/booted', booted);
	files.link('run/current', current);
	files.link('var/gcroots/booted-system', files.path('run/booted'));
	files.link('var/gcroots/current-system', files.path('run/current'));
	files.link('var/gcroots/per-user/anna/current-home', home);
	for (const [number, system] of [booted, current, bootDefault, old].entries()) {
		files.link(`var/profiles/system-${number + 1}-link`, system);
	}
	files.link('var/profiles/system', 'system-2-link');
	files.link('home/profile-1-link', old);
	files.link('home/profile-2-link', old);
	files.link('home/profile', 'profile-2-link');
	files.link('var/gcroots/auto/1', files.path('home/profile-1-link'));
	files.link('var/gcroots/auto/2', files.path('home/profile-2-link'));
	files.file('boot/loader/loader.conf', 'default nixos-generation-3.conf\n');
	files.file('boot/loader/entries/nixos-generation-3.conf', `options init=${bootDefault}/init\n`);

	const {roots, currentGenerations} = read();
	const why = Object.fromEntries(roots.map((root) => [root.link.replace(`${files.path()}/`, ''), root.protection]));
	t.deepEqual(why, {
		'run/booted': 'the booted system',
		'run/current': 'the running system',
		'var/gcroots/per-user/anna/current-home': 'the current home',
		'var/profiles/system-1-link': 'the booted system',
		'var/profiles/system-2-link': 'the running system',
		'var/profiles/system-3-link': 'the system that is booted by default',
		'var/profiles/system-4-link': null,
		'home/profile-1-link': null,
		'home/profile-2-link': 'the current generation',
	});
	t.true(roots.every((root) => root.protected === (root.protection !== null)));
	t.deepEqual(
		[...currentGenerations],
		[
			[files.path('home/profile'), 2],
			[files.path('var/profiles/system'), 2],
		],
	);
});

test('a profile that is set to another folder has no current generation here', (t) => {
	const {files, read} = setUp(t);
	files.link('var/profiles/a-1-link', old);
	files.link('var/profiles/a', '../elsewhere/a-1-link');
	t.is(read().currentGenerations.size, 0);
	t.false(read().roots.some((root) => root.protected));
});

test('roots come from links, processes and running Nix, in this order', (t) => {
	const {files, read} = setUp(t);
	files.file('var/temproots/12', `${old}\0`);
	lock(files, 'var/temproots/12');
	files.link('proc/12/exe', `${current}/bin/sh`);
	files.file('proc/12/cmdline', 'sh\0-l\0');
	files.file('proc/sys/kernel/modprobe', `${current}/bin/modprobe\n`);
	files.link('var/gcroots/mine', booted);
	const {roots, temporaryDigests} = read();
	t.like(roots, [
		{kind: 'other', link: files.path('var/gcroots/mine'), process: null},
		{kind: 'process', link: files.path('proc/12/exe'), entry: null, process: {pid: 12, command: 'sh -l', user: null}},
		{kind: 'other', link: files.path('proc/sys/kernel/modprobe'), process: null},
		{kind: 'temporary', link: '{temp:12}', entry: null, target: old, process: {pid: 12}},
	]);
	t.is(roots.length, 4);
	t.deepEqual([...temporaryDigests], ['d'.repeat(32)]);
});

test('a link to a path that is not valid holds nothing; a process that uses one is no root', (t) => {
	const {files, read} = setUp(t);
	files.file('var/temproots/12', `${old}\0`);
	lock(files, 'var/temproots/12');
	files.link('proc/12/exe', `${old}/bin/sh`);
	files.link('proc/12/cwd', current);
	files.link('var/gcroots/1', old);
	files.link('var/gcroots/2', current);
	files.link('var/gcroots/3', files.path('gone'));
	const {roots} = resolveRoots(read(), tableOf([current]));
	t.deepEqual(
		roots.map(({link, state}) => `${link.replace(`${files.path()}/`, '')} ${state}`),
		['var/gcroots/1 invalid', 'var/gcroots/2 live', 'gone dangling', 'proc/12/cwd live', '{temp:12} invalid'],
	);
});

test('where there is no /proc, processes are not seen', (t) => {
	const {files, read} = setUp(t);
	t.deepEqual(read().unreadable, []);
	rmSync(files.path('proc'), {recursive: true});
	t.deepEqual(read().unreadable, ['running processes']);
});

requires({name: 'an ordinary user', isMet: () => process.getuid?.() !== 0})(
	'what an ordinary user may not see is told; of processes a collection by root sees no more than root',
	(t) => {
		const {files, read} = setUp(t);
		files.file('var/temproots/12', `${old}\0`);
		lock(files, 'var/temproots/12');
		files.link('home/result', old);
		files.link('var/gcroots/auto/1', files.path('home/result'));
		files.folder('proc/12/fd');
		files.file('proc/12/stat', '12 (sh) S 1 12 12 0 -1 4194560 0 0');
		const hidden = ['var/temproots/12', 'home', 'proc/12/fd'].map((name) => files.path(name));
		for (const file of hidden) {
			chmodSync(file, 0);
		}
		t.teardown(() => {
			for (const file of hidden) {
				chmodSync(file, 0o700);
			}
		});
		const others = ['links in folders of other users (1)', 'temporary roots (1)'];
		t.deepEqual(read(0).unreadable, others);
		t.deepEqual(read(1000).unreadable, others.toSpliced(1, 0, 'processes of other users (1)'));
	},
);
