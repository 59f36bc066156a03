import test from 'ava';
import fc from 'fast-check';
import {LogIndexBuilder} from '../../source/build/log-index-builder.js';

const lines = fc.array(
	fc.record({
		gap: fc.oneof(fc.nat(300), fc.nat(2 ** 31)),
		length: fc.oneof(fc.nat(200), fc.nat(3_000_000)),
		source: fc.constantFrom(0, 0, 0, 0, 1),
		isJson: fc.constantFrom(true, true, true, false),
	}),
	{maxLength: 600},
);

test('gives back every slice that was appended, over blocks, sources and encodings', (t) => {
	fc.assert(
		fc.property(lines, (appended) => {
			const index = new LogIndexBuilder();
			const expected: unknown[] = [];
			let offset = 0;
			for (const {gap, length, source, isJson} of appended) {
				offset += gap;
				index.append(source, offset, length, isJson);
				expected.push({offset, length, encoding: isJson ? 'json' : 'raw', source});
				offset += length;
			}

			t.is(index.length, appended.length);
			t.deepEqual(
				appended.map((_, line) => index.at(line)),
				expected,
			);
		}),
		{numRuns: 60},
	);
});

test('an offset that falls back, as in the stream of another source, starts a new block', (t) => {
	const index = new LogIndexBuilder();
	index.append(0, 5000, 10, true);
	index.append(1, 20, 7, true);
	index.append(1, 10, 3, true);
	t.deepEqual(
		[0, 1, 2].map((line) => index.at(line)?.offset),
		[5000, 20, 10],
	);
});

test('outside of the log there is nothing', (t) => {
	const index = new LogIndexBuilder();
	t.is(index.at(0), undefined);
	index.append(0, 0, 1, true);
	t.is(index.at(-1), undefined);
	t.is(index.at(1), undefined);
	t.is(index.at(Number.NaN), undefined);
});
