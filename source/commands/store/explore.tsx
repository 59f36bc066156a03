import type {GcRequest} from '../../collection/choose-roots.js';
import {complain} from '../complain.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';

/** Where the explorer begins; on its overview when nothing is said. */
export type ExplorerStart =
	| {readonly screen: 'collect'; readonly request: GcRequest; readonly holdMs: number | undefined}
	| {readonly screen: 'undo' | 'optimise'};

/** The store explorer on the terminal, until it is left. */
export async function explore(_options: Options, _start?: ExplorerStart): Promise<ExitStatus> {
	complain('the screen of the explorer is not there yet');
	return {code: 2};
}
