const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago, coarse, at most 5 cells while it is below 27 years: `0m`, `12m`, `2h`, `9d`, `214d`. Rounded down.
 *
 * @param ms Milliseconds; the future counts as now.
 */
export function formatAge(ms: number): string {
	const value = ms > 0 ? ms : 0;
	if (value < hour) {
		return `${Math.floor(value / minute)}m`;
	}

	return value < day ? `${Math.floor(value / hour)}h` : `${Math.floor(value / day)}d`;
}

/** In a sentence: `just now`, `12m ago`. */
export function formatAgo(ms: number): string {
	return ms < minute || Number.isNaN(ms) ? 'just now' : `${formatAge(ms)} ago`;
}
