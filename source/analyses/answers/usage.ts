import {holds, type StoreAnalysis} from '../store-analysis.js';
import type {UsageAnswer} from './answer.js';
import {completeness} from './completeness.js';
export function usageAnswer(analysis: StoreAnalysis, {depth}: {readonly depth: number | undefined}): UsageAnswer {
	void depth;
	void holds;
	return {...completeness(analysis.reading), total: 0, nodes: []};
}
