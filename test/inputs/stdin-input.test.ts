import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'ava';
import {openPipe} from '../../source/inputs/pipe.js';
import {StdinInput} from '../../source/inputs/stdin-input.js';
import {requires} from '../requirements.js';
import {collect} from './collect.js';

const pipeTest = requires('mkfifo');

test('a file: few large chunks, then closed and end', async (t) => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'nixscope-test-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	const file = path.join(folder, 'log');
	const content = 'x'.repeat(3_000_000);
	writeFileSync(file, content);
	const {events, text, finished} = collect(new StdinInput(openSync(file, 'r')));
	await finished;
	t.is(text(), content);
	t.is(events.filter(({kind}) => kind === 'bytes').length, 3);
	t.deepEqual([events[0]?.kind, ...events.slice(-2).map(({kind}) => kind)], ['opened', 'closed', 'end']);
	t.like(events.at(-1), {exitCode: undefined, signal: undefined});
});

pipeTest('a pipe: bytes as they come, stamped in order', async (t) => {
	const pipe = openPipe()!;
	const input = new StdinInput(pipe.readable);
	const pieces = ['first', 'second', ' without newline'];
	const {events, text, finished} = collect(input, ({kind}) => {
		if (kind === 'closed' || kind === 'end') {
			return;
		}
		const piece = pieces.shift();
		if (piece === undefined) {
			closeSync(pipe.writable);
		} else {
			writeSync(pipe.writable, piece);
		}
	});
	await finished;
	t.is(text(), 'firstsecond without newline');
	t.is(events.filter(({kind}) => kind === 'bytes').length, 3);
	const stamps = events.map(({receivedAt}) => receivedAt);
	t.deepEqual(
		stamps,
		stamps.toSorted((a, b) => a - b),
	);
	t.true(input.now() >= stamps.at(-1)!);
});

pipeTest('stop() ends a pipe that stays open', async (t) => {
	const pipe = openPipe()!;
	const input = new StdinInput(pipe.readable);
	writeSync(pipe.writable, 'half a li');
	const {events, text, finished} = collect(input, ({kind}) => {
		if (kind === 'bytes') {
			input.stop();
		}
	});
	await finished;
	t.is(text(), 'half a li');
	t.is(events.at(-1)?.kind, 'end');
	closeSync(pipe.writable);
});
