import {readFileSync, rmSync, watch} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import {requires, rootUser} from '../requirements.js';
import {keys, Pty} from './pty.js';
import {assertRestored, modeForPrograms, openShell, smallApp} from './shell.js';

const ptyTest = requires('python3', 'stty', 'bash');
for (const screen of ['inline', 'alternate']) {
	ptyTest(`quit, ${screen}`, async (t) => {
		const pty = await openShell(t);
		const before = await modeForPrograms(pty);
		pty.type(`${smallApp} ${screen}; echo "code $?"\r`);
		await pty.waitForScreen('ready');
		t.is(pty.title, 'building');
		t.true(pty.output.includes('\u001B]9;4;1;50\u001B\\'));
		t.true((await pty.modes()).cursorHidden);
		t.is((await pty.modes()).alternateScreen, screen === 'alternate');
		pty.type('q');
		await pty.waitForScreen(/report: ticked\ncode 0/);
		t.true(pty.output.includes('\u001B]9;4;0;0\u001B\\'));
		await assertRestored(t, pty, before);
	});

	for (const [name, key, text] of [
		['an exception', 'x', 'crash: on purpose\n'],
		['a rejected promise', 'p', 'crash: on purpose, rejected\n'],
	] as const) {
		ptyTest(`${name}, ${screen}`, async (t) => {
			const pty = await openShell(t);
			const before = await modeForPrograms(pty);
			pty.type(`${smallApp} ${screen}; echo "code $?"\r`);
			await pty.waitForScreen('ready');
			pty.type(key);
			await pty.waitForScreen(`${text}code 1`);
			await assertRestored(t, pty, before);
		});
	}

	for (const [signal, code] of [
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	] as const) {
		ptyTest(`${signal}, ${screen}`, async (t) => {
			const pty = await openShell(t);
			const before = await modeForPrograms(pty);
			pty.type(
				`ulimit -c 0; bash -c 'echo "pid $$"; exec ${smallApp.replaceAll("'", '"')} ${screen}'; echo "code $?"\r`,
			);
			const text = await pty.waitForText(/^pid \d+$/m);
			await pty.waitForScreen('ready');
			process.kill(Number(/^pid (\d+)$/m.exec(text)![1]), signal);
			await pty.waitForScreen(new RegExp(`report: ${signal}\\n[^]*code ${code}`));
			await assertRestored(t, pty, before);
		});
	}
}

ptyTest('Ctrl-C: a script around it stops as well', async (t) => {
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	pty.type(`bash -c '${smallApp.replaceAll("'", '"')}; echo "went"" on"'; echo "code $?"\r`);
	await pty.waitForScreen('ready');
	pty.type(keys.ctrlC);
	await pty.waitForScreen(/report: interrupted\n+(went on\n)?shell>/);
	t.false((await pty.text()).includes('went on'));
	await assertRestored(t, pty, before);
});

ptyTest('Ctrl-C in a pipeline: the other side gets it, its last words are read, the script stops', async (t) => {
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	const writer = 'trap "echo last words; exit 1" INT; echo first; while :; do sleep 0.05; done';
	pty.type(`bash -c '(${writer}) | ${smallApp.replaceAll("'", '"')} pipe; echo "went"" on"'\r`);
	await pty.waitForScreen('bytes 6');
	pty.type(keys.ctrlC);
	await pty.waitForScreen(/report: 17 bytes.*\n+(went on\n)?shell>/);
	t.false((await pty.text()).includes('went on'));
	await assertRestored(t, pty, before);
});

requires(
	'python3',
	'stty',
	'bash',
	'setpriv',
	rootUser,
)('Ctrl-C reaches the root process of a pipeline that is watched by another user', async (t) => {
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	const writer = 'trap "echo last words; exit 1" INT; echo first; while :; do sleep 0.05; done';
	const other = 'setpriv --reuid daemon --regid daemon --clear-groups';
	pty.type(`bash -c '(${writer}) | ${other} ${smallApp.replaceAll("'", '"')} pipe; echo "went"" on"'\r`);
	await pty.waitForScreen('bytes 6');
	pty.type(keys.ctrlC);
	await pty.waitForScreen(/report: 17 bytes.*\n+(went on\n)?shell>/);
	t.false((await pty.text()).includes('went on'));
	await assertRestored(t, pty, before);
});

