import type {StoreAnalysis} from '../store-analysis.js';
import type {NeedsTree, TreeRequest} from './list-rows.js';

/** What a path refers to. @param id The path of the request. */
export function needsTree(_analysis: StoreAnalysis, _id: number, _request: TreeRequest): NeedsTree {
	throw new Error('not there yet');
}
