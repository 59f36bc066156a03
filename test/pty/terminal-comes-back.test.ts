import {readFileSync, rmSync, watch} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {requires} from '../requirements.js';
import {keys, Pty, type PtyOptions} from './pty.js';

const ptyTest = requires('python3', 'stty', 'bash');
const app = `'${process.execPath}' '${fileURLToPath(new URL('small-app.js', import.meta.url))}'`;

/** A shell, as a user has it, to start the program from. */
async function openShell(t: ExecutionContext, options: PtyOptions = {}): Promise<Pty> {
	const pty = await Pty.start(['bash', '--norc', '-i'], options);
	t.teardown(() => pty.dispose());
	await pty.waitForScreen(/[$#]$/);
	pty.type('PS1="shell> "; bind "set enable-bracketed-paste off" 2>/dev/null; clear\r');
	await pty.waitForScreen(/^shell>$/m);
	return pty;
}

/** The terminal as a shell that runs a command leaves it: in the state a quiet command would see. */
async function sane(pty: Pty): Promise<string> {
	pty.forget();
	pty.type('stty -a; echo "sta""te"\r');
	const text = await pty.waitForOutput(/state\r\n/);
	return /speed[^]*?extproc/.exec(text)![0];
}

async function restored(t: ExecutionContext, pty: Pty, before: string): Promise<void> {
	t.is(await sane(pty), before);
	t.deepEqual(await pty.modes(), {
		alternateScreen: false,
		cursorHidden: false,
		bracketedPaste: false,
		mouseTracking: 'none',
		applicationCursorKeys: false,
		synchronizedOutput: false,
	});
	t.is(pty.title, '');
}

for (const screen of ['inline', 'alternate']) {
	ptyTest(`quit, ${screen}`, async (t) => {
		const pty = await openShell(t);
		const before = await sane(pty);
		pty.type(`${app} ${screen}; echo "code $?"\r`);
		await pty.waitForScreen('ready');
		t.is(pty.title, 'building');
		t.true(pty.output.includes('\u001B]9;4;1;50\u001B\\'));
		t.true((await pty.modes()).cursorHidden);
		t.is((await pty.modes()).alternateScreen, screen === 'alternate');
		pty.type('q');
		await pty.waitForScreen(/report: ticked\ncode 0/);
		t.true(pty.output.includes('\u001B]9;4;0;0\u001B\\'));
		await restored(t, pty, before);
	});

	for (const [name, key, text] of [
		['an exception', 'x', 'crash: on purpose\n'],
		['a rejected promise', 'p', 'crash: on purpose, rejected\n'],
	] as const) {
		ptyTest(`${name}, ${screen}`, async (t) => {
			const pty = await openShell(t);
			const before = await sane(pty);
			pty.type(`${app} ${screen}; echo "code $?"\r`);
			await pty.waitForScreen('ready');
			pty.type(key);
			await pty.waitForScreen(`${text}code 1`);
			await restored(t, pty, before);
		});
	}

	for (const [signal, code] of [
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	] as const) {
		ptyTest(`${signal}, ${screen}`, async (t) => {
			const pty = await openShell(t);
			const before = await sane(pty);
			pty.type(`ulimit -c 0; bash -c 'echo "pid $$"; exec ${app.replaceAll("'", '"')} ${screen}'; echo "code $?"\r`);
			const text = await pty.waitForText(/^pid \d+$/m);
			await pty.waitForScreen('ready');
			process.kill(Number(/^pid (\d+)$/m.exec(text)![1]), signal);
			await pty.waitForScreen(new RegExp(`report: ${signal}\\n[^]*code ${code}`));
			await restored(t, pty, before);
		});
	}
}

ptyTest('Ctrl-C: a script around it stops as well', async (t) => {
	const pty = await openShell(t);
	const before = await sane(pty);
	pty.type(`bash -c '${app.replaceAll("'", '"')}; echo "went"" on"'; echo "code $?"\r`);
	await pty.waitForScreen('ready');
	pty.type(keys.ctrlC);
	await pty.waitForScreen('report: interrupted');
	await pty.waitForScreen('shell>');
	t.false((await pty.text()).includes('went on'));
	await restored(t, pty, before);
});

ptyTest('Ctrl-C in a pipeline: the other side gets it, its last words are read, the script stops', async (t) => {
	const pty = await openShell(t);
	const before = await sane(pty);
	const writer = 'trap "echo last words; exit 1" INT; echo first; while :; do sleep 0.05; done';
	pty.type(`bash -c '(${writer}) | ${app.replaceAll("'", '"')} pipe; echo "went"" on"'\r`);
	await pty.waitForScreen('bytes 6');
	pty.type(keys.ctrlC);
	await pty.waitForScreen(/report: 17 bytes/);
	await pty.waitForScreen('shell>');
	t.false((await pty.text()).includes('went on'));
	await restored(t, pty, before);
});

ptyTest('a second Ctrl-C does not wait for last words', async (t) => {
	const pty = await openShell(t);
	const before = await sane(pty);
	const fifo = await fifoPath(t);
	pty.type(`mkfifo ${fifo}; (trap "" INT; echo first; cat ${fifo}) | ${app} pipe\r`);
	await pty.waitForScreen('bytes 6');
	pty.type(keys.ctrlC);
	await pty.waitForScreen('bytes 6 interrupted');
	pty.type(keys.ctrlC);
	await pty.waitForScreen('report: SIGINT');
	// What would not stop is let go, so that the shell has its pipeline complete.
	await writeFile(fifo, 'stop\n');
	await restored(t, pty, before);
});

for (const screen of ['inline', 'alternate']) {
	ptyTest(`Ctrl-Z and fg, ${screen}`, async (t) => {
		const pty = await openShell(t);
		const before = await sane(pty);
		pty.type(`${app} ${screen}; echo "code $?"\r`);
		await pty.waitForScreen('ready');
		pty.type(keys.ctrlZ);
		await pty.waitForScreen('Stopped');
		await pty.waitForScreen(/shell> ?$/);
		t.is((await pty.modes()).alternateScreen, false);
		t.is((await pty.modes()).cursorHidden, false);
		t.is(await sane(pty), before);
		pty.type('clear; fg\r');
		await pty.waitForScreen('ready');
		t.true((await pty.modes()).cursorHidden);
		pty.type('k');
		await pty.waitForScreen('key k');
		pty.type('q');
		await pty.waitForScreen('report: ticked');
		await restored(t, pty, before);
	});
}

ptyTest('continued in the background it goes on reading without touching the terminal', async (t) => {
	const pty = await openShell(t);
	const before = await sane(pty);
	const fifo = await fifoPath(t);
	pty.type(`mkfifo ${fifo}; (echo first; cat ${fifo}) | ${app} pipe\r`);
	await pty.waitForScreen('bytes 6');
	pty.type(keys.ctrlZ);
	await pty.waitForScreen('Stopped');
	pty.type('bg\r');
	await writeFile(fifo, 'second\n');
	await pty.waitForText('report: 13 bytes');
	await restored(t, pty, before);
});

ptyTest('a stop and a continue from outside', async (t) => {
	const pty = await openShell(t);
	pty.type(`bash -c 'echo "pid $$"; exec ${app.replaceAll("'", '"')}'\r`);
	const text = await pty.waitForText(/^pid \d+$/m);
	await pty.waitForScreen('ready');
	const pid = Number(/^pid (\d+)$/m.exec(text)![1]);
	process.kill(pid, 'SIGSTOP');
	await pty.waitForScreen('Stopped');
	pty.type('clear; fg\r');
	await pty.waitForScreen('ready');
	pty.type('k');
	await pty.waitForScreen('key k');
	pty.type('q');
	t.regex(await pty.waitForScreen(/report: ticked\n+shell>/), /key k/);
});

ptyTest('a resize reaches the app', async (t) => {
	const pty = await openShell(t);
	pty.type(`${app} alternate\r`);
	await pty.waitForScreen('size 80x24');
	pty.resize(60, 15);
	await pty.waitForScreen('size 60x15');
	pty.resize(200, 50);
	await pty.waitForScreen('size 200x50');
	pty.type('q');
	await pty.waitForScreen('report: ticked');
	t.pass();
});

ptyTest('a closed pipe behind it', async (t) => {
	const pty = await openShell(t);
	const before = await sane(pty);
	pty.type(`${app} | true; echo "code \${PIPESTATUS[0]}"\r`);
	await pty.waitForScreen('ready');
	pty.type('q');
	await pty.waitForScreen('code 0');
	await restored(t, pty, before);
});

ptyTest('the window is closed', async (t) => {
	const pty = await Pty.start(['bash', '-c', `exec ${app}`]);
	t.teardown(() => pty.dispose());
	await pty.waitForScreen('ready');
	pty.hangUp();
	t.deepEqual(await pty.exited, {exitCode: undefined, signal: 'SIGHUP'});
});

ptyTest(
	'a terminal that nobody reads: the pipe is read on, and the terminal comes back when it is read again',
	async (t) => {
		const pty = await openShell(t, {columns: 200, rows: 50});
		const before = await sane(pty);
		const flood = 'head -c 20000000 /dev/zero; sleep 1; head -c 20000000 /dev/zero';
		pty.type(
			`(sleep 0.5; ${flood}) | ${app} pipe busy alternate >/tmp/nixscope-unread.$$; cat /tmp/nixscope-unread.$$\r`,
		);
		await pty.waitForScreen('ready');
		pty.stopReading();
		// Ends when the pipe does: with an event loop that a write had stopped it would never come to an end.
		await waitForFile(t, `/tmp/nixscope-unread.${pty.pid}`, 'report: 40000000 bytes');
		pty.readAgain();
		await pty.waitForScreen('report: 40000000 bytes');
		await restored(t, pty, before);
	},
);

async function fifoPath(t: ExecutionContext): Promise<string> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'nixscope-test-'));
	t.teardown(() => rm(folder, {recursive: true}));
	return path.join(folder, 'fifo');
}

async function waitForFile(t: ExecutionContext, file: string, wanted: string): Promise<void> {
	t.teardown(() => rmSync(file, {force: true}));
	await new Promise<void>((resolve) => {
		const look = () => {
			try {
				if (readFileSync(file, 'utf8').includes(wanted)) {
					watcher.close();
					resolve();
				}
			} catch {}
		};
		const watcher = watch('/tmp', look);
		look();
	});
}
