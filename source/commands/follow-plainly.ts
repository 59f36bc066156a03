import {detectCi} from '../reports/ci.js';
import {createPlainOutput} from '../reports/plain-lines.js';
import {handleClosedPipes} from '../terminal/closed-pipes.js';
import {Lifecycle} from '../terminal/lifecycle.js';
import {complain} from './complain.js';
import {type Followed, type FollowRequest, wantsReport} from './follow.js';
import {openMonitor} from './open-monitor.js';
import {writeJobSummary} from './print-report.js';
import {warnOfSilence} from './silent-pipe.js';
import {writeLines} from './write-out.js';

/** Where there is no terminal: lines that are never taken back, without escape sequences. */
export async function followPlainly(request: FollowRequest): Promise<Followed> {
	const {source, options, surroundings, forward} = request;
	const {descriptor, environment, signs} = surroundings;
	const open = openMonitor(source, options);
	const {monitor} = open;
	const {session} = monitor;
	const lifecycle = new Lifecycle({
		onInterrupt() {
			monitor.markInterrupted();
		},
		async onTerminate(signal) {
			monitor.markInterrupted();
			forward?.(signal);
			source.input.stop();
			await finished;
		},
		onCrash(error) {
			complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
		},
	});
	handleClosedPipes();
	const output = createPlainOutput(open.description, {signs, ci: detectCi(environment)});
	const unsubscribe = session.subscribe(() => {
		if (session.state.end === undefined) {
			writeLines(descriptor, output.update(session.state, session.logs, session.now()));
		}
	});
	const stopWarning = source.isPipe ? warnOfSilence(session, (lines) => writeLines(2, lines)) : () => {};
	const finished = open.run();
	const state = await finished;
	stopWarning();
	unsubscribe();
	if (wantsReport(state, request)) {
		writeLines(descriptor, output.finish(state, session.logs, session.now()));
	}

	writeJobSummary(open, state, environment);
	open.endRecording();
	if (open.recordingFailure !== undefined) {
		complain(open.recordingFailure);
	}

	const {wasInterrupted} = lifecycle;
	lifecycle.close();
	return {state, open, wasInterrupted};
}
