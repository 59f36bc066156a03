import {mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import test from 'ava';
import fc from 'fast-check';
import type {InputEvent} from '../../source/inputs/input.js';
import {openTape} from '../../source/inputs/open-tape.js';
import {createRecorder} from '../../source/inputs/recorder.js';
import {formatEvent, formatHeader, parseEvent, parseHeader} from '../../source/inputs/recording.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

const description = {command: ['nix', 'build', 'ü x'], nixVersion: '2.34.8', startedAt: 1_795_220_000_989};

const events: InputEvent[] = [
	{kind: 'opened', source: 0, bare: false, receivedAt: 0},
	{kind: 'bytes', source: 0, chunk: Buffer.from('@nix {"action":"stop","id":1}\nplain\u0000\r\n'), receivedAt: 12.3},
	{kind: 'bytes', source: 0, chunk: Buffer.from([0x63, 0x61, 0x66, 0xc3]), receivedAt: 12.4},
	{kind: 'opened', source: 1, bare: true, receivedAt: 13},
	{kind: 'derivation', path: '/nix/store/a.drv', content: 'Derive([("out","/nix/store/a","","")])', receivedAt: 14},
	{kind: 'version', nixVersion: '2.34.8', receivedAt: 15},
	{kind: 'closed', source: 1, receivedAt: 1500},
	{kind: 'end', receivedAt: 3000.5, exitCode: undefined, signal: 'SIGINT'},
];

async function collect(file: string): Promise<InputEvent[]> {
	const found: InputEvent[] = [];
	for await (const event of (await openTape(file)).events()) {
		found.push(event.kind === 'bytes' ? {...event, chunk: Buffer.from(event.chunk)} : event);
	}

	return found;
}

function record(name: string, recorded: readonly InputEvent[] = events): string {
	const file = path.join(folder, name);
	const recorder = createRecorder(file, description);
	for (const event of recorded) {
		recorder.record(event);
	}

	recorder.close();
	t0(recorder.failure);
	return file;
}

function t0(failure: string | undefined): void {
	if (failure !== undefined) {
		throw new Error(failure);
	}
}

for (const name of ['plain.jsonl', 'packed.jsonl.gz']) {
	test(`what is recorded is played back: ${name}`, async (t) => {
		const file = record(name);
		const tape = await openTape(file);
		t.deepEqual(tape.description, description);
		t.true(tape.isTimed);
		t.is(tape.durationMs, 3000.5);
		t.deepEqual(await collect(file), events);
	});
}

test('any bytes survive', (t) => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 200}), (bytes) => {
			const event: InputEvent = {kind: 'bytes', source: 3, chunk: Buffer.from(bytes), receivedAt: 1};
			const back = parseEvent(formatEvent(event));
			return back?.kind === 'bytes' && back.chunk.equals(event.chunk) && back.source === 3;
		}),
		{numRuns: 500, interruptAfterTimeLimit: 3000},
	);
	t.pass();
});

test('text is kept readable, other bytes are not', (t) => {
	const line = (chunk: Buffer) => formatEvent({kind: 'bytes', source: 0, chunk, receivedAt: 1.26});
	t.is(line(Buffer.from('ä\n')), '{"at":1.3,"kind":"bytes","source":0,"text":"ä\\n"}\n');
	t.is(line(Buffer.from([0xff])), '{"at":1.3,"kind":"bytes","source":0,"base64":"/w=="}\n');
});

test('a recording that was cut off plays as far as it goes', async (t) => {
	const file = record('cut.jsonl');
	truncateSync(file, readFileSync(file).length - 60);
	const found = await collect(file);
	t.deepEqual(found.slice(0, -1), events.slice(0, -1));
	t.deepEqual(found.at(-1), {kind: 'end', receivedAt: 1500, exitCode: undefined, signal: undefined});
});

test('so does a packed one', async (t) => {
	const file = path.join(folder, 'cut.jsonl.gz');
	const noise = Array.from({length: 5000}, (_, index) =>
		formatEvent({kind: 'bytes', source: 0, chunk: Buffer.from(`${Math.sin(index)}\n`), receivedAt: index}),
	);
	const packed = gzipSync(formatHeader(description) + noise.join(''));
	writeFileSync(file, packed.subarray(0, Math.floor(packed.length / 2)));
	const found = await collect(file);
	t.true(found.length > 1000 && found.length < 4000, String(found.length));
	t.is(found.at(-1)?.kind, 'end');
});

test('damaged lines are skipped and time never runs backwards', async (t) => {
	const file = path.join(folder, 'damaged.jsonl');
	writeFileSync(
		file,
		`${formatHeader(description)}{"at":5,"kind":"version","nixVersion":"2.30"}\n{"at":6,"kind":"bytes"}\nnot json\n[1]\n{"at":7,"kind":"from the future"}\n{"at":2,"kind":"closed","source":0}\n`,
	);
	t.deepEqual(await collect(file), [
		{kind: 'version', nixVersion: '2.30', receivedAt: 5},
		{kind: 'closed', source: 0, receivedAt: 5},
		{kind: 'end', receivedAt: 5, exitCode: undefined, signal: undefined},
	]);
});

test('another version of the format is refused, in words', async (t) => {
	const file = path.join(folder, 'new.jsonl');
	writeFileSync(file, '{"nixscope":"recording","version":2}\n');
	await t.throwsAsync(openTape(file), {message: /cannot read/});
	t.is(parseHeader('{"nixscope":"recording","version":2}'), undefined);
	t.is(parseHeader('hello'), undefined);
});

test('a recording is there while the build goes on', (t) => {
	const file = path.join(folder, 'live.jsonl');
	const recorder = createRecorder(file, description);
	recorder.record({kind: 'bytes', source: 0, chunk: Buffer.from('a\n'), receivedAt: 10});
	recorder.record({kind: 'bytes', source: 0, chunk: Buffer.from('b\n'), receivedAt: 2000});
	t.is(readFileSync(file, 'utf8').split('\n').length, 4);
	recorder.close();
});

test('what is read after the end stands before it', async (t) => {
	const late: InputEvent = {kind: 'derivation', path: '/nix/store/b.drv', content: 'Derive()', receivedAt: 3100};
	const found = await collect(record('late.jsonl', [...events, late]));
	t.deepEqual(found, [...events.slice(0, -1), {...late, receivedAt: 3000.5}, events.at(-1)]);
});

test('packed pieces can be read by any gunzip', (t) => {
	const file = record('pieces.jsonl.gz');
	t.true(gunzipSync(readFileSync(file)).toString().startsWith(formatHeader(description)));
});

test('a full disk ends the recording and nothing else', (t) => {
	const recorder = createRecorder('/dev/full', description);
	recorder.record({kind: 'end', receivedAt: 1, exitCode: 0, signal: undefined});
	recorder.close();
	t.regex(recorder.failure ?? '', /cannot write \/dev\/full: ENOSPC/);
	t.notThrows(() => recorder.close());
	t.throws(() => createRecorder(path.join(folder, 'no/such/folder'), description));
});
