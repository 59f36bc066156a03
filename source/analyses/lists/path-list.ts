import {finished, type Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {createListCache, type ListCache} from './list-cache.js';
import type {PathList, PathListRequest} from './list-rows.js';

/** The paths that match, versions of one package together where that is asked for. */
export function pathList(
	analysis: StoreAnalysis,
	request: PathListRequest,
	cache: ListCache = createListCache(),
): PathList {
	return finished(pathListSteps(analysis, request, cache));
}

/** The same in pieces: the first list, another filter and the order by closures take long. */
export function* pathListSteps(
	_analysis: StoreAnalysis,
	_request: PathListRequest,
	_cache: ListCache,
): Steps<PathList> {
	throw new Error('not there yet');
}
