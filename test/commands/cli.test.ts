import {spawn} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';

// The bundle, as it is installed; `npm test` has just built it.
const cli = path.resolve('dist/cli.js');
const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

type Run = {
	readonly code: number | null;
	readonly signal: string | null;
	readonly stdout: string;
	readonly stderr: string;
};

type RunOptions = {
	readonly stdin?: string | 'closed';
	readonly env?: Record<string, string>;
	readonly program?: string;
	readonly command?: readonly string[];
};

/** Runs the program as a shell would, without a terminal. */
function run(args: readonly string[], {stdin = 'closed', env = {}, program = cli}: RunOptions = {}): Promise<Run> {
	const child = spawn(process.execPath, [program, ...args], {
		stdio: [stdin === 'closed' ? 'ignore' : 'pipe', 'pipe', 'pipe'],
		env: {PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder, LC_ALL: 'C.UTF-8', TMPDIR: folder, ...env},
	});
	let stdout = '';
	let stderr = '';
	child.stdout?.on('data', (chunk) => {
		stdout += chunk;
	});
	child.stderr?.on('data', (chunk) => {
		stderr += chunk;
	});
	child.stdin?.end(stdin);
	return new Promise((resolve) => {
		child.on('close', (code, signal) => resolve({code, signal, stdout, stderr}));
	});
}

const drv = '/nix/store/00000000000000000000000000000000-hello-1.0.drv';
const goodLog = [
	'@nix {"action":"msg","level":3,"msg":"this derivation will be built:"}',
	`@nix {"action":"msg","level":3,"msg":"  ${drv}"}`,
	'@nix {"action":"start","id":1,"level":0,"parent":0,"text":"","type":104}',
	`@nix {"action":"start","fields":["${drv}","",1,1],"id":2,"level":3,"parent":0,"text":"building '${drv}'","type":105}`,
	'@nix {"action":"result","fields":["hello from the builder"],"id":2,"type":101}',
	'@nix {"action":"result","fields":[1,1,0,0],"id":1,"type":105}',
	'@nix {"action":"stop","id":2}',
	'@nix {"action":"stop","id":1}',
	'',
].join('\n');
const badLog = goodLog
	.replace('"fields":[1,1,0,0]', '"fields":[0,1,0,1]')
	.replace(
		'@nix {"action":"stop","id":1}',
		`@nix {"action":"msg","level":0,"msg":"error: builder for '${drv}' failed with exit code 3","raw_msg":"builder for '${drv}' failed with exit code 3"}\n@nix {"action":"stop","id":1}`,
	);

/** A Nix that notes its arguments, says what it is told to, and ends as it is told to. */
const fakeNix = `#!/bin/sh
case "$1" in --version) echo "nix (Nix) \${FAKE_VERSION:-2.34.8}"; exit 0;; esac
[ -n "$CALLS" ] && echo "$(basename "$0") $*" >> "$CALLS"
[ -n "$FAKE_LOG" ] && cat "$FAKE_LOG" >&2
[ -n "$FAKE_OUT" ] && echo "$FAKE_OUT"
[ -n "$FAKE_SIGNAL" ] && kill -$FAKE_SIGNAL $$
exit \${FAKE_EXIT:-0}
`;

mkdirSync(path.join(folder, 'bin'));
for (const name of ['nix', 'nix-build', 'nix-shell']) {
	writeFileSync(path.join(folder, 'bin', name), fakeNix);
	chmodSync(path.join(folder, 'bin', name), 0o755);
}

const logFile = path.join(folder, 'good.log');
writeFileSync(logFile, goodLog);
const badLogFile = path.join(folder, 'bad.log');
writeFileSync(badLogFile, badLog);

let callFiles = 0;
/** @returns Environment that notes calls, and the notes. */
function noting(env: Record<string, string> = {}) {
	const file = path.join(folder, `calls-${callFiles++}`);
	writeFileSync(file, '');
	return {env: {CALLS: file, ...env}, calls: () => readFileSync(file, 'utf8').trim().split('\n')};
}

test.serial('--version and --help', async (t) => {
	const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
	t.deepEqual(await run(['--version']), {code: 0, signal: null, stdout: `nixscope ${version}\n`, stderr: ''});
	const help = await run(['--help']);
	t.is(help.code, 0);
	t.true(help.stdout.includes('nixscope -- CMD ARGS…'));
});

