import {formatDuration} from '../../formats/duration.js';

/** What is shown of anything shorter. */
const LEAST_MS = 100;

/** How long something took that is over: `0.1s` at least, `2m 31s`. */
export function timeTaken(ms: number): string {
	return formatDuration(Math.max(LEAST_MS, ms));
}
