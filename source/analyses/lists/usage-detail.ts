import type {StoreAnalysis} from '../store-analysis.js';
import {createListCache, type ListCache} from './list-cache.js';
import type {UsageDetail} from './list-rows.js';

/** What a node of the usage tree has to say below the list. @param id Of its row. */
export function usageDetail(_analysis: StoreAnalysis, _id: string, _cache: ListCache = createListCache()): UsageDetail {
	throw new Error('not there yet');
}
