import {undoLines, undoListLines} from '../../reports/store/undo-lines.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {actReportOptions, printLines, writeJson} from './print-lines.js';
import {withStore} from './with-store.js';

/**
 * `nixscope undo`: puts the roots of one drop back.
 *
 * @param id Undefined: of the newest drop.
 * @returns 1 when one of them could not be put back.
 */
export function undo(id: number | undefined, options: Options): Promise<ExitStatus> {
	return withStore(options, async ({client, address, status}) => {
		const answer = await client.ask('undo', {id});
		status.end();
		if (options.json) {
			writeJson(answer);
		} else {
			printLines(undoLines(answer, actReportOptions(options, address)), options);
		}

		return {code: answer.links.some(({outcome}) => outcome === 'failed') ? 1 : 0};
	});
}

/**
 * `nixscope undo --list`
 *
 * @param id Only that drop; undefined: all.
 */
export function listUndo(id: number | undefined, options: Options): Promise<ExitStatus> {
	return withStore(options, async ({client, address, status}) => {
		const all = await client.ask('undoList', {});
		const answer = {...all, entries: all.entries.filter((entry) => id === undefined || entry.id === id)};
		status.end();
		if (options.json) {
			writeJson(answer);
		} else {
			printLines(undoListLines(answer, actReportOptions(options, address)), options);
		}

		return {code: 0};
	});
}
