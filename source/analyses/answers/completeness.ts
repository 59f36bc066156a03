import type {StoreReading} from '../../store/store-reading.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {Completeness, Live} from './answer.js';

/** Whether all roots could be seen: the head of each answer about liveness. */
export function completeness({unreadable}: StoreReading): Completeness {
	return {version: 1, complete: unreadable.length === 0, unreadable};
}

/** @returns `unknown` for what no root that was seen holds while some could not be seen. */
export function liveness({reading, live}: StoreAnalysis, id: number): Live {
	if (live[id] === 1) {
		return true;
	}

	return reading.unreadable.length === 0 ? false : 'unknown';
}
