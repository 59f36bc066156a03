import type {StoreReading} from '../../store/store-reading.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {Completeness, Live} from './answer.js';

/** Whether all roots could be seen: the head of each answer about liveness. */
export function completeness(reading: StoreReading): Completeness {
	const {unreadable} = reading;
	return {...snapshotOf(reading), version: 1, complete: unreadable.length === 0, unreadable};
}

/** Of what a snapshot is; nothing of a store that was read itself. */
export function snapshotOf({snapshot}: StoreReading): Pick<Completeness, 'snapshot'> {
	return snapshot === undefined ? {} : {snapshot};
}

/** @returns `unknown` for what no root that was seen holds while some could not be seen. */
export function liveness({reading, live}: StoreAnalysis, id: number): Live {
	if (live[id] === 1) {
		return true;
	}

	return reading.unreadable.length === 0 ? false : 'unknown';
}
