import test from 'ava';
import {formatAge, formatAgo} from '../../source/formats/age.js';
import {formatDay} from '../../source/formats/day.js';

const hour = 3_600_000;
const ages: ReadonlyArray<readonly [number, string]> = [
	[-5, '0m'],
	[0, '0m'],
	[59_999, '0m'],
	[hour - 1, '59m'],
	[hour, '1h'],
	[24 * hour - 1, '23h'],
	[24 * hour, '1d'],
	[214.9 * 24 * hour, '214d'],
	[Number.NaN, '0m'],
];

for (const [ms, text] of ages) {
	test(`age of ${ms} ms`, (t) => {
		t.is(formatAge(ms), text);
	});
}

test('an age in a sentence', (t) => {
	t.deepEqual([-5, 59_999, 60_000, 3 * hour, Number.NaN].map(formatAgo), [
		'just now',
		'just now',
		'1m ago',
		'3h ago',
		'just now',
	]);
});

test('a day with its time', (t) => {
	t.is(formatDay(Date.UTC(2026, 0, 9, 8, 2)), '2026-01-09 08:02');
});
