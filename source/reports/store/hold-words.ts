import {countOf} from '../../formats/count.js';

const hour = 3_600_000;
const day = 24 * hour;

/** `14 days`, `12 hours`; what is between is rounded up. */
export function holdWords(ms: number): string {
	return ms >= day ? countOf(Math.ceil(ms / day), 'day') : countOf(Math.ceil(ms / hour), 'hour');
}
