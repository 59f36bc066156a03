import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Steps} from '../analyses/steps.js';
import {StoreError} from '../store/store-error.js';

/** So long the thread may stay with one answer before it looks at what else is asked. */
const TURN_MS = 10;

/** @throws StoreError when the answer is no longer wanted. */
export async function runSteps<Result>(steps: Steps<Result>, signal: AbortSignal): Promise<Result> {
	let turnBegan = performance.now();
	for (;;) {
		const step = steps.next();
		if (step.done === true) {
			return step.value;
		}

		if (performance.now() - turnBegan >= TURN_MS) {
			await nextTurn();
			if (signal.aborted) {
				throw new StoreError('cancelled');
			}

			turnBegan = performance.now();
		}
	}
}
