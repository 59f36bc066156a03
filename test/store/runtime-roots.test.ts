import test, {type ExecutionContext} from 'ava';
import {ProcessNames} from '../../source/store/process-names.js';
import {readRuntimeRoots} from '../../source/store/runtime-roots.js';
import {linux, requires} from '../requirements.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

const hello = storePath('a', 'hello-1.0');
const other = storePath('b', 'other-2.0');

/** A /proc with what its processes use. */
function setUp(t: ExecutionContext) {
	const files = temporaryFolder(t);
	const add = (pid: number, uses: {exe?: string; cwd?: string; fd?: string[]; maps?: string; environ?: string}) => {
		files.link(`${pid}/exe`, uses.exe ?? '/usr/bin/true');
		files.link(`${pid}/cwd`, uses.cwd ?? '/');
		files.folder(`${pid}/fd`);
		for (const [descriptor, target] of (uses.fd ?? []).entries()) {
			files.link(`${pid}/fd/${descriptor}`, target);
		}
		files.file(`${pid}/maps`, uses.maps ?? '');
		files.file(`${pid}/environ`, uses.environ ?? '');
	};
	add(1, {});
	return {
		files,
		add,
		read: (ownPid = 999) => readRuntimeRoots('/nix/store', files.path(), ownPid),
		lines: () =>
			readRuntimeRoots('/nix/store', files.path(), 999).roots.map(
				({link, target, pid}) => `${pid ?? 'kernel'}: ${link.replace(`${files.path()}/`, '')} -> ${target}`,
			),
	};
}

test('programs, folders and open files are roots, also deleted files below a store path', (t) => {
	const {add, lines} = setUp(t);
	add(12, {
		exe: `${hello}/bin/hello (deleted)`,
		cwd: other,
		fd: ['socket:[1]', `${hello}/share/x`, `${other} (deleted)`],
	});
	t.deepEqual(lines(), [`12: 12/exe -> ${hello}`, `12: 12/cwd -> ${other}`, `12: 12/fd/1 -> ${hello}`]);
});

test('mapped files are roots once each; deleted ones, and names with spaces, are not', (t) => {
	const {add, lines} = setUp(t);
	const line = (file: string) => `55d0c8a00000-55d0c8a01000 r--p 00000000 fe:00 1234      ${file}`;
	add(12, {
		maps: [
			line(`${hello}/lib/a.so`),
			line(`${hello}/lib/b.so`),
			line(`${other}/lib/c.so (deleted)`),
			line(`${other}/lib/d e.so`),
			line(''),
			line('[heap]'),
		].join('\n'),
	});
	t.deepEqual(lines(), [`12: 12/maps -> ${hello}`]);
});

test('whatever looks like a store path in the environment is a root', (t) => {
	const {add, lines} = setUp(t);
	add(12, {environ: `PATH=${hello}/bin:/nix/store/bad:x${other}\0Y=${hello}\0SUDO_COMMAND=ls ${hello}\0`});
	t.deepEqual(lines(), [`12: 12/environ -> ${hello}`, `12: 12/environ -> ${other}`]);
});

test('the environment names what Nix takes for the name: also characters that no path has after it', (t) => {
	const {add, lines} = setUp(t);
	add(12, {environ: `A=${hello}.drv?x=1&y\0`});
	t.deepEqual(lines(), [`12: 12/environ -> ${hello}.drv?x=1`]);
});

test('programs that the kernel calls are roots without a process', (t) => {
	const {files, lines} = setUp(t);
	files.file('sys/kernel/modprobe', `${hello}/bin/modprobe\n`);
	files.file('sys/kernel/poweroff_cmd', `${other}\n`);
	t.deepEqual(lines(), [`kernel: sys/kernel/modprobe -> ${hello}`]);
});

test('nixscope leaves itself out; what is no process is passed over', (t) => {
	const {add, files, read} = setUp(t);
	add(12, {exe: `${hello}/bin/node`});
	files.link('self/exe', `${hello}/bin/node`);
	t.is(read(12).roots.length, 0);
	t.is(read(13).roots.length, 1);
});

test('a process that ends while it is read keeps what was seen', (t) => {
	const {files, read} = setUp(t);
	files.link('12/exe', `${hello}/bin/hello`);
	const {roots, unreadablePids} = read();
	t.is(roots.length, 1);
	t.deepEqual(unreadablePids, []);
});

test('without /proc, or one without others, processes are not seen', (t) => {
	t.false(readRuntimeRoots('/nix/store', '/does/not/exist').seesProcesses);
	const files = temporaryFolder(t);
	files.folder('12/fd');
	t.false(readRuntimeRoots('/nix/store', files.path(), 999).seesProcesses);
	t.true(setUp(t).read().seesProcesses);
});

requires(linux, {name: 'an ordinary user', isMet: () => process.getuid?.() !== 0})(
	'processes of other users are told, threads of the kernel are none',
	(t) => {
		const {unreadablePids} = readRuntimeRoots('/nix/store');
		t.true(unreadablePids.includes(1));
		t.false(unreadablePids.includes(2) && new ProcessNames().of(2).command === 'kthreadd');
	},
);

test('a process has a command, a user and a time', (t) => {
	const files = temporaryFolder(t);
	const numbers = ['S', 1, 12, 12, 0, -1, 0, 0, 0, 0, 0, 5, 5, 0, 0, 20, 0, 1, 0, 250, 0, 0];
	files.file('passwd', 'root:x:0:0::/root:/bin/sh\nanna:x:1000:100:Anna:/home/anna:/bin/sh\n');
	files.file('stat', 'cpu  1 2 3\nbtime 1000\nprocesses 5\n');
	files.file('12/stat', `12 (a ) b) ${numbers.join(' ')}\n`);
	files.file('12/cmdline', 'firefox\0--new-tab\0x y\0');
	files.file('12/status', 'Name:\tfirefox\nUid:\t0\t1000\t0\t0\n');
	files.file('13/stat', `13 (kworker/0) ${numbers.join(' ')}\n`);
	files.file('13/cmdline');
	files.file('13/status', 'Uid:\t77\t77\t77\t77\n');
	const names = new ProcessNames(files.path(), files.path('passwd'));
	t.deepEqual(names.of(12), {pid: 12, command: 'firefox --new-tab x y', user: 'anna', startedAt: 1_002_500});
	t.like(names.of(13), {command: 'kworker/0', user: '77'});
	t.deepEqual(names.of(14), {pid: 14, command: null, user: null, startedAt: null});
});

requires(linux)('a process of this machine is named', (t) => {
	const {command, user, startedAt} = new ProcessNames().of(process.pid);
	t.regex(command ?? '', /node|ava/);
	t.is(typeof user, 'string');
	t.true(Math.abs((startedAt ?? 0) - (Date.now() - process.uptime() * 1000)) < 5000);
});
