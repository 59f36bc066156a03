import {constants} from 'node:os';
import type {BuildState} from '../build/build-state.js';

/** How the program is to end: with a code, or by a signal. */
export type ExitStatus = {readonly code: number} | {readonly signal: NodeJS.Signals};

/** Of a log that was piped, replayed or reported: whether all was well. */
export function statusOfOutcome(state: BuildState): ExitStatus {
	const outcome = state.end?.outcome;
	return {code: outcome === 'succeeded' || outcome === 'nothing' ? 0 : 1};
}

/**
 * Of a command that was wrapped: exactly its own. A command that died by Ctrl-C takes us along in the same way, so that
 * shells and scripts around us stop; any other signal is told as a shell tells it, 128 + N.
 */
export function statusOfCommand(exitCode: number | undefined, signal: NodeJS.Signals | undefined): ExitStatus {
	if (signal === 'SIGINT') {
		return {signal};
	}

	return {code: exitCode ?? (signal === undefined ? 1 : 128 + constants.signals[signal])};
}
