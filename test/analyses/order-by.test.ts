import test from 'ava';
import fc from 'fast-check';
import {orderBy} from '../../source/analyses/order-by.js';
import {finished} from '../../source/analyses/steps.js';

const key = fc.oneof(
	fc.constantFrom(Number.NaN, 0, -0, 1, 2 ** 53, -(2 ** 53), 0.5, -0.5, Number.MIN_VALUE, Number.POSITIVE_INFINITY),
	fc.integer({min: -5, max: 5}),
	fc.double(),
);

function plainOrder(ids: readonly number[], keys: readonly number[], isFalling: boolean): number[] {
	const known = ids.filter((id) => !Number.isNaN(keys[id]));
	const sign = isFalling ? -1 : 1;
	return [
		...known.toSorted((a, b) => (keys[a] === keys[b] ? 0 : sign * (keys[a]! < keys[b]! ? -1 : 1))),
		...ids.filter((id) => Number.isNaN(keys[id])),
	];
}

test('few and many are sorted alike: equal ones keep their order, what has no number comes last', (t) => {
	fc.assert(
		fc.property(
			fc.array(key, {minLength: 1, maxLength: 40}),
			fc.boolean(),
			fc.constantFrom(1, 4001),
			(some, isFalling, times) => {
				const keys = Array.from({length: times}, () => some).flat();
				const ids = [...keys.keys()].reverse();
				const found = finished(orderBy(Uint32Array.from(ids), Float64Array.from(keys), isFalling));
				t.deepEqual([...found], plainOrder(ids, keys, isFalling));
			},
		),
		{numRuns: 60},
	);
});
