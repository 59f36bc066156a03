import {readFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import type {ExecutionContext} from 'ava';
import {keys, type Pty} from '../pty/pty.js';
import {assertRestored, modeForPrograms} from '../pty/shell.js';
import {nixscope, openProgramShell, pipeline, programTest} from './program.js';
import {ending, temporaryFolder, writeLog} from './recorded-log.js';

type Running = {readonly pty: Pty; readonly folder: string; readonly before: string};

/** Throws where nobody catches it, when it gets SIGUSR2. */
const thrower = `data:text/javascript,${encodeURIComponent('process.on("SIGUSR2", () => {throw new Error("on purpose")})')}`;

for (const screen of ['inline', 'full']) {
	programTest(`quit, ${screen}`, async (t) => {
		const {pty, before} = await startBuild(t, screen);
		pty.type('q');
		await pty.waitForScreen(/again stops the build/);
		pty.type('q');
		await pty.waitForScreen(/Interrupted after/);
		await pty.waitForScreen(/shell> ?$/);
		await assertRestored(t, pty, before);
	});

	programTest(`the build ends, ${screen}`, async (t) => {
		const {pty, folder, before} = await startBuild(t, screen);
		await writeFile(`${folder}/fifo`, ending);
		if (screen === 'full') {
			// The full screen stays for a look around.
			await pty.waitForScreen(/built after/);
			pty.type('q');
		}
		await pty.waitForScreen(/code 0/);
		t.regex(await pty.text(), /Built .*flood-1\.0|Built .*1 /);
		await assertRestored(t, pty, before);
	});

	programTest(`Ctrl-C, ${screen}: the report, then death by SIGINT`, async (t) => {
		const {pty, before} = await startBuild(t, screen);
		pty.type(keys.ctrlC);
		await pty.waitForScreen(/Interrupted after/);
		await pty.waitForScreen(/shell> ?$/);
		t.false((await pty.text()).includes('code 0'));
		await assertRestored(t, pty, before);
	});

	for (const [signal, code] of [
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
	] as const) {
		programTest(`${signal} to nixscope alone, ${screen}`, async (t) => {
			const {pty, folder, before} = await startBuild(t, screen);
			process.kill(pidOf(folder), signal);
			await writeFile(`${folder}/fifo`, ending);
			await pty.waitForScreen(code === 130 ? /shell> ?$/ : new RegExp(`code ${code}`));
			await assertRestored(t, pty, before);
		});
	}

	programTest(`an exception, ${screen}`, async (t) => {
		const {pty, folder, before} = await startBuild(t, screen, {NODE_OPTIONS: `--import ${thrower}`});
		process.kill(pidOf(folder), 'SIGUSR2');
		await pty.waitForScreen(/on purpose/);
		await writeFile(`${folder}/fifo`, ending);
		await pty.waitForScreen(/code [1-9]/);
		await assertRestored(t, pty, before);
	});

	programTest(`Ctrl-Z and fg, ${screen}`, async (t) => {
		const {pty, folder, before} = await startBuild(t, screen);
		pty.type(keys.ctrlZ);
		await pty.waitForScreen('Stopped');
		await pty.waitForScreen(/shell> ?$/);
		t.is(await modeForPrograms(pty), before);
		t.false((await pty.modes()).alternateScreen);
		t.false((await pty.modes()).cursorHidden);
		pty.type('clear; fg\r');
		await pty.waitForScreen(/flood-1\.0/);
		pty.type('q');
		await pty.waitForScreen(/again stops the build/);
		pty.type('q');
		await pty.waitForScreen(/Interrupted after/);
		await assertRestored(t, pty, before);
		t.truthy(folder);
	});
}

programTest('the other side of the pipe is killed', async (t) => {
	const folder = temporaryFolder(t);
	const {pty, before} = await started(t, folder, (first) => {
		const producer = `bash -c 'echo $$ > ${folder}/producer; cat ${first}; exec sleep 1000'`;
		return `${producer} | ${nixscope}; echo "code $?"\r`;
	});
	process.kill(Number(readFileSync(`${folder}/producer`, 'utf8')), 'SIGKILL');
	await pty.waitForScreen(/code 1/);
	t.regex(await pty.text(), /Interrupted|interrupted|1 stopped/);
	await assertRestored(t, pty, before);
});

programTest('nobody reads its output', async (t) => {
	const folder = temporaryFolder(t);
	await writeLog(`${folder}/first.log`, ['one line']);
	const pty = await openProgramShell(t, folder);
	const before = await modeForPrograms(pty);
	pty.type(`(cat ${folder}/first.log; sleep 0.3) | ${nixscope} --plain 2>&1 | true; echo "codes \${PIPESTATUS[*]}"\r`);
	await pty.waitForScreen(/codes \d/);
	t.notRegex(await pty.text(), /EPIPE|Error|at .*\.js/);
	await assertRestored(t, pty, before);
});

programTest('the window is closed', async (t) => {
	const {pty, folder} = await startBuild(t, 'inline');
	const pid = pidOf(folder);
	pty.hangUp();
	await pty.exited;
	await t.notThrowsAsync(ended(pid));
});

programTest('a script around it stops with Ctrl-C', async (t) => {
	const folder = temporaryFolder(t);
	await writeLog(`${folder}/first.log`, ['one line']);
	await writeFile(`${folder}/script`, `(cat ${folder}/first.log; sleep 1000) | ${nixscope}\necho went on\n`);
	const pty = await openProgramShell(t, folder);
	const before = await modeForPrograms(pty);
	pty.type(`bash ${folder}/script\r`);
	await pty.waitForScreen(/flood-1\.0/);
	pty.type(keys.ctrlC);
	await pty.waitForScreen(/Interrupted after/);
	await pty.waitForScreen(/shell> ?$/);
	t.false((await pty.text()).includes('went on'));
	await assertRestored(t, pty, before);
});

const sizes = [
	[60, 15],
	[140, 45],
	[100, 30],
] as const;
programTest('resizing leaves no debris', async (t) => {
	const {pty, folder, before} = await startBuild(t, 'full');
	for (const [columns, rows] of sizes) {
		pty.resize(columns, rows);
		await pty.waitForScreen(new RegExp(`^[╍─━]{${columns}}$`, 'm'));
	}
	await assertWhole(t, pty);
	await writeFile(`${folder}/fifo`, ending);
	await pty.waitForScreen(/built after/);
	pty.type('q');
	await pty.waitForScreen(/code 0/);
	await assertRestored(t, pty, before);
});

programTest('a window that changes and is as before leaves no debris', async (t) => {
	const {pty} = await startBuild(t, 'full');
	// The terminal has cut the rows that did not fit, though the size that the program sees may be the old one.
	for (const [columns, rows] of sizes) pty.resize(columns, rows);
	await pty.waitForScreen(/\b[2-9]s\b/);
	await assertWhole(t, pty);
});

async function assertWhole(t: ExecutionContext, pty: Pty): Promise<void> {
	// A frame may arrive in pieces: it is whole with its footer.
	const screen = await pty.waitForScreen(/^ nixscope .*\n 1 Tree[\s\S]*● flood-1\.0[\s\S]*q quit\s*$/);
	t.regex(screen, /^ nixscope .*\n 1 Tree/, screen);
	t.is(screen.match(/^ nixscope/gm)?.length, 1, screen);
	t.is(screen.match(/● flood-1\.0/g)?.length, 1, screen);
}

/** A build that runs until something is written into `$folder/fifo`, watched by the program. */
async function startBuild(t: ExecutionContext, screen: string, env: Record<string, string> = {}): Promise<Running> {
	const folder = temporaryFolder(t);
	const running = await started(t, folder, (first) => pipeline(folder, first, `--${screen}`), env);
	if (screen === 'full') t.true((await running.pty.modes()).alternateScreen);
	t.true((await running.pty.modes()).cursorHidden);
	return running;
}

async function started(
	t: ExecutionContext,
	folder: string,
	command: (first: string) => string,
	env: Record<string, string> = {},
): Promise<Running> {
	const first = `${folder}/first.log`;
	await writeLog(first, ['unpacking sources', 'compiling']);
	const pty = await openProgramShell(t, folder, {env});
	const before = await modeForPrograms(pty);
	pty.type(`clear; ${command(first)}`);
	await pty.waitForScreen(/● +flood-1\.0|flood-1\.0 +.*\d+s/);
	return {pty, folder, before};
}

function pidOf(folder: string): number {
	return Number(readFileSync(`${folder}/pid`, 'utf8'));
}

/** Resolves once there is no such process. */
async function ended(pid: number): Promise<void> {
	for (let attempt = 0; attempt < 100; attempt++) {
		try {
			process.kill(pid, 0);
		} catch {
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`${pid} still runs`);
}
