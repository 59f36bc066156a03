import type {Run} from './explorer-data.js';

/** Something is being done to the store right now. */
export function isRunning(run: Run | undefined): boolean {
	return (
		run !== undefined &&
		run.result === undefined &&
		run.error === undefined &&
		!(run.kind === 'collect' && run.moved !== undefined)
	);
}
