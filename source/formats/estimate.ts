const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * A time that is still to come, as coarse as it is known: `~45s`, `~1m 20s`, `~24m`, `~1.5h`. Rounded to the nearest
 * step, at least one.
 *
 * @param ms Milliseconds.
 */
export function formatEstimate(ms: number): string {
	const value = ms > 0 ? ms : 0;
	if (value < 57.5 * second) {
		return `~${stepped(value, 5 * second) / second}s`;
	}

	if (value < 9.5 * minute) {
		const rounded = stepped(value, 10 * second);
		const seconds = (rounded % minute) / second;
		return `~${Math.floor(rounded / minute)}m${seconds === 0 ? '' : ` ${seconds}s`}`;
	}

	return value < 59.5 * minute
		? `~${stepped(value, minute) / minute}m`
		: `~${(stepped(value, hour / 2) / hour).toFixed(1).replace(/\.0$/, '')}h`;
}

function stepped(value: number, step: number): number {
	return Math.max(1, Math.round(value / step)) * step;
}
