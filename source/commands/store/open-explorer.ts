import tty from 'node:tty';
import {complain} from '../complain.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {readSurroundings} from '../surroundings.js';
import {printing} from './store-question.js';

/** Whether there is a person with a terminal: keys come from stdin, the screen goes to stdout. */
export function canExplore(options: Options): boolean {
	return !options.json && tty.isatty(0) && readSurroundings(1, options).capabilities.interactive;
}

/** `nixscope store`, and `nixscope` alone on a terminal. */
export async function openExplorer(options: Options): Promise<ExitStatus> {
	if (!canExplore(options)) {
		complain(`the store explorer is a screen, and there is no terminal for it; these print: ${printing}`);
		return {code: 2};
	}

	const {explore} = await import('./explore.js');
	return explore(options);
}
