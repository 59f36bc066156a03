import type {BuildState} from '../build/build-state.js';
import type {MonitorSource, OpenMonitor} from './open-monitor.js';
import type {Options} from './option-table.js';
import type {Surroundings} from './surroundings.js';

export type Followed = {
	readonly state: BuildState;
	readonly open: OpenMonitor;
	/** Ctrl-C was pressed, or the program was asked to end by it. */
	readonly wasInterrupted: boolean;
};

export type FollowRequest = {
	readonly source: MonitorSource;
	readonly options: Options;
	readonly surroundings: Surroundings;
	/** Passes SIGTERM, SIGHUP and SIGQUIT on to the wrapped command. */
	readonly forward?: (signal: NodeJS.Signals) => void;
	/** Another step follows: nothing is printed at the end when nothing had to be done. */
	readonly isPreparation?: boolean;
	/** … nor when it failed without a failed build: the next step will say why, or succeed. */
	readonly mayFailQuietly?: boolean;
};

/**
 * Shows a build from its start to its end, on a screen or as plain lines, and leaves the final report behind. Returns
 * with the terminal as it was. The screen is loaded while the build already runs.
 */
export async function follow(request: FollowRequest): Promise<Followed> {
	if (request.surroundings.capabilities.interactive) {
		const {followOnScreen} = await import('./follow-on-screen.js');
		return followOnScreen(request);
	}

	const {followPlainly} = await import('./follow-plainly.js');
	return followPlainly(request);
}

/** Whether the end of a build is worth a report. */
export function wantsReport(
	state: BuildState,
	{isPreparation = false, mayFailQuietly = false}: FollowRequest,
): boolean {
	const hasFailedQuietly = mayFailQuietly && state.end?.outcome === 'failed' && state.buildCounts.failed === 0;
	return !(isPreparation && state.end?.outcome === 'nothing') && !hasFailedQuietly;
}
