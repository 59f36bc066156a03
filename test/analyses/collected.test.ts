import test from 'ava';
import {collected} from '../../source/analyses/collected.js';
import {adjacencyOf, reversed} from '../../source/store/adjacency.js';
import type {StoreReading} from '../../source/store/store-reading.js';

/** 0 refers to 1, 1 refers to 2; 3 stands alone. */
function reading(missing: readonly number[] | undefined): StoreReading {
	const references = adjacencyOf(4, [0, 1], [1, 2]);
	const graph = {references, referrers: reversed(references), derivers: new Int32Array(4).fill(-1)};
	return {graph, settings: {keepOutputs: false, keepDerivations: true}, missing} as unknown as StoreReading;
}

test('what is there and dead is deleted', (t) => {
	t.deepEqual([...collected(reading(undefined), Uint8Array.of(1, 1, 0, 1))], [1, 1, 0, 1]);
});

test('a dead path without files stays in the database', (t) => {
	t.deepEqual([...collected(reading([3]), Uint8Array.of(1, 1, 1, 1))], [1, 1, 1, 0]);
	t.deepEqual([...collected(reading([2]), Uint8Array.of(0, 0, 1, 1))], [0, 0, 0, 1]);
});

test('it goes with a dead path to which it refers', (t) => {
	t.deepEqual([...collected(reading([0]), Uint8Array.of(1, 1, 1, 0))], [1, 1, 1, 0]);
	t.deepEqual([...collected(reading([0, 1]), Uint8Array.of(1, 1, 1, 0))], [1, 1, 1, 0]);
});

test('what only the missing path refers to stays to be found by itself', (t) => {
	t.deepEqual([...collected(reading([0, 2]), Uint8Array.of(1, 1, 1, 0))], [1, 1, 0, 0]);
});
