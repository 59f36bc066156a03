import test from 'ava';
import {formatEstimate} from '../../source/formats/estimate.js';

test('estimates are coarse and never jump back at the border of a unit', (t) => {
	const second = 1000;
	const minute = 60 * second;
	const told: ReadonlyArray<readonly [number, string]> = [
		[0, '~5s'],
		[43 * second, '~45s'],
		[57 * second, '~55s'],
		[58 * second, '~1m'],
		[78 * second, '~1m 20s'],
		[9 * minute, '~9m'],
		[9.4 * minute, '~9m 20s'],
		[9.6 * minute, '~10m'],
		[24.2 * minute, '~24m'],
		[59.6 * minute, '~1h'],
		[88 * minute, '~1.5h'],
	];
	for (const [ms, text] of told) {
		t.is(formatEstimate(ms), text);
	}
});
