import type {CollectResult} from '../../analyses/answers/collect.js';
import type {ExitStatus} from '../exit-status.js';

type Ended = Pick<CollectResult, 'outcome' | 'reason'> & Partial<Pick<CollectResult, 'keptRoots'>>;

/**
 * Of something that changed a store: 0 when it is done; 1 when it failed, or when roots of the plan had to stay; by the
 * signal that interrupted it, so that scripts around us stop.
 */
export function statusOfAct({outcome, keptRoots = []}: Ended, interruptedBy: NodeJS.Signals | undefined): ExitStatus {
	if (interruptedBy !== undefined && outcome === 'cancelled') {
		return {signal: interruptedBy};
	}

	return {code: outcome === 'done' && keptRoots.length === 0 ? 0 : 1};
}

/**
 * Nix gets Ctrl-C as well, and may have ended by it before the worker was told to stop: no failure, though it looks like
 * one from there.
 */
export function asInterrupted<Result extends Ended>(result: Result, interruptedBy: NodeJS.Signals | undefined): Result {
	const isByUs = result.outcome === 'failed' && /\binterrupted\b|\bSIG(?:INT|TERM|HUP)\b/.test(result.reason ?? '');
	return interruptedBy !== undefined && isByUs ? {...result, outcome: 'cancelled', reason: null} : result;
}
