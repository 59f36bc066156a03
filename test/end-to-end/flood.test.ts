import {statSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {keys} from '../pty/pty.js';
import {assertRestored, modeForPrograms} from '../pty/shell.js';
import {nixscope, openProgramShell, pipeline, programTest} from './program.js';
import {ending, temporaryFolder, writeLog} from './recorded-log.js';

const home = '\u001b[H';
const lineCount = 500_000;
/** What the process may grow to: Node, Ink and the bounded part of the log in memory. */
const residentLimitMiB = 260;

programTest.serial('500,000 lines: nothing is lost, memory stays bounded', async (t) => {
	const folder = temporaryFolder(t);
	await writeLog(`${folder}/first.log`, lines(lineCount));
	t.true(statSync(`${folder}/first.log`).size > 40e6);
	const pty = await openProgramShell(t, folder, {patienceMs: 60_000});
	const before = await modeForPrograms(pty);
	pty.type(`clear; ${pipeline(folder, `${folder}/first.log`, '--full')}`);
	await pty.waitForScreen(/\[500000\/500000\]/);
	const pid = Number(await readFile(`${folder}/pid`, 'utf8'));
	t.true((await peakMiB(pid)) < residentLimitMiB, `${await peakMiB(pid)} MiB`);
	pty.type(keys.enter);
	await pty.waitForScreen(/of 500,000 lines/);
	pty.type(home);
	await pty.waitForScreen(/\[1\/500000\]/);
	await writeFile(`${folder}/fifo`, ending);
	await pty.waitForScreen(/built after/);
	pty.type('q');
	await pty.waitForScreen(/code 0/);
	await assertRestored(t, pty, before);
});

programTest.serial('keys are answered while the lines come', async (t) => {
	const folder = temporaryFolder(t);
	await writeLog(`${folder}/some.log`, lines(lineCount));
	await writeFile(`${folder}/producer.mjs`, producer(`${folder}/some.log`));
	const pty = await openProgramShell(t, folder, {patienceMs: 60_000});
	const before = await modeForPrograms(pty);
	pty.type(`clear; '${process.execPath}' ${folder}/producer.mjs | ${nixscope} --full; echo "code $?"\r`);
	await pty.waitForScreen(/flood-1\.0/);
	const delays: number[] = [];
	for (let press = 0; press < 40; press++) {
		const [key, wanted] = press % 2 === 0 ? (['3', /Nothing is fetched/] as const) : (['1', /flood-1\.0 /] as const);
		const started = performance.now();
		pty.type(key);
		await pty.waitForScreen(wanted);
		delays.push(performance.now() - started);
		// A person's fingers; the flood goes on meanwhile.
		await new Promise((resolve) => setTimeout(resolve, 60));
	}
	delays.sort((left, right) => left - right);
	const p95 = delays[Math.floor(delays.length * 0.95) - 1] ?? Number.POSITIVE_INFINITY;
	// How fast they are is for the benchmarks to say: a busy machine must not fail a test.
	t.log(`p95 ${p95.toFixed(0)} ms`);
	t.is(delays.length, 40);
	pty.type('q');
	await pty.waitForScreen(/again stops the build/);
	pty.type('q');
	await pty.waitForScreen(/Interrupted after/);
	await assertRestored(t, pty, before);
});

programTest.serial('a line of 2 MB', async (t) => {
	const folder = temporaryFolder(t);
	await writeLog(`${folder}/first.log`, ['before', 'x'.repeat(2_000_000), 'after the long line']);
	const pty = await openProgramShell(t, folder);
	const before = await modeForPrograms(pty);
	pty.type(`clear; ${pipeline(folder, `${folder}/first.log`, '--full')}`);
	await pty.waitForScreen(/after the long line/);
	await writeFile(`${folder}/fifo`, ending);
	await pty.waitForScreen(/built after/);
	pty.type('q');
	await pty.waitForScreen(/code 0/);
	await assertRestored(t, pty, before);
});

programTest.serial('a terminal that nobody reads does not hold the build up', async (t) => {
	const folder = temporaryFolder(t);
	await writeLog(`${folder}/first.log`, ['one line']);
	await writeLog(`${folder}/some.log`, lines(lineCount));
	const pty = await openProgramShell(t, folder, {patienceMs: 60_000});
	const producer = `cat ${folder}/first.log ${folder}/fifo; cat ${folder}/some.log; echo all > ${folder}/written`;
	pty.type(`mkfifo ${folder}/fifo; (${producer}) | ${nixscope} --full\r`);
	await pty.waitForScreen(/flood-1\.0/);
	pty.stopReading();
	await writeFile(`${folder}/fifo`, '');
	// 60 MB pass through a pipe of 64 KiB while not one byte leaves for the terminal.
	await appearance(`${folder}/written`);
	pty.readAgain();
	await pty.waitForScreen(/\[500000\/500000\]|interrupted|stopped/);
	t.pass();
});

/** A program that writes the log again and again at the speed at which Nix passes such a log on: 20 MB a second. */
function producer(file: string): string {
	return `
import {readFileSync, writeSync} from 'node:fs';
const log = readFileSync('${file}');
const piece = 200_000;
let offset = 0;
setInterval(() => {
	for (let end = offset + piece; offset < end; ) offset += writeSync(1, log, offset, Math.min(end, log.length) - offset);
	if (offset >= log.length - piece) offset = 0;
}, 10);
`;
}

function* lines(count: number): Generator<string> {
	for (let line = 1; line <= count; line++) yield `[${line}/${count}] gcc -O2 -c unit${line}.c -o unit${line}.o`;
}

/** The most memory that a process has had. */
async function peakMiB(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function appearance(file: string): Promise<void> {
	for (let attempt = 0; attempt < 600; attempt++) {
		if (statSync(file, {throwIfNoEntry: false}) !== undefined) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`${file} did not appear`);
}
