import type {BuildState} from '../build/build-state.js';
import type {Input} from '../inputs/input.js';
import {createReplayInput} from '../inputs/replay-input.js';
import {StdinInput} from '../inputs/stdin-input.js';
import {jsonReport} from '../reports/json-report.js';
import {UserMistake} from './complain.js';
import {type ExitStatus, statusOfOutcome} from './exit-status.js';
import {type MonitorSource, openMonitor} from './open-monitor.js';
import {openTapeOf} from './open-tape-of.js';
import type {Options} from './option-table.js';
import {printReport} from './print-report.js';
import {readSurroundings} from './surroundings.js';
import {writeAnswer} from './write-out.js';

/** `nixscope report FILE|-`: what became of a build, without a screen. */
export async function reportFile(file: string, options: Options): Promise<ExitStatus> {
	const open = openMonitor(file === '-' ? stdinSource() : await fileSource(file), options);
	const state = await open.run();
	if (file !== '-' && saysNothing(state)) {
		open.close();
		throw new UserMistake(`${file} is neither a recording nor a log of Nix: nothing in it can be told`);
	}

	if (options.json) {
		writeAnswer(`${JSON.stringify(jsonReport(state, open.description), undefined, '\t')}\n`);
	} else {
		printReport(open, state, readSurroundings(1, options));
	}

	open.close();
	return statusOfOutcome(state);
}

/** Not a record, and in a log for people not a word of builds, copies or errors. */
function saysNothing(state: BuildState): boolean {
	return state.recordCount + state.builds.length + state.transfers.length + state.errors.length === 0;
}

function stdinSource(): MonitorSource {
	const input: Input = new StdinInput();
	return {input, readsStore: true};
}

async function fileSource(file: string): Promise<MonitorSource> {
	const input = createReplayInput(await openTapeOf(file), {speed: Number.POSITIVE_INFINITY});
	return {input, logFile: input.logFile, readsStore: false};
}
