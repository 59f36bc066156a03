import type {StoreReading} from '../store/store-reading.js';

/** The moment from which ages count, in milliseconds since 1970: now, or when the snapshot was taken. */
export function momentOf({snapshot}: StoreReading): number {
	return snapshot?.readAt ?? Date.now();
}
