import {finished, type Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {createListCache, type ListCache} from './list-cache.js';
import type {Overview} from './overview.js';

export type OverviewOptions = {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Until when each hold link holds, in milliseconds since 1970. */
	readonly heldUntil?: ReadonlyMap<string, number>;
};

/** What the store is at a glance. */
export function overview(
	analysis: StoreAnalysis,
	options: OverviewOptions,
	cache: ListCache = createListCache(),
): Overview {
	return finished(overviewSteps(analysis, options, cache));
}

/** The same in pieces. */
export function* overviewSteps(
	_analysis: StoreAnalysis,
	_options: OverviewOptions,
	_cache: ListCache,
): Steps<Overview> {
	throw new Error('not there yet');
}
