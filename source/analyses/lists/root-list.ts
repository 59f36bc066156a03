import type {StoreAnalysis} from '../store-analysis.js';
import {createListCache, type ListCache} from './list-cache.js';
import type {RootList, RootListRequest} from './list-rows.js';

export type RootListOptions = {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Until when each hold link holds, in milliseconds since 1970. */
	readonly heldUntil: ReadonlyMap<string, number>;
};

/** The roots that match, one row for all of a process. */
export function rootList(
	_analysis: StoreAnalysis,
	_request: RootListRequest,
	_options: RootListOptions,
	_cache: ListCache = createListCache(),
): RootList {
	throw new Error('not there yet');
}
