import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {CommandInput} from '../../source/inputs/command-input.js';
import {LogSocket} from '../../source/inputs/log-socket.js';
import {collect} from './collect.js';

const bash = (script: string) => ['bash', '-c', script];

function temporaryFolder(t: ExecutionContext): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'nixscope-test-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

test('stderr is source 0, the exit code is the command’s', async (t) => {
	const input = new CommandInput(bash('printf "one\\ntwo" >&2; exit 3'), {title: ['build', '.#x']});
	t.deepEqual(input.description.command, ['build', '.#x']);
	const {events, text, finished} = collect(input);
	await finished;
	t.is(text(), 'one\ntwo');
	t.deepEqual(events.at(0), {kind: 'opened', source: 0, bare: false, receivedAt: events[0]!.receivedAt});
	t.like(events.at(-1), {kind: 'end', exitCode: 3, signal: undefined});
});

test('stderr can be opened by name, as scripts do', async (t) => {
	const {text, finished} = collect(
		new CommandInput(bash('echo named > /dev/stderr; echo copied | tee /dev/stderr >/dev/null')),
	);
	await finished;
	t.is(text(), 'named\ncopied\n');
});

test('a signal that ends the command', async (t) => {
	const {events, finished} = collect(new CommandInput(bash('kill -KILL $$')));
	await finished;
	t.like(events.at(-1), {exitCode: undefined, signal: 'SIGKILL'});
});

test('exit codes of a shell for what cannot be started, in one line', async (t) => {
	const file = path.join(temporaryFolder(t), 'not-executable');
	writeFileSync(file, 'echo\n', {mode: 0o644});
	for (const [argv, exitCode, line] of [
		[['nixscope-test-no-such-program'], 127, 'nixscope: nixscope-test-no-such-program: command not found\n'],
		[['/no/such/program'], 127, 'nixscope: /no/such/program: no such file or directory\n'],
		[[file], 126, `nixscope: ${file}: permission denied\n`],
		[['/tmp'], 126, 'nixscope: /tmp: permission denied\n'],
		[['true', 'x'.repeat(1 << 20)], 126, 'nixscope: true: argument list too long\n'],
	] as const) {
		const {events, text, finished} = collect(new CommandInput(argv));
		await finished;
		t.is(text(), line);
		t.like(events.at(-1), {exitCode, signal: undefined});
	}
});

test('a signal is passed on, stop() asks to end', async (t) => {
	const input = new CommandInput(
		bash(
			'trap "echo hup >&2" HUP; trap "echo term >&2; exit 4" TERM; echo ready >&2; while :; do read -t 0.05 < <(sleep 1); done',
		),
	);
	const {events, text, finished} = collect(input, (_event, {text}) => {
		if (text() === 'ready\n') {
			input.kill('SIGHUP');
		} else if (text() === 'ready\nhup\n') {
			input.stop();
		}
	});
	await finished;
	t.is(text(), 'ready\nhup\nterm\n');
	t.like(events.at(-1), {exitCode: 4});
});

test('the last words of a process that outlives the command are read', async (t) => {
	const {text, finished} = collect(new CommandInput(bash('(sleep 0.2; echo late >&2) & echo early >&2')));
	await finished;
	t.is(text(), 'early\nlate\n');
});

test('a process that holds stderr forever is not waited for', async (t) => {
	const input = new CommandInput(bash('sleep 60 & echo $! >&2; exit 5'));
	const {events, text, finished} = collect(input);
	await finished;
	t.like(events.at(-1), {exitCode: 5});
	t.true(input.now() < 30_000);
	process.kill(Number(text()));
});

test('environment, folder and further descriptors', async (t) => {
	const folder = temporaryFolder(t);
	const {openSync, readFileSync, closeSync} = await import('node:fs');
	const file = path.join(folder, 'third');
	const descriptor = openSync(file, 'w');
	const {text, finished} = collect(
		new CommandInput(bash('echo "$PWD $GIVEN" >&2; echo three >&3'), {
			cwd: folder,
			env: {PATH: process.env.PATH, GIVEN: 'given', SHLVL: '1'},
			extraDescriptors: [descriptor],
		}),
	);
	await finished;
	closeSync(descriptor);
	t.is(text(), `${folder} given\n`);
	t.is(readFileSync(file, 'utf8'), 'three\n');
});

test('processes that connect to the log socket are sources of their own', async (t) => {
	const logSocket = new LogSocket(path.join(temporaryFolder(t), 'log.socket'));
	await logSocket.listen();
	t.teardown(() => logSocket.close());
	const client = `require('net').connect(process.argv[1]).end('{"action":"stop"}\\n')`;
	const {events, text, finished} = collect(
		new CommandInput(
			[
				'bash',
				'-c',
				`echo start >&2; for i in 1 2; do "$0" -e "$1" "$2"; done; echo stop >&2`,
				process.execPath,
				client,
				logSocket.path,
			],
			{logSocket},
		),
	);
	await finished;
	t.is(text(0), 'start\nstop\n');
	t.is(text(1), '{"action":"stop"}\n');
	t.is(text(2), '{"action":"stop"}\n');
	t.deepEqual(
		events.filter(({kind}) => kind === 'opened').map((event) => event.kind === 'opened' && [event.source, event.bare]),
		[
			[0, false],
			[1, true],
			[2, true],
		],
	);
	t.is(events.filter(({kind}) => kind === 'closed').length, 3);
	t.is(events.at(-1)?.kind, 'end');
});

test('a connection that is still open when the command ends is waited for until it is silent', async (t) => {
	const logSocket = new LogSocket(path.join(temporaryFolder(t), 'log.socket'));
	await logSocket.listen();
	t.teardown(() => logSocket.close());
	let connection: net.Socket | undefined;
	const {events, text, finished} = collect(new CommandInput(['true'], {logSocket}), ({kind}) => {
		if (kind === 'opened' && connection === undefined) {
			connection = net.connect(logSocket.path);
		} else if (kind === 'opened') {
			connection?.write('late');
		}
	});
	await finished;
	t.is(text(1), 'late');
	t.is(events.at(-1)?.kind, 'end');
});
