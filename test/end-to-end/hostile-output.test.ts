import {readFile, writeFile} from 'node:fs/promises';
import type {ExecutionContext} from 'ava';
import {keys, type Pty} from '../pty/pty.js';
import {assertRestored, modeForPrograms} from '../pty/shell.js';
import {nixscope, openProgramShell, pipeline, programTest} from './program.js';
import {temporaryFolder, unpackRecording} from './recorded-log.js';

const hostile = '2.34.8/hostile-output';
const quiet = '2.34.8/several-outputs';
/** Where each of them still runs. */
const markers: Readonly<Record<string, string>> = {
	[hostile]: 'no newline at the end',
	[quiet]: 'Running phase: checkPhase',
};

/**
 * What a builder's output must never make of ours: clipboard, hyperlinks, reset, device strings, questions to the
 * terminal, bells, C1 controls, bidi controls, and the builder's own title.
 */
const forbidden: ReadonlyArray<readonly [string, RegExp]> = [
	['clipboard', /\u001b\]52/],
	['hyperlink', /\u001b\]8;/],
	['title of the builder', /owned title/],
	['reset', /\u001bc/],
	['device control string', /\u001bP/],
	['question about the cursor', /\u001b\[6n/],
	['mouse', /\u001b\[\?100[0-36]/],
	['C1 control', /[\u0080-\u009f]/],
	['bidi control', /[\u202a-\u202e\u2066-\u2069]/],
];

for (const screen of ['--inline', '--full', '--plain']) {
	programTest(`a hostile build leaves the terminal as a quiet one does, ${screen}`, async (t) => {
		const [afterQuiet, afterHostile] = await Promise.all([watch(t, quiet, screen), watch(t, hostile, screen)]);
		t.deepEqual(afterHostile, afterQuiet);
	});
}

programTest('plain mode writes no escape sequence at all', async (t) => {
	const folder = temporaryFolder(t);
	const {first, rest} = await unpackRecording(folder, hostile, markers[hostile]!);
	const pty = await openProgramShell(t, folder);
	pty.type(`cat ${first} ${rest} | ${nixscope} --plain > ${folder}/out 2>&1; echo "code $?"\r`);
	await pty.waitForText(/code 0/);
	const plain = await readFile(`${folder}/out`, 'utf8');
	t.regex(plain, /built +hostile-1\.0/);
	t.notRegex(plain, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

/** Lets the program show the build, its log included, and the end of it. @returns The terminal's state afterwards. */
async function watch(t: ExecutionContext, recording: string, screen: string) {
	const folder = temporaryFolder(t);
	const {first, rest} = await unpackRecording(folder, recording, markers[recording]!);
	const pty = await openProgramShell(t, folder);
	const before = await modeForPrograms(pty);
	pty.forget();
	pty.type(`clear; ${pipeline(folder, first, screen)}`);
	const name = recording === hostile ? 'hostile-1.0' : 'glib-2.86.1';
	await pty.waitForScreen(screen === '--plain' ? new RegExp(`start +${name}`) : new RegExp(`${name} `));
	if (screen === '--full') await lookAtLog(pty);
	await writeFile(`${folder}/fifo`, await readFile(rest));
	await pty.waitForScreen(/code \d|built after/);
	if (screen === '--full') pty.type('q');
	await pty.waitForScreen(/code 0/);
	for (const [what, pattern] of forbidden) t.notRegex(pty.output, pattern, `${what} in ${recording} ${screen}`);
	await assertRestored(t, pty, before);
	await pty.waitForScreen(/shell> ?$/);
	return {...(await pty.modes()), title: pty.title, pen: await pen(pty), column: (await pty.cursor()).column};
}

/** The log of the selected build on the whole screen, from its start to its end. */
async function lookAtLog(pty: Pty): Promise<void> {
	pty.type(keys.enter);
	await pty.waitForScreen(/Running phase/);
	for (const key of [keys.pageUp, keys.pageUp, keys.pageDown, keys.pageDown]) pty.type(key);
	await pty.waitForScreen(/Running phase|newline at the end/);
	pty.type(keys.escape);
}

/** Colours and attributes of what is written next. */
async function pen(pty: Pty): Promise<readonly number[]> {
	pty.type('clear; echo pen\r');
	await pty.waitForScreen(/^pen\nshell> ?$/m);
	const {active} = pty.terminal.buffer;
	const row = (await pty.screen()).split('\n').indexOf('pen');
	const cell = active.getLine(active.baseY + row)?.getCell(0);
	return [
		cell?.getFgColor() ?? 0,
		cell?.getBgColor() ?? 0,
		cell?.isBold() ?? 0,
		cell?.isInverse() ?? 0,
		cell?.isUnderline() ?? 0,
	];
}
