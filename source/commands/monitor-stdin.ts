import {StdinInput} from '../inputs/stdin-input.js';
import {type ExitStatus, statusOfOutcome} from './exit-status.js';
import {follow} from './follow.js';
import type {Options} from './option-table.js';
import {readSurroundings} from './surroundings.js';

/** `nix build … --log-format internal-json -v |& nixscope` */
export async function monitorStdin(options: Options): Promise<ExitStatus> {
	const {state, open, endedBy} = await follow({
		source: {input: new StdinInput(), isPipe: true, readsStore: true},
		options,
		surroundings: readSurroundings(1, options),
	});
	open.close();
	return endedBy === undefined ? statusOfOutcome(state) : {signal: endedBy};
}