ptyTest('a second Ctrl-C does not wait for last words', async (t) => {
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	const fifo = await fifoPath(t);
	pty.type(`mkfifo ${fifo}; (trap "" INT; echo first; cat ${fifo}) | ${smallApp} pipe\r`);
	await pty.waitForScreen('bytes 6');
	pty.type(keys.ctrlC);
	await pty.waitForScreen('bytes 6 interrupted');
	pty.type(keys.ctrlC);
	await pty.waitForScreen('report: SIGINT');
	// What would not stop is let go, so that the shell has its pipeline complete.
	await writeFile(fifo, 'stop\n');
	await assertRestored(t, pty, before);
});

for (const screen of ['inline', 'alternate']) {
	ptyTest(`Ctrl-Z and fg, ${screen}`, async (t) => {
		const pty = await openShell(t);
		const before = await modeForPrograms(pty);
		pty.type(`${smallApp} ${screen}; echo "code $?"\r`);
		await pty.waitForScreen('ready');
		pty.type(keys.ctrlZ);
		await pty.waitForScreen('Stopped');
		await pty.waitForScreen(/shell> ?$/);
		t.is((await pty.modes()).alternateScreen, false);
		t.is((await pty.modes()).cursorHidden, false);
		t.is(await modeForPrograms(pty), before);
		pty.type('clear; fg\r');
		await pty.waitForScreen('ready');
		t.true((await pty.modes()).cursorHidden);
		pty.type('k');
		await pty.waitForScreen('key k');
		pty.type('q');
		await pty.waitForScreen('report: ticked');
		await assertRestored(t, pty, before);
	});
}

ptyTest('continued in the background it goes on reading without touching the terminal', async (t) => {
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	const fifo = await fifoPath(t);
	pty.type(`mkfifo ${fifo}; (echo first; cat ${fifo}) | ${smallApp} pipe\r`);
	await pty.waitForScreen('bytes 6');
	pty.type(keys.ctrlZ);
	await pty.waitForScreen('Stopped');
	pty.type('bg\r');
	await writeFile(fifo, 'second\n');
	await pty.waitForText('report: 13 bytes');
	await assertRestored(t, pty, before);
});

ptyTest('a stop and a continue from outside', async (t) => {
	const pty = await openShell(t);
	pty.type(`bash -c 'echo "pid $$"; exec ${smallApp.replaceAll("'", '"')}'\r`);
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

ptyTest('echo comes back when a program had switched it off at our start, to ask for a password', async (t) => {
	const pty = await openShell(t);
	const before = await modeForPrograms(pty);
	pty.type(`stty -echo; ${smallApp}; echo "code $?"\r`);
	await pty.waitForScreen('ready');
	pty.type('q');
	await pty.waitForScreen(/report: ticked\n+code 0/);
	await assertRestored(t, pty, before);
});

ptyTest('a resize reaches the app', async (t) => {
	const pty = await openShell(t);
	pty.type(`${smallApp} alternate\r`);
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
	const before = await modeForPrograms(pty);
	pty.type(`${smallApp} | true; echo "code \${PIPESTATUS[0]}"\r`);
	await pty.waitForScreen('ready');
	pty.type('q');
	await pty.waitForScreen('code 0');
	await assertRestored(t, pty, before);
});

ptyTest('the window is closed', async (t) => {
	const pty = await Pty.start(['bash', '-c', `exec ${smallApp}`]);
	t.teardown(() => pty.dispose());
	await pty.waitForScreen('ready');
	pty.hangUp();
	t.deepEqual(await pty.exited, {exitCode: undefined, signal: 'SIGHUP'});
});

ptyTest(
	'a terminal that nobody reads: the pipe is read on, and the terminal comes back when it is read again',
	async (t) => {
		const pty = await openShell(t, {columns: 200, rows: 50});
		const before = await modeForPrograms(pty);
		const flood = 'head -c 20000000 /dev/zero; sleep 1; head -c 20000000 /dev/zero';
		pty.type(
			`(sleep 0.5; ${flood}) | ${smallApp} pipe busy alternate >/tmp/nixscope-unread.$$; cat /tmp/nixscope-unread.$$\r`,
		);
		await pty.waitForScreen('ready');
		pty.stopReading();
		// Ends when the pipe does: with an event loop that a write had stopped it would never come to an end.
		await waitForFile(t, `/tmp/nixscope-unread.${pty.pid}`, 'report: 40000000 bytes');
		pty.readAgain();
		await pty.waitForScreen('report: 40000000 bytes');
		await assertRestored(t, pty, before);
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
