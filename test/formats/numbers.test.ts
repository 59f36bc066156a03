import test from 'ava';
import fc from 'fast-check';
import {formatBytes, formatSize, formatSpeed} from '../../source/formats/bytes.js';
import {countOf, formatCount} from '../../source/formats/count.js';
import {formatDuration} from '../../source/formats/duration.js';
import {formatPhase} from '../../source/formats/phase.js';
import {displayWidth} from '../../source/formats/width.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test('durations that are done have tenths below ten seconds', (t) => {
	t.deepEqual(
		[0, 99, 200, 4250, 9999, 10_000, 42_900, 59_999].map((ms) => formatDuration(ms)),
		['0.0s', '0.0s', '0.2s', '4.2s', '9.9s', '10s', '42s', '59s'],
	);
});

test('running clocks have no tenths', (t) => {
	t.deepEqual(
		[0, 999, 1000, 9999, 10_000].map((ms) => formatDuration(ms, {running: true})),
		['0s', '0s', '1s', '9s', '10s'],
	);
});

test('durations of minutes, hours and days', (t) => {
	t.deepEqual(
		[
			minute,
			minute + 4 * second,
			12 * minute + 4 * second,
			hour - 1,
			hour + 2 * minute,
			22 * hour + 10 * minute,
			3 * day + 4 * hour,
			214 * day,
		].map((ms) => formatDuration(ms)),
		['1m 00s', '1m 04s', '12m 04s', '59m 59s', '1h 02m', '22h 10m', '3d 04h', '214d'],
	);
});

test('a duration never takes more than 7 cells and is never negative', (t) => {
	fc.assert(
		fc.property(fc.double({min: -1, max: 9_999 * day}), fc.boolean(), (ms, running) => {
			const text = formatDuration(ms, {running});
			return displayWidth(text) <= 7 && /^[\d][\d.dhms ]*$/.test(text);
		}),
	);
	t.is(formatDuration(Number.NaN), '0.0s');
});

test('bytes: one decimal from GiB up and below ten of any unit', (t) => {
	const kib = 1024;
	const mib = 1024 * kib;
	const gib = 1024 * mib;
	t.deepEqual(
		[
			0,
			1,
			1023,
			kib,
			1536,
			9.94 * kib,
			9.99 * kib,
			96 * mib,
			4.1 * mib,
			402 * mib,
			1023.4 * mib,
			1023.99 * mib,
			28.5 * gib,
			420.35 * gib,
			1024 * gib,
		].map(formatBytes),
		[
			'0 B',
			'1 B',
			'1023 B',
			'1.0 KiB',
			'1.5 KiB',
			'9.9 KiB',
			'9.9 KiB',
			'96 MiB',
			'4.1 MiB',
			'402 MiB',
			'1023 MiB',
			'1023 MiB',
			'28.5 GiB',
			'420.3 GiB',
			'1.0 TiB',
		],
	);
	t.is(formatBytes(Number.POSITIVE_INFINITY), '0 B');
	t.is(formatBytes(-5), '0 B');
	t.is(formatBytes(Number.NaN), '0 B');
	t.is(formatSpeed(18.2 * mib), '18 MiB/s');
});

test('sizes are rounded to the nearest, also into the next unit', (t) => {
	const kib = 1024;
	const mib = 1024 * kib;
	const gib = 1024 * mib;
	t.deepEqual(
		[
			0,
			1023,
			kib,
			// What nix path-info -sh calls 1.7 MiB and 77.6 KiB.
			1_759_895,
			79_462,
			9.94 * kib,
			9.96 * kib,
			402.5 * mib,
			1023.4 * kib,
			1023.7 * kib,
			1023.7 * mib,
			28.36 * gib,
			1023.94 * gib,
			1023.96 * gib,
		].map(formatSize),
		[
			'0 B',
			'1023 B',
			'1.0 KiB',
			'1.7 MiB',
			'78 KiB',
			'9.9 KiB',
			'10 KiB',
			'403 MiB',
			'1023 KiB',
			'1.0 MiB',
			'1.0 GiB',
			'28.4 GiB',
			'1023.9 GiB',
			'1.0 TiB',
		],
	);
	t.is(formatSize(-5), '0 B');
	t.is(formatSize(Number.NaN), '0 B');
});

for (const format of [formatBytes, formatSize]) {
	test(`every number of bytes has the form of the rule: ${format.name}`, (t) => {
		fc.assert(
			fc.property(
				fc.double({min: 0, max: 60, noNaN: true}).map((power) => 2 ** power),
				(bytes) => {
					const [, whole, decimals, unit] = /^(\d+)(\.\d)? (B|KiB|MiB|GiB|TiB|PiB|EiB)$/.exec(format(bytes))!;
					const hasDecimal = unit !== 'B' && (Number(whole) < 10 || !['KiB', 'MiB'].includes(unit!));
					return (decimals !== undefined) === hasDecimal && Number(whole) < 1024;
				},
			),
			{numRuns: 2000},
		);
		t.pass();
	});
}

test('counts have commas at thousands', (t) => {
	t.deepEqual([0, 999, 1204, 68_211, 1_000_000].map(formatCount), ['0', '999', '1,204', '68,211', '1,000,000']);
	t.is(countOf(1, 'build'), '1 build');
	t.is(countOf(1204, 'file'), '1,204 files');
});

test('phases lose their suffix and whatever a builder hides in them', (t) => {
	t.deepEqual(
		['buildPhase', 'installCheckPhase', 'Phase', 'configure', '\x1b]0;title\x07checkPhase'].map(formatPhase),
		['build', 'installCheck', 'Phase', 'configure', 'check'],
	);
});
