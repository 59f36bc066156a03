import {detectCi} from '../reports/ci.js';
import {createPlainOutput} from '../reports/plain-lines.js';
import type {Display} from './follow.js';
import type {FollowRequest} from './follow-request.js';
import type {OpenMonitor} from './open-monitor.js';
import {warnOfSilence} from './silent-pipe.js';
import {writeLines} from './write-out.js';

/** Where there is no terminal: lines that are never taken back, without escape sequences. */
export function followPlainly({source, surroundings}: FollowRequest, open: OpenMonitor): Display {
	const {descriptor, environment, signs} = surroundings;
	const {session} = open.monitor;
	const output = createPlainOutput(open.description, {signs, ci: detectCi(environment)});
	const unsubscribe = session.subscribe(() => {
		if (session.state.end === undefined) {
			writeLines(descriptor, output.update(session.state, session.logs, session.now()));
		}
	});
	const stopWarning = source.isPipe ? warnOfSilence(session, (lines) => writeLines(2, lines)) : () => {};
	return {
		isBusy: () => false,
		async finish() {
			stopWarning();
			unsubscribe();
		},
		report(state) {
			writeLines(descriptor, output.finish(state, session.logs, session.now()));
		},
	};
}
