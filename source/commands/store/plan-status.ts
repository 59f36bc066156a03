import type {Run} from '../../sessions/explorer-data.js';
import type {ExitStatus} from '../exit-status.js';
import {statusOfAct} from './act-status.js';

/**
 * Of an explorer that was opened to carry something out: 2 when nothing was, as without a terminal; 1 when some of it failed.
 *
 * @param runs What was done.
 */
export function statusOfPlan(runs: readonly Run[]): ExitStatus {
	return {code: runs.length === 0 ? 2 : runs.some(hasFailed) ? 1 : 0};
}

function hasFailed(run: Run): boolean {
	if (run.result === undefined) {
		return run.error !== undefined;
	}

	if (run.kind === 'undo') {
		return run.result.links.some(({outcome}) => outcome === 'failed');
	}

	const status = statusOfAct(run.result, undefined);
	return 'signal' in status || status.code !== 0;
}
