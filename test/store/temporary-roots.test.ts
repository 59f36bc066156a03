import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {lstatSync, readdirSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {FileLocks} from '../../source/store/file-locks.js';
import {readTemporaryRoots} from '../../source/store/temporary-roots.js';
import {linux, requires} from '../requirements.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

const hello = storePath('a', 'hello-1.0');
const other = storePath('b', 'other-2.0');

/** A state folder and a /proc that tells of the locks that `lock` was called for. */
function setUp(t: ExecutionContext) {
	const files = temporaryFolder(t);
	let locks = '';
	const lockLine = (name: string, pid: number, mode = 'WRITE') => {
		const {dev, ino} = lstatSync(files.path(name));
		const device = [dev >> 8, dev & 0xff].map((number) => number.toString(16).padStart(2, '0')).join(':');
		return `FLOCK  ADVISORY  ${mode} ${pid} ${device}:${ino} 0 EOF\n`;
	};
	const add = (line: string) => {
		locks += line;
		files.file('proc/locks', locks);
	};
	files.file('proc/locks');
	files.link('proc/self/ns/pid', 'pid:[4026531836]');
	files.folder('var/temproots');
	return {
		files,
		lock: (pid: number, mode?: string) => add(`1: ${lockLine(`var/temproots/${pid}`, pid, mode)}`),
		wait: (pid: number) => add(`1: -> ${lockLine(`var/temproots/${pid}`, pid)}`),
		read: (procDirectory = files.path('proc')) =>
			readTemporaryRoots({storeDirectory: '/nix/store', stateDirectory: files.path('var')}, procDirectory),
	};
}

test('a file whose lock is held holds its paths; one whose lock is free is stale', (t) => {
	const {files, lock, read} = setUp(t);
	files.file('var/temproots/12', `${hello}\0${other}\0${hello}\0`);
	files.file('var/temproots/13', `${other}\0`);
	lock(12);
	const {roots, unreadableFiles} = read();
	t.like(roots, [
		{pid: 12, target: hello},
		{pid: 12, target: other},
	]);
	t.is(roots.length, 2);
	t.is(unreadableFiles, 0);
});

test('a path without its NUL, a wrong name and a hidden file are none', (t) => {
	const {files, lock, read} = setUp(t);
	files.file('var/temproots/12', `/nix/store/nonsense\0/elsewhere\0${hello}\0${other}`);
	files.file('var/temproots/.keep', `${hello}\0`);
	lock(12);
	t.deepEqual(
		read().roots.map(({target}) => target),
		[hello],
	);
});

test('who waits for a lock, or shares one, does not hold it', (t) => {
	const {files, lock, wait, read} = setUp(t);
	files.file('var/temproots/12', `${hello}\0`);
	files.file('var/temproots/13', `${hello}\0`);
	wait(12);
	lock(13, 'READ');
	t.deepEqual(read().roots, []);
});

test('a lock of which nothing can be found out counts as held', (t) => {
	const {files, read} = setUp(t);
	files.file('var/temproots/12', `${hello}\0`);
	const {PATH} = process.env;
	process.env.PATH = files.path();
	try {
		t.is(read(files.path('empty')).roots.length, 1);
	} finally {
		process.env.PATH = PATH;
	}
});

test('no folder: nothing temporary', (t) => {
	t.deepEqual(readTemporaryRoots({storeDirectory: '/nix/store', stateDirectory: '/does/not/exist'}), {
		roots: [],
		unreadableFiles: 0,
	});
});

test('the state of a lock is open where the table need not show it', (t) => {
	const files = temporaryFolder(t);
	files.file(
		'initial/locks',
		'1: FLOCK  ADVISORY  WRITE 12 fe:00:77 0 EOF\n2: POSIX  ADVISORY  WRITE 9 fe:00:80 0 EOF\n',
	);
	files.link('initial/self/ns/pid', 'pid:[4026531836]');
	files.file('container/locks');
	files.link('container/self/ns/pid', 'pid:[4026532000]');
	const initial = new FileLocks(files.path('initial'));
	const device = (0xfen << 8n) | 0n;
	t.is(initial.state({dev: device, ino: 77n}, undefined), 'held');
	t.is(initial.state({dev: 1n, ino: 77n}, 12), 'held', 'btrfs shows another device');
	t.is(initial.state({dev: 1n, ino: 77n}, 13), 'unknown');
	t.is(initial.state({dev: device, ino: 78n}, 12), 'unknown', 'overlayfs shows another inode');
	t.is(initial.state({dev: device, ino: 78n}, 13), 'free');
	t.is(initial.state({dev: device, ino: 80n}, undefined), 'free', 'no lock of flock(2)');
	t.is(new FileLocks(files.path('container')).state({dev: device, ino: 77n}, 12), 'unknown');
	t.is(new FileLocks(files.path('nowhere')).state({dev: device, ino: 77n}, 12), 'unknown');
});

test('a device with large numbers is found', (t) => {
	const files = temporaryFolder(t);
	files.file('locks', '1: FLOCK  ADVISORY  WRITE 12 103:12345:7 0 EOF\n');
	files.link('self/ns/pid', 'pid:[4026531836]');
	// makedev(3) of 0x103 and 0x12345.
	const device = (0x103n << 8n) | 0x45n | (0x123n << 20n);
	t.is(new FileLocks(files.path()).state({dev: device, ino: 7n}, undefined), 'held');
});

for (const [where, hasTable] of [
	['as the table of this machine tells it', true],
	['by asking for it where there is no table', false],
] as const) {
	requires(linux, 'flock')(`a real lock is seen, ${where}`, async (t) => {
		const {files, read} = setUp(t);
		files.file('var/temproots/12', `${hello}\0`);
		files.file('var/temproots/13', `${other}\0`);
		const procDirectory = hasTable ? '/proc' : files.path('empty');
		const holder = spawn('flock', [files.path('var/temproots/12'), 'sh', '-c', 'echo held; read line'], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		await once(holder.stdout, 'data');
		t.deepEqual(
			read(procDirectory).roots.map(({target}) => target),
			[hello],
		);
		holder.stdin.end();
		await once(holder, 'exit');
		t.deepEqual(read(procDirectory).roots, []);
		t.deepEqual(readdirSync(files.path('var/temproots')), ['12', '13']);
	});
}
