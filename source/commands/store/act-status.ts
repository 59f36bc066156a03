import type {CollectResult} from '../../analyses/answers/collect.js';
import type {ExitStatus} from '../exit-status.js';

/**
 * Of something that changed a store: 0 when it is done; 1 when it failed, or when roots of the plan had to stay; by the
 * signal that interrupted it, so that scripts around us stop.
 */
export function statusOfAct(
	{outcome, keptRoots = []}: Pick<CollectResult, 'outcome'> & Partial<Pick<CollectResult, 'keptRoots'>>,
	interruptedBy: NodeJS.Signals | undefined,
): ExitStatus {
	// Nix has got Ctrl-C as well, and may have ended before it was told to.
	if (interruptedBy !== undefined && outcome !== 'done') {
		return {signal: interruptedBy};
	}

	return {code: outcome === 'done' && keptRoots.length === 0 ? 0 : 1};
}
