import {performance} from 'node:perf_hooks';

/** The clock of a session: monotonic, from 0 at its start. */
export type ArrivalClock = {
	/** Wall clock at the start, milliseconds since 1970. */
	readonly startedAt: number;
	/** Milliseconds since the start, whole: that is what recordings and reports carry. */
	now(): number;
};

export function startArrivalClock(): ArrivalClock {
	const start = performance.now();
	return {startedAt: Date.now(), now: () => Math.round(performance.now() - start)};
}
