import {appendFileSync} from 'node:fs';
import type {BuildState} from '../build/build-state.js';
import {lineText} from '../formats/line-layout.js';
import {paintLine} from '../formats/paint.js';
import {detectCi} from '../reports/ci.js';
import {finalReport} from '../reports/final-report.js';
import {jobSummary} from '../reports/job-summary.js';
import {readWindowSize} from '../terminal/terminal-device.js';
import type {OpenMonitor} from './open-monitor.js';
import type {Surroundings} from './surroundings.js';
import {writeLines} from './write-out.js';

/** Wider rows are hard to read; narrower windows get what fits. */
const WIDEST_REPORT = 120;

/** The final report, into the scrollback of the terminal. */
export function printReport(open: OpenMonitor, state: BuildState, surroundings: Surroundings): void {
	const {descriptor, capabilities, signs, isStyled} = surroundings;
	const {columns} = readWindowSize();
	const report = finalReport(state, open.monitor.session.logs, open.description, {
		columns: Math.min(WIDEST_REPORT, columns),
		signs,
	});
	writeLines(
		descriptor,
		report.map((line) => (isStyled ? paintLine(line, capabilities) : lineText(line))),
	);
}

/** The summary page of a CI job, where the runner offers a file for it. */
export function writeJobSummary(open: OpenMonitor, state: BuildState, environment: NodeJS.ProcessEnv): void {
	const file = environment.GITHUB_STEP_SUMMARY;
	if (!file || detectCi(environment) === undefined) {
		return;
	}

	try {
		appendFileSync(file, jobSummary(state, open.monitor.session.logs));
	} catch {
		// A summary that cannot be written is no reason to fail a build.
	}
}
