import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {ProcessTable} from '../../source/inputs/process-table.js';
import {findTerminalReader} from '../../source/inputs/terminal-readers.js';

type FakeProcess = {
	readonly pid: number;
	readonly name: string;
	readonly parent: number;
	readonly session?: number;
	readonly terminal?: number;
	readonly state?: string;
	readonly syscall?: string;
	readonly wchan?: string;
	/** Undefined: of another user. */
	readonly descriptors?: Readonly<Record<number, string>>;
};

/** pts/3: major 136, minor 3. */
const ourTerminal = (136 << 8) | 3;
const read = process.arch === 'x64' ? 0 : 63;
const shell: FakeProcess = {pid: 100, name: 'bash', parent: 1, syscall: '61 0x1', descriptors: {0: '/dev/pts/3'}};
const nixscope: FakeProcess = {
	pid: 102,
	name: 'node',
	parent: 100,
	syscall: '232 0x5',
	descriptors: {0: 'pipe:[1]', 20: '/dev/tty'},
};
const nix: FakeProcess = {
	pid: 101,
	name: 'nix (build) x',
	parent: 100,
	syscall: '7 0x0',
	descriptors: {0: '/dev/pts/3', 2: 'pipe:[1]'},
};

function tableOf(t: ExecutionContext, ...processes: FakeProcess[]): ProcessTable {
	const root = mkdtempSync(path.join(os.tmpdir(), 'nixscope-test-'));
	t.teardown(() => rmSync(root, {recursive: true}));
	for (const {
		pid,
		name,
		parent,
		session = 100,
		terminal = ourTerminal,
		state = 'S',
		syscall,
		wchan,
		descriptors,
	} of processes) {
		const folder = path.join(root, String(pid));
		mkdirSync(path.join(folder, 'task', String(pid)), {recursive: true});
		writeFileSync(
			path.join(folder, 'stat'),
			`${pid} (${name}) ${state} ${parent} ${pid} ${session} ${terminal} 102 0 0\n`,
		);
		writeFileSync(path.join(folder, 'cmdline'), `${name}\0-x\0`);
		const children = processes.filter((each) => each.parent === pid).map((each) => `${each.pid} `);
		writeFileSync(path.join(folder, 'task', String(pid), 'children'), children.join(''));
		if (syscall !== undefined) {
			writeFileSync(path.join(folder, 'syscall'), `${syscall} 0x0\n`);
		}
		if (wchan !== undefined) {
			writeFileSync(path.join(folder, 'wchan'), wchan);
		}
		if (descriptors) {
			mkdirSync(path.join(folder, 'fd'));
			for (const [descriptor, target] of Object.entries(descriptors)) {
				symlinkSync(target, path.join(folder, 'fd', descriptor));
			}
		}
	}
	symlinkSync(path.join(root, '102'), path.join(root, 'self'));
	return new ProcessTable(root);
}

const find = (t: ExecutionContext, ...processes: FakeProcess[]) =>
	findTerminalReader(tableOf(t, shell, nix, nixscope, ...processes));

test('nobody reads', (t) => {
	t.is(find(t), undefined);
});

test('ssh below nix, blocked in a read of /dev/tty', (t) => {
	const ssh = {pid: 103, name: 'ssh', parent: 101, syscall: `${read} 0x4`, descriptors: {4: '/dev/tty'}};
	t.deepEqual(find(t, ssh), {pid: 103, name: 'ssh', command: ['ssh', '-x'], isSecret: true});
	t.is(find(t, {...ssh, syscall: `${read} 0x5`, descriptors: {4: '/dev/tty', 5: 'socket:[3]'}}), undefined);
	t.is(find(t, {...ssh, syscall: '7 0x4'}), undefined);
	t.is(find(t, {...ssh, state: 'T'}), undefined);
});

test('any program that reads a line from our terminal, not from another one', (t) => {
	const deploy = {pid: 103, name: 'deploy', parent: 101, syscall: `${read} 0x0`, descriptors: {0: '/dev/pts/3'}};
	t.like(find(t, deploy), {name: 'deploy', isSecret: false});
	t.is(find(t, {...deploy, descriptors: {0: '/dev/pts/4'}}), undefined);
});

test('where system calls are kept secret: /dev/tty is open and a read of a terminal sleeps', (t) => {
	const git = {pid: 103, name: 'git-remote-http', parent: 101, wchan: 'wait_woken', descriptors: {3: '/dev/tty'}};
	t.like(find(t, git), {name: 'git-remote-http', isSecret: true});
	t.is(find(t, {...git, wchan: 'poll_schedule_timeout'}), undefined);
	t.is(find(t, {...git, descriptors: {0: '/dev/pts/3'}}), undefined);
});

test('sudo of another user: asks while it has no child', (t) => {
	const sudo = {pid: 103, name: 'sudo', parent: 100};
	t.like(find(t, sudo), {name: 'sudo', isSecret: true});
	t.is(find(t, sudo, {pid: 104, name: 'nixos-rebuild', parent: 103}), undefined);
	t.is(find(t, {pid: 103, name: 'nix-daemon', parent: 100}), undefined);
});

test('a pinentry that an agent outside the session has started on our terminal', (t) => {
	const ssh = {pid: 103, name: 'ssh', parent: 101, syscall: '7 0x1', descriptors: {3: 'socket:[1]'}};
	const pinentry = {
		pid: 201,
		name: 'pinentry-curses',
		parent: 200,
		session: 200,
		terminal: 0,
		descriptors: {0: 'pipe:[4]', 3: '/dev/pts/3'},
	};
	t.like(find(t, ssh, pinentry), {name: 'pinentry-curses', isSecret: true});
	t.is(find(t, pinentry), undefined);
	t.is(find(t, ssh, {...pinentry, descriptors: {3: '/dev/pts/4'}}), undefined);
});

test('without a terminal nothing is looked at', (t) => {
	t.is(findTerminalReader(tableOf(t, {...nixscope, terminal: 0, parent: 1})), undefined);
});
