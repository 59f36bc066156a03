import {completeness} from '../answers/completeness.js';
import {orderBy} from '../order-by.js';
import {finished, type Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type CacheKey, createListCache, kept, type ListCache} from './list-cache.js';
import type {PathList, PathListRequest} from './list-rows.js';
import {isFalling, largestFirst, orderOfAll} from './path-columns.js';
import {type PathGroups, pathGroups} from './path-groups.js';
import {matchedOf, matchInputs, type PathMatches, pathMatches} from './path-matches.js';
import {groupedRows, plainRows} from './path-rows.js';

const sortedKey: CacheKey<Uint32Array> = {name: 'matched paths in order'};
const groupsKey: CacheKey<PathGroups> = {name: 'matched packages in order'};

/**
 * The paths that match, those of one name and of different versions together where that is asked for. What fits the
 * filter from the start of a word stands first, then what fits in one piece, each in the order of the column.
 */
export function pathList(
	analysis: StoreAnalysis,
	request: PathListRequest,
	cache: ListCache = createListCache(),
): PathList {
	return finished(pathListSteps(analysis, request, cache));
}

/**
 * The same in pieces: the first list, another filter and the order by closures take long.
 *
 * @param onDone Called now and then with how many closures of how many are added up, when the order needs all.
 */
export function* pathListSteps(
	analysis: StoreAnalysis,
	request: PathListRequest,
	cache: ListCache,
	onDone?: (done: number, total: number) => void,
): Steps<PathList> {
	const matches = yield* pathMatches(analysis, request, cache);
	const inputs = `${matchInputs(request)}\n${request.sort.column} ${request.sort.isReversed}`;
	const sorted = yield* kept(cache, analysis, sortedKey, inputs, () =>
		sortedMatches(analysis, request, matches, cache, onDone),
	);
	if (!request.isGrouped) {
		return {...completeness(analysis.reading), ...(yield* plainRows(analysis, request, sorted, cache))};
	}

	const groups = yield* kept(cache, analysis, groupsKey, inputs, function* () {
		const largest = yield* matchedOf(yield* largestFirst(analysis, cache), matches);
		return yield* pathGroups(analysis, request, matches, sorted, largest, cache);
	});
	return {...completeness(analysis.reading), ...(yield* groupedRows(analysis, request, matches, groups, cache))};
}

function* sortedMatches(
	analysis: StoreAnalysis,
	{sort}: PathListRequest,
	matches: PathMatches,
	cache: ListCache,
	onDone: ((done: number, total: number) => void) | undefined,
): Steps<Uint32Array> {
	const {column, isReversed} = sort;
	if (column !== 'closure') {
		return yield* matchedOf(yield* orderOfAll(analysis, {column, isReversed}, cache), matches);
	}

	const matched = yield* matchedOf(yield* largestFirst(analysis, cache), matches);
	const sizes = yield* analysis.closureSizeSteps(matched, onDone && ((done) => onDone(done, matched.length)));
	const keys = new Float64Array(matches.fits.length);
	for (let place = 0; place < matched.length; place++) {
		keys[matched[place]!] = sizes[place]!;
	}

	return yield* matchedOf(yield* orderBy(matched, keys, isFalling(sort)), matches);
}
