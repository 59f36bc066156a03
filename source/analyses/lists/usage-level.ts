import {finished, type Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {createListCache, type ListCache} from './list-cache.js';
import type {UsageLevel, UsageLevelRequest} from './list-rows.js';

/** What stands next below a node of the usage tree. A node that is no longer there gives the level of the store. */
export function usageLevel(
	analysis: StoreAnalysis,
	request: UsageLevelRequest,
	cache: ListCache = createListCache(),
): UsageLevel {
	return finished(usageLevelSteps(analysis, request, cache));
}

/** The same in pieces: the first level takes long. */
export function* usageLevelSteps(
	_analysis: StoreAnalysis,
	_request: UsageLevelRequest,
	_cache: ListCache,
): Steps<UsageLevel> {
	throw new Error('not there yet');
}
