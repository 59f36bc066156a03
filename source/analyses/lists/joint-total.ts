import type {StoreAnalysis} from '../store-analysis.js';
import type {JointTotal} from './overview.js';

/** What roots free together. @param links As marked, `pid N` of processes among them. */
export function jointTotal(_analysis: StoreAnalysis, _links: readonly string[]): JointTotal {
	throw new Error('not there yet');
}