test.serial('wrong usage: one line, the usage, exit code 2', async (t) => {
	for (const [args, message] of [
		[['buidl'], 'unknown command buidl; did you mean nixscope build?'],
		[['store', 'gc'], 'unknown command store gc: here it is nixscope gc'],
		[[], 'there is nothing on stdin to monitor'],
	] as const) {
		const {code, stdout, stderr} = await run(args);
		t.is(code, 2);
		t.is(stdout, '');
		t.true(stderr.startsWith(`nixscope: ${message}\nusage: `), stderr);
	}
});

test.serial('a file that is not there', async (t) => {
	for (const command of ['replay', 'report']) {
		t.deepEqual(await run([command, 'none']), {
			code: 2,
			signal: null,
			stdout: '',
			stderr: 'nixscope: none: no such file\n',
		});
	}
});

test.serial('piped: exit code 0 when all was built, 1 when not, and no escape sequences', async (t) => {
	const good = await run([], {stdin: goodLog});
	t.is(good.code, 0);
	t.regex(good.stdout, /built +hello-1\.0/);
	const bad = await run([], {stdin: badLog});
	t.is(bad.code, 1);
	t.regex(bad.stdout, /FAILED +hello-1\.0.*exit code 3/);
	t.regex(bad.stdout, /\| hello from the builder/);
	t.false(`${good.stdout}${bad.stdout}`.includes('\u001B'));
	t.is(good.stderr, '');
});

test.serial('a pipe that ends without a byte is told how to pipe', async (t) => {
	const {code, stdout, stderr} = await run([], {stdin: ''});
	t.is(code, 0);
	t.is(stdout, '');
	t.regex(stderr, /^! Nothing has arrived\. .*\n.*\|& nixscope\n/);
});

test.serial('a subcommand of nix: arguments, stdout and exit code are its own', async (t) => {
	const {env, calls} = noting({FAKE_LOG: logFile, FAKE_OUT: '/nix/store/out'});
	const done = await run(['build', '-L', '.#hello', '--', '-L'], {env});
	t.is(done.code, 0);
	t.is(done.stdout, '/nix/store/out\n');
	t.regex(done.stderr, /built +hello-1\.0/);
	t.deepEqual(calls(), ['nix build --log-format internal-json -v .#hello -- -L']);
});

for (const [how, env, code, signal] of [
	['an exit code', {FAKE_EXIT: '42'}, 42, null],
	['SIGKILL', {FAKE_SIGNAL: 'KILL'}, 137, null],
	['SIGTERM', {FAKE_SIGNAL: 'TERM'}, 143, null],
	['SIGINT', {FAKE_SIGNAL: 'INT'}, null, 'SIGINT'],
] as const) {
	test.serial(`a wrapped command that ends by ${how}`, async (t) => {
		const done = await run(['build'], {env});
		t.deepEqual([done.code, done.signal], [code, signal]);
	});
}

test.serial('commands that cannot be run', async (t) => {
	const missing = await run(['--', 'no-such-command']);
	t.is(missing.code, 127);
	t.regex(missing.stderr, /no-such-command: command not found/);
	t.is((await run(['--', '/etc/passwd'])).code, 126);
});

test.serial('the shell comes once, after its build, with what it was given', async (t) => {
	const {env, calls} = noting({FAKE_LOG: logFile});
	const done = await run(['develop', '.#x', '-c', 'make', '-L'], {env});
	t.is(done.code, 0);
	t.deepEqual(calls(), ['nix print-dev-env --log-format internal-json -v .#x', 'nix develop .#x -c make -L']);
});

test.serial('a shell whose build failed does not come', async (t) => {
	const {env, calls} = noting({FAKE_LOG: badLogFile, FAKE_EXIT: '1'});
	t.is((await run(['develop'], {env})).code, 1);
	t.is(calls().length, 1);
	const shell = noting({FAKE_LOG: badLogFile, FAKE_EXIT: '1'});
	t.is((await run(['shell', 'x'], {env: shell.env})).code, 1);
	t.is(shell.calls().length, 1);
});

test.serial('a program has its turn when there was nothing to build first', async (t) => {
	const {env, calls} = noting({FAKE_EXIT: '3'});
	const done = await run(['run', '.#app'], {env});
	t.is(done.code, 3);
	t.deepEqual(calls(), ['nix build --log-format internal-json -v --no-link .#app', 'nix run .#app']);
	t.is(done.stderr, '');
});

