import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import test from 'ava';
import {parseTimes} from '../../source/inputs/log-tape.js';
import {openTape} from '../../source/inputs/open-tape.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

async function pieces(file: string): Promise<Array<readonly [number, string]>> {
	const found: Array<readonly [number, string]> = [];
	for await (const event of (await openTape(file)).events()) {
		found.push([event.receivedAt, event.kind === 'bytes' ? event.chunk.toString() : event.kind]);
	}

	return found;
}

test('a bare log: everything at the beginning, and said', async (t) => {
	const file = path.join(folder, 'bare.log');
	writeFileSync(file, '@nix {}\nno newline');
	const tape = await openTape(file);
	t.false(tape.isTimed);
	t.is(tape.logFile, file);
	t.is(tape.durationMs, 0);
	t.deepEqual(await pieces(file), [
		[0, 'opened'],
		[0, '@nix {}\nno newline'],
		[0, 'closed'],
		[0, 'end'],
	]);
});

for (const isPacked of [false, true]) {
	test(`a log with its times beside it${isPacked ? ', packed' : ''}`, async (t) => {
		const name = isPacked ? 'packed' : 'timed';
		const pack = (text: string) => (isPacked ? gzipSync(text) : text);
		const suffix = isPacked ? '.gz' : '';
		const file = path.join(folder, `${name}.log${suffix}`);
		writeFileSync(file, pack('one\ntwo\nthree\nfour\n'));
		writeFileSync(path.join(folder, `${name}.times${suffix}`), pack('10.5 0 4\n20 4 4\n30 8 6\n'));
		writeFileSync(
			path.join(folder, `${name}.meta.json`),
			JSON.stringify({argv: ['nix', 'build', 'x'], rc: 1, seconds: 0.05, started: 1000.5}),
		);
		const tape = await openTape(file);
		t.true(tape.isTimed);
		t.is(tape.logFile, isPacked ? undefined : file);
		t.deepEqual(tape.description, {command: ['nix', 'build', 'x'], nixVersion: undefined, startedAt: 1_000_500});
		t.is(tape.durationMs, 50);
		t.deepEqual(await pieces(file), [
			[0, 'opened'],
			[10.5, 'one\n'],
			[20, 'two\n'],
			[30, 'three\n'],
			// More than the times know of.
			[30, 'four\n'],
			[50, 'closed'],
			[50, 'end'],
		]);
		for await (const event of tape.events()) {
			if (event.kind === 'end') {
				t.is(event.exitCode, 1);
			}
		}
	});
}

test('damaged times and companions', (t) => {
	t.deepEqual(parseTimes('x y z\n5 0 4\n3 4 4\n\n9 4\n-1 8 1\n7 8 2'), [
		{at: 5, end: 4},
		{at: 5, end: 8},
		{at: 7, end: 10},
	]);
});

test('an empty file and one that is not there', async (t) => {
	const file = path.join(folder, 'empty.log');
	writeFileSync(file, '');
	t.deepEqual(
		(await pieces(file)).map(([, kind]) => kind),
		['opened', 'closed', 'end'],
	);
	await t.throwsAsync(openTape(path.join(folder, 'none')), {code: 'ENOENT'});
});
