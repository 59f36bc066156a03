import test from 'ava';
import fc from 'fast-check';
import {createActivityIdAllocator} from '../../source/parsers/activity-ids.js';
import {ActivityTable} from '../../source/parsers/activity-table.js';
import {FastRecordReader} from '../../source/parsers/fast-record.js';
import {parseMessage} from '../../source/parsers/message.js';
import {decodeRecord} from '../../source/parsers/reference-decoder.js';
import {cutAt, cuts, damagedResult, plainResult, stream} from './arbitrary-log.js';
import {collectEvents, withoutArrival} from './collect-events.js';

/** More of them in CI: NIXSCOPE_FUZZ_RUNS=100000. */
const numRuns = Number(process.env.NIXSCOPE_FUZZ_RUNS ?? 2000);

function newContext() {
	return {source: 0, activities: new ActivityTable(createActivityIdAllocator()), receivedAt: 7, baseOffset: 1000};
}

function readBoth(bytes: Buffer, bare: boolean) {
	// What follows in the chunk must not matter; a short record at the very end of it may be left to the reference.
	const line = Buffer.concat([bytes, Buffer.from('\n@nix {"action":"stop","id":12345}\n')]);
	const reader = new FastRecordReader(bare);
	const fast = reader.read(line, 0, newContext());
	const start = bare ? 0 : '@nix '.length;
	return {fast, end: reader.end, reference: decodeRecord(line, start, bytes.length, newContext())};
}

test('the fast path reads every plain log line, progress, expected total and stop as the reference does', (t) => {
	fc.assert(
		fc.property(plainResult, fc.boolean(), (json, bare) => {
			const bytes = Buffer.from(bare ? json : `@nix ${json}`);
			const {fast, end, reference} = readBoth(bytes, bare);
			if (!json.includes('"short"')) {
				t.is(end, bytes.length);
				t.deepEqual(fast, reference);
			}
		}),
		{numRuns},
	);
	t.pass();
});

test('the fast path agrees with the reference on damaged records, or leaves them to it', (t) => {
	fc.assert(
		fc.property(damagedResult, (bytes) => {
			const line = bytes.subarray(0, bytes.includes(0x0a) ? bytes.indexOf(0x0a) : bytes.length);
			const {fast, reference} = readBoth(line, false);
			if (fast !== undefined) {
				t.deepEqual(fast, reference);
			}
		}),
		{numRuns: numRuns * 2},
	);
	t.pass();
});

test('any cutting of any stream gives the same events, and no exception', (t) => {
	fc.assert(
		fc.property(stream, cuts, fc.boolean(), fc.boolean(), (bytes, fractions, bare, human) => {
			const options = {bare, human: () => human};
			const whole = withoutArrival(collectEvents([bytes], options));
			t.deepEqual(withoutArrival(collectEvents(cutAt(bytes, fractions), options)), whole);
		}),
		{numRuns},
	);
	t.pass();
});

test('slices stand where they say, and nothing of the text is lost', (t) => {
	fc.assert(
		fc.property(stream, (bytes) => {
			for (const event of collectEvents([bytes])) {
				if (event.kind === 'text-line' || event.kind === 'malformed-line') {
					t.is(bytes.toString('utf8', event.offset, event.offset + event.length), event.text);
				} else if (event.kind === 'log-line') {
					t.is(bytes[event.offset - 1], 0x22);
					t.is(bytes[event.offset + event.length], 0x22);
				} else if (event.kind === 'message') {
					t.truthy(parseMessage(event.text, event.rawText).kind);
				}
			}
		}),
		{numRuns: Math.ceil(numRuns / 4)},
	);
	t.pass();
});
