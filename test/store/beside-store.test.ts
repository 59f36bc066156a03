import {chmodSync, linkSync, lstatSync, mkdirSync, readdirSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {type BesideOptions, besideStore} from '../../source/store/beside-store.js';
import {temporaryFolder} from './temporary-folder.js';

function machine(t: ExecutionContext) {
	const top = temporaryFolder(t);
	for (const folder of ['store', 'state', 'home', 'tmp', 'proc', 'logs', 'conf']) {
		top.folder(folder);
	}

	const look = (options: BesideOptions = {}) =>
		besideStore(
			{
				store: {realStoreDirectory: top.path('store'), stateDirectory: top.path('state'), chroot: ''},
				environment: {NIX_LOG_DIR: top.path('logs'), NIX_CONF_DIR: top.path('conf'), NIX_USER_CONF_FILES: ''},
				home: top.path('home'),
			},
			{temporaryFolders: [top.path('tmp')], procDirectory: top.path('proc'), ...options},
		);
	/** A folder of a build, as Nix leaves it. */
	const build = (name: string, mode: number) => {
		top.file(`${name}/build/source.c`, 'int main;');
		chmodSync(top.path(name), mode);
	};

	return {top, look, build};
}

/** Bytes of the blocks of a folder and all in it. */
function blocks(folder: string): number {
	return [folder, ...readdirSync(folder, {recursive: true, encoding: 'utf8'}).map((name) => path.join(folder, name))]
		.map((file) => lstatSync(file).blocks * 512)
		.reduce((sum, size) => sum + size, 0);
}

test('where nothing is, nothing is told but the disk', async (t) => {
	const {look} = machine(t);
	const {places, disk} = await look();
	t.deepEqual(places, []);
	t.true(disk!.total > disk!.free);
});

test('caches and logs, with what clears them', async (t) => {
	const {top, look} = machine(t);
	top.file('home/.cache/nix/eval-cache-v5/a.sqlite', 'x'.repeat(100_000));
	top.file('home/.cache/nix/tarballs/b', 'x');
	top.file('logs/drvs/ab/cdef-hello.drv.bz2', 'x');
	top.file('logs/other', 'x');
	const {places} = await look();
	t.deepEqual(places, [
		{
			kind: 'nix-cache',
			path: top.path('home/.cache/nix'),
			diskSize: blocks(top.path('home/.cache/nix')),
			count: 2,
			isComplete: true,
			isOnStoreDisk: true,
			command: ['rm', '-rf', top.path('home/.cache/nix')],
		},
		{
			kind: 'build-logs',
			path: top.path('logs'),
			diskSize: blocks(top.path('logs/drvs')),
			count: 1,
			isComplete: true,
			isOnStoreDisk: true,
			command: ['rm', '-rf', top.path('logs/drvs')],
		},
	]);
});

test('an inode with several names counts once; links are not followed', async (t) => {
	const {top, look} = machine(t);
	top.file('home/.cache/nix/one', 'x'.repeat(50_000));
	linkSync(top.path('home/.cache/nix/one'), top.path('home/.cache/nix/two'));
	top.file('elsewhere/big', 'x'.repeat(500_000));
	symlinkSync(top.path('elsewhere'), top.path('home/.cache/nix/three'));
	const {places} = await look();
	const size = (name: string) => lstatSync(top.path(`home/.cache/nix/${name}`)).blocks * 512;
	t.like(places[0], {count: 3, diskSize: size('') + size('one') + size('three')});
});

test('kept builds: not what runs, nor what somebody is in, nor what only looks like one', async (t) => {
	const {top, look, build} = machine(t);
	build('tmp/nix-build-hello-2.12.drv-0', 0o755);
	build('tmp/nix-build-hello-2.12.drv-1', 0o755);
	build('tmp/nix-build-running.drv-0', 0o700);
	build('tmp/nix-build-looked-at.drv-0', 0o755);
	// What nix-build and other commands use while they run.
	build('tmp/nix-build-4711-0', 0o755);
	build('tmp/nix-4711-0', 0o755);
	build('tmp/nix-build-; rm -rf x.drv-0', 0o755);
	top.link('proc/17/cwd', top.path('tmp/nix-build-looked-at.drv-0/build'));
	const {places} = await look();
	const kept = [0, 1].map((number) => top.path(`tmp/nix-build-hello-2.12.drv-${number}`));
	t.deepEqual(places, [
		{
			kind: 'kept-builds',
			path: top.path('tmp/nix-build-*'),
			diskSize: blocks(kept[0]!) + blocks(kept[1]!),
			count: 2,
			isComplete: true,
			isOnStoreDisk: true,
			command: ['rm', '-rf', ...kept],
		},
	]);
});

test('newer Nix builds below its state, and where build-dir says', async (t) => {
	const {top, look, build} = machine(t);
	build('state/builds/nix-4711-3914605697', 0o755);
	build('state/builds/nix-4712-3914605698', 0o700);
	top.file('conf/nix.conf', `build-dir = ${top.path('elsewhere')}\n`);
	build('elsewhere/nix-build-old.drv-0', 0o755);
	build('elsewhere/nix-5-0', 0o755);
	const {places} = await look();
	t.deepEqual(
		places.map(({path, command}) => ({path, removed: command?.slice(2)})).sort((a, b) => a.path.localeCompare(b.path)),
		[
			{
				path: top.path('elsewhere/nix-*'),
				removed: [top.path('elsewhere/nix-5-0'), top.path('elsewhere/nix-build-old.drv-0')],
			},
			{path: top.path('state/builds/nix-*'), removed: [top.path('state/builds/nix-4711-3914605697')]},
		],
	);
});

test("other people's folders take root", async (t) => {
	const {top, look, build} = machine(t);
	build('tmp/nix-build-hello.drv-0', 0o755);
	const owner = lstatSync(top.path('tmp')).uid;
	t.deepEqual(
		(await look({userId: owner + 1})).places[0]?.command?.slice(0, 3),
		owner + 1 === 0 ? ['rm', '-rf'] : ['sudo', 'rm', '-rf'],
	);
	t.deepEqual((await look({userId: 0})).places[0]?.command?.slice(0, 2), ['rm', '-rf']);
});

test('thousands of files neither block nor go on when nobody waits', async (t) => {
	const {top, look} = machine(t);
	for (let folder = 0; folder < 20; folder++) {
		mkdirSync(top.path(`home/.cache/nix/${folder}`), {recursive: true});
		for (let file = 0; file < 100; file++) {
			top.file(`home/.cache/nix/${folder}/${file}`);
		}
	}

	const counts: number[] = [];
	t.like((await look({onProgress: (files) => counts.push(files)})).places[0], {count: 2000});
	t.is(counts.at(-1), 2000);
	t.true(counts.length > 50);

	const control = new AbortController();
	let calls = 0;
	const stopped = look({
		signal: control.signal,
		onProgress() {
			calls++;
			control.abort();
		},
	});
	await t.throwsAsync(stopped, {name: 'AbortError'});
	t.true(calls <= 2);
});
