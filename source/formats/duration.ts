const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export type DurationOptions = {
	/** A clock that still counts: no tenths, so that it changes once a second. */
	readonly running?: boolean;
};

/**
 * At most 7 cells: `4.2s`, `42s`, `1m 04s`, `12m 04s`, `1h 02m`, `22h 10m`, `3d 04h`, `214d`. Always rounded down, so
 * that a clock never shows a second that has not passed and does not jump when its build ends.
 *
 * @param ms Milliseconds; what is not a positive number counts as 0.
 */
export function formatDuration(ms: number, {running = false}: DurationOptions = {}): string {
	const value = ms > 0 ? ms : 0;
	if (value < 10 * second) {
		return running ? `${Math.floor(value / second)}s` : `${(Math.floor(value / 100) / 10).toFixed(1)}s`;
	}

	if (value < minute) {
		return `${Math.floor(value / second)}s`;
	}

	if (value < hour) {
		return `${Math.floor(value / minute)}m ${twoDigits((value % minute) / second)}s`;
	}

	if (value < day) {
		return `${Math.floor(value / hour)}h ${twoDigits((value % hour) / minute)}m`;
	}

	const days = Math.floor(value / day);
	return days < 100 ? `${days}d ${twoDigits((value % day) / hour)}h` : `${days}d`;
}

function twoDigits(value: number): string {
	return String(Math.floor(value)).padStart(2, '0');
}
