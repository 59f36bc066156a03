import {milliseconds, times} from '../figures.js';
import type {Benchmark} from '../row.js';
import {runProgram} from '../run-program.js';
import {median} from '../statistics.js';

const rounds = 2;
const large = 100_000;

/** Twice the derivations; the memory of a larger graph is a little slower as well. */
const linearLimit = 2.6;

/** A frame of the largest tree may take as long as a key may wait. */
const frameLimitMs = 100;

type PlanTimes = {
	readonly planMs: number;
	readonly graphMs: number;
	readonly withoutGraphMs: number;
	readonly firstFrameMs: number;
	readonly nextFrameMs: number;
	readonly builds: number;
};

export const planBenchmark: Benchmark = {
	name: 'plan',
	async run() {
		const halves: PlanTimes[] = [];
		const wholes: PlanTimes[] = [];
		for (let round = 0; round < rounds; round++) {
			halves.push(await runProgram<PlanTimes>('read-plan', String(large / 2)));
			wholes.push(await runProgram<PlanTimes>('read-plan', String(large)));
		}

		const time = (runs: readonly PlanTimes[], key: keyof PlanTimes) => median(runs.map((run) => run[key]));
		const total = (runs: readonly PlanTimes[]) =>
			median(runs.map((run) => run.planMs + run.graphMs + run.firstFrameMs));
		const ratio = total(wholes) / total(halves);
		return [
			{
				what: 'plan of 100,000 derivations with their .drv files, to the first frame of the tree',
				measured: `${milliseconds(total(wholes))} (messages ${milliseconds(time(wholes, 'planMs'))}, .drv files ${milliseconds(time(wholes, 'graphMs'))}, frame ${milliseconds(time(wholes, 'firstFrameMs'))}); 50,000: ${milliseconds(total(halves))}`,
				value: times(ratio),
				target: `linear: ≤ ${times(linearLimit)}`,
				isReached: ratio <= linearLimit,
			},
			{
				what: 'frame of its tree once drawn, after a change',
				measured: `before any .drv file ${milliseconds(time(wholes, 'withoutGraphMs'))}`,
				value: milliseconds(time(wholes, 'nextFrameMs')),
				target: `≤ ${frameLimitMs} ms`,
				isReached: time(wholes, 'nextFrameMs') <= frameLimitMs,
			},
		];
	},
};
