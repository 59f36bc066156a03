import type {BuildState} from '../build/build-state.js';
import {handleClosedPipes} from '../terminal/closed-pipes.js';
import {Lifecycle} from '../terminal/lifecycle.js';
import {complain} from './complain.js';
import {showFirstSign} from './first-sign.js';
import {followPlainly} from './follow-plainly.js';
import type {FollowRequest} from './follow-request.js';
import {type MonitorSource, type OpenMonitor, openMonitor} from './open-monitor.js';
import {writeJobSummary} from './print-report.js';
import {silentPipeHint} from './silent-pipe.js';
import {writeLines} from './write-out.js';

export type Followed = {
	readonly state: BuildState;
	readonly open: OpenMonitor;
	/** The program is to end by this signal: Ctrl-C, or someone asked it to end. */
	readonly endedBy: NodeJS.Signals | undefined;
};

/** What shows a running session. */
export type Display = {
	/** The terminal has not taken the frame before. */
	readonly isBusy: () => boolean;
	/** The session has its end; resolves when the display has gone, and the terminal is as it was. */
	finish(state: BuildState): Promise<void>;
	/** Prints the end of the build. */
	report(state: BuildState): void;
};

/**
 * Shows a build from its start to its end, on a screen or as plain lines, and leaves the final report behind. Returns
 * with the terminal as it was. The screen is loaded while the build already runs.
 *
 * @throws UserMistake when the recording cannot be made.
 */
export async function follow(request: FollowRequest): Promise<Followed> {
	const {source, options, surroundings} = request;
	let display: Display | undefined;
	const open = openMonitor(source, options, () => display?.isBusy() ?? false);
	let endedBy: NodeJS.Signals | undefined;
	let reportIsOut = () => {};
	const left = new Promise<void>((resolve) => {
		reportIsOut = resolve;
	});
	const lifecycle = new Lifecycle({
		onInterrupt() {
			endedBy = 'SIGINT';
			open.monitor.markInterrupted();
			if (source.replay !== undefined) {
				source.input.stop();
			}
		},
		async onTerminate(signal) {
			endedBy = signal;
			open.monitor.markInterrupted();
			// A wrapped command has got the SIGINT of the terminal already, and Nix takes a second one for impatience.
			if (request.forward !== undefined && signal !== 'SIGINT') {
				request.forward(signal);
			} else {
				source.input.stop();
			}

			await left;
		},
		onCrash(error) {
			complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
		},
	});
	handleClosedPipes();
	const finished = open.run();
	if (surroundings.capabilities.interactive) {
		const eraseSign = showFirstSign(surroundings.descriptor);
		const {followOnScreen} = await import('./follow-on-screen.js');
		eraseSign();
		display = followOnScreen(request, open, lifecycle);
	} else {
		display = followPlainly(request, open);
	}

	await display.finish(await finished);
	const state = await settledState(open, source);
	if (source.isPipe && state.startedAt === undefined && endedBy === undefined) {
		writeLines(2, silentPipeHint(true));
	} else if (wantsReport(state, request)) {
		display.report(state);
	}

	writeJobSummary(open, state, surroundings.environment);
	open.endRecording();
	if (open.recordingFailure !== undefined) {
		complain(`the recording is not complete: ${open.recordingFailure}`);
	}

	lifecycle.close();
	reportIsOut();
	return {state, open, endedBy};
}

/** A replay may have been moved back after its end: where the user has left it, it ends. */
async function settledState({monitor: {session}}: OpenMonitor, {input}: MonitorSource): Promise<BuildState> {
	if (session.state.end === undefined) {
		await new Promise<void>((resolve) => {
			const unsubscribe = session.subscribe(() => {
				if (session.state.end !== undefined) {
					unsubscribe();
					resolve();
				}
			});
			input.stop();
		});
	}

	return session.state;
}

/** Whether the end of a build is worth a report. */
function wantsReport(state: BuildState, {isPreparation = false, mayFailQuietly = false}: FollowRequest): boolean {
	const hasFailedQuietly = mayFailQuietly && state.end?.outcome === 'failed' && state.buildCounts.failed === 0;
	return !(isPreparation && state.end?.outcome === 'nothing') && !hasFailedQuietly;
}
