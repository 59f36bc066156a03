import {createReplayInput} from '../inputs/replay-input.js';
import {complain} from './complain.js';
import {type ExitStatus, statusOfOutcome} from './exit-status.js';
import {follow} from './follow.js';
import {openTapeOf} from './open-tape-of.js';
import type {Options} from './option-table.js';
import {demoRecording} from './package-files.js';
import {readSurroundings} from './surroundings.js';

/** `nixscope replay FILE`: at its own speed on a screen, at once where there is none. */
export async function replayFile(file: string, options: Options): Promise<ExitStatus> {
	const surroundings = readSurroundings(1, options);
	const tape = await openTapeOf(file);
	const ownSpeed = surroundings.capabilities.interactive ? 1 : Number.POSITIVE_INFINITY;
	const input = createReplayInput(tape, {speed: options.speed ?? ownSpeed});
	if (!tape.isTimed) {
		complain(`${file} does not say when its lines came: all of them stand at the beginning`);
	}

	const {state, open, endedBy} = await follow({
		source: {input, replay: input.replay, logFile: input.logFile, readsStore: false},
		options,
		surroundings,
	});
	open.close();
	return endedBy === undefined ? statusOfOutcome(state) : {signal: endedBy};
}

/** `nixscope demo`: the recorded build is an example, its failure is not ours. */
export async function playDemo(options: Options): Promise<ExitStatus> {
	const status = await replayFile(demoRecording(), options);
	return 'signal' in status ? status : {code: 0};
}
