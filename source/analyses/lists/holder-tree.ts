import type {StoreAnalysis} from '../store-analysis.js';
import type {HolderTree, TreeRequest} from './list-rows.js';

/** What holds a path, towards the roots. @param id The path of the request. */
export function holderTree(_analysis: StoreAnalysis, _id: number, _request: TreeRequest): HolderTree {
	throw new Error('not there yet');
}
