import {orderBy} from '../order-by.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type CacheKey, kept, type ListCache} from './list-cache.js';
import type {PathColumn} from './list-rows.js';
import type {ListSort} from './list-window.js';
import {nameRanksOf, namesOf, retainedOf, versionRanksOf} from './path-facts.js';

const orderKey: CacheKey<Uint32Array> = {name: 'all paths in order'};
const largestKey: CacheKey<Uint32Array> = {name: 'all paths, largest first'};

/** Columns that are known of all paths at once. */
export type KeyColumn = Exclude<PathColumn, 'closure'>;

/** Which direction comes first: sizes, counts and ages fall, names and versions rise. */
export function isFalling({column, isReversed}: ListSort<PathColumn>): boolean {
	return (column === 'name' || column === 'version' || column === 'added') === isReversed;
}

/** All paths in the order of a column, of equal ones the largest first, what has no value last. Not for closures. */
export function orderOfAll(analysis: StoreAnalysis, sort: ListSort<KeyColumn>, cache: ListCache): Steps<Uint32Array> {
	const inputs = `${sort.column} ${sort.isReversed}`;
	return kept(cache, analysis, orderKey, inputs, function* () {
		const largest = yield* largestFirst(analysis, cache);
		if (sort.column === 'nar') {
			return yield* orderBy(largest, narKeys(analysis), isFalling(sort));
		}

		if (sort.column !== 'name') {
			return yield* orderBy(largest, yield* keysOf(analysis, sort.column, cache), isFalling(sort));
		}

		const byVersion = yield* orderBy(largest, yield* keysOf(analysis, 'version', cache), !sort.isReversed);
		return yield* orderBy(byVersion, yield* keysOf(analysis, 'name', cache), isFalling(sort));
	});
}

/** All paths, what has most NAR bytes first. */
export function largestFirst(analysis: StoreAnalysis, cache: ListCache): Steps<Uint32Array> {
	return kept(cache, analysis, largestKey, '', () => {
		const ids = new Uint32Array(analysis.reading.graph.names.count).map((_, id) => id);
		return orderBy(ids, narKeys(analysis), true);
	});
}

/** @returns What a column sorts by, by id; NaN where there is nothing. */
function* keysOf(analysis: StoreAnalysis, column: Exclude<KeyColumn, 'nar'>, cache: ListCache): Steps<Float64Array> {
	const {referrers, registrationTimes, names} = analysis.reading.graph;
	switch (column) {
		case 'retains':
			return yield* retainedOf(analysis, cache);
		case 'used':
			return new Float64Array(names.count).map((_, id) => referrers.offsets[id + 1]! - referrers.offsets[id]!);
		case 'added':
			return registrationTimes;
		case 'name': {
			const {nameOf} = yield* namesOf(analysis, cache);
			const ranks = yield* nameRanksOf(analysis, cache);
			return new Float64Array(names.count).map((_, id) => ranks[nameOf[id]!]!);
		}
		case 'version': {
			const {versionOf} = yield* namesOf(analysis, cache);
			const ranks = yield* versionRanksOf(analysis, cache);
			// The first version is none.
			return new Float64Array(names.count).map((_, id) => (versionOf[id] === 0 ? Number.NaN : ranks[versionOf[id]!]!));
		}
	}
}

function narKeys({reading}: StoreAnalysis): Float64Array {
	const {isSized, narSizes} = reading.graph;
	return narSizes.map((size, id) => (isSized[id] === 1 ? size : Number.NaN));
}