test.serial('nix-shell is prepared with a shell that does nothing', async (t) => {
	const {env, calls} = noting();
	t.is((await run(['--', 'nix-shell', '-p', 'hello'], {env})).code, 0);
	t.deepEqual(calls(), ['nix-shell --log-format internal-json -v -p hello', 'nix-shell -p hello']);
});

test.serial('scripts get NIX_CONFIG, where the Nix at hand knows what to do with it', async (t) => {
	const script = path.join(folder, 'deploy');
	writeFileSync(script, '#!/bin/sh\necho "[$NIX_CONFIG]"\n');
	chmodSync(script, 0o755);
	const env = {NIX_CONFIG: 'cores = 2'};
	const done = await run(['--', script], {env});
	t.regex(done.stdout, /^\[cores = 2\njson-log-path = \/.*\/nixscope-\w+\/log\]\n$/);
	const old = await run(['--', script], {env: {...env, FAKE_VERSION: '2.26.3'}});
	t.is(old.stdout, '[cores = 2]\n');
	t.regex(old.stderr, /^nixscope: deploy is shown as plain text: Nix 2\.26\.3 has no json-log-path/);
});

test.serial('what is recorded can be replayed and reported', async (t) => {
	const file = path.join(folder, 'recording.jsonl');
	t.is((await run(['--record', file, 'build', '.#hello'], {env: {FAKE_LOG: badLogFile, FAKE_EXIT: '1'}})).code, 1);
	const replayed = await run(['replay', file]);
	t.is(replayed.code, 1);
	t.regex(replayed.stdout, /FAILED +hello-1\.0/);
	const report = await run(['report', file, '--json']);
	t.is(report.code, 1);
	t.like(JSON.parse(report.stdout), {
		version: 1,
		command: ['nix', 'build', '.#hello'],
		nixVersion: '2.34.8',
		exitCode: 1,
		outcome: 'failed',
		logLines: 1,
		malformedLines: 0,
	});
	const text = await run(['report', file]);
	t.regex(text.stdout, /✗ hello-1\.0 +failed/);
});

test.serial('a report of a pipe', async (t) => {
	const report = await run(['report', '-', '--json'], {stdin: goodLog});
	t.is(report.code, 0);
	t.like(JSON.parse(report.stdout), {outcome: 'succeeded', exitCode: null, records: 8});
});

test.serial('a recording that cannot be made is told before anything runs', async (t) => {
	const {env, calls} = noting();
	const done = await run(['--record', path.join(folder, 'no/such/file'), 'build'], {env});
	t.is(done.code, 2);
	t.regex(done.stderr, /^nixscope: cannot record: ENOENT/);
	t.deepEqual(calls(), ['']);
});

test.serial('called by the names of nix-output-monitor', async (t) => {
	for (const name of ['nom', 'nom-build']) {
		symlinkSync(cli, path.join(folder, name));
	}

	const {env, calls} = noting({FAKE_LOG: logFile});
	t.is((await run(['build', '.#x'], {env, program: path.join(folder, 'nom')})).code, 0);
	t.is((await run(['-A', 'x'], {env, program: path.join(folder, 'nom-build')})).code, 0);
	t.deepEqual(calls(), ['nix build --log-format internal-json -v .#x', 'nix-build --log-format internal-json -v -A x']);
	const piped = await run(['--json'], {stdin: badLog, program: path.join(folder, 'nom')});
	t.is(piped.code, 1);
});

test.serial('SIGTERM is passed on to the command, and ends the program as well', async (t) => {
	const mark = path.join(folder, 'terminated');
	const child = spawn(
		process.execPath,
		[cli, '--', 'sh', '-c', `trap 'echo yes > ${mark}; exit 0' TERM; echo ready >&2; while :; do sleep 0.05; done`],
		{stdio: ['ignore', 'pipe', 'pipe'], env: {PATH: `${folder}/bin:${process.env.PATH}`, LC_ALL: 'C.UTF-8'}},
	);
	await new Promise<void>((resolve) => {
		child.stderr.on('data', (chunk: Buffer) => {
			if (chunk.includes('ready')) {
				resolve();
			}
		});
	});
	child.kill('SIGTERM');
	const signal = await new Promise((resolve) => {
		child.on('close', (_code, name) => resolve(name));
	});
	t.is(signal, 'SIGTERM');
	t.is(readFileSync(mark, 'utf8'), 'yes\n');
});
