import type {GcRequest} from '../../collection/choose-roots.js';
import {remarksAfter} from '../../collection/gc-remarks.js';
import {collectLines} from '../../reports/store/collect-lines.js';
import {complain} from '../complain.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {collectProgress} from './act-progress.js';
import {asInterrupted, statusOfAct} from './act-status.js';
import {answerUnlessInterrupted, listenForInterruption} from './interruption.js';
import {canExplore} from './open-explorer.js';
import {actReportOptions, printLines, writeJson} from './print-lines.js';
import {printAnswer} from './run-store-command.js';
import {type OpenStore, withStore} from './with-store.js';

export type CollectOrder = {
	readonly request: GcRequest;
	/** Milliseconds that dropped roots are held, and nothing is deleted; undefined: not at all. */
	readonly holdMs: number | undefined;
};

/** `nixscope gc`: does it when told to, asks on a terminal, and else only says what it would do. */
export async function collect(order: CollectOrder, options: Options): Promise<ExitStatus> {
	if (options.yes) {
		return withStore(options, (open) => collectNow(order, options, open));
	}

	if (canExplore(options)) {
		const {explore} = await import('./explore.js');
		return explore(options, {screen: 'collect', request: order.request, holdMs: order.holdMs});
	}

	return withStore(options, async (open) => {
		await printAnswer({kind: 'gc', request: {...order.request, holdMs: order.holdMs}}, options, open);
		complain('nothing was done: --yes does it, on a terminal it asks; --dry-run is for the plan alone');
		return {code: 2};
	});
}

async function collectNow(order: CollectOrder, options: Options, open: OpenStore): Promise<ExitStatus> {
	const {client, address, status} = open;
	const interruption = listenForInterruption(status);
	const isHold = order.holdMs !== undefined;
	const {onEvent, hasBegun} = collectProgress(status, options, isHold);
	try {
		const asked = client.ask('collectNow', order, {onEvent, signal: interruption.signal});
		const told = await answerUnlessInterrupted(asked, interruption, hasBegun);
		const by = interruption.by();
		status.end();
		if (told === undefined) {
			complain('interrupted: nothing was changed');
			return by === undefined ? {code: 1} : {signal: by};
		}

		const answer = {...told, freed: asInterrupted(told.freed, by)};
		if (options.json) {
			writeJson(answer);
		} else {
			const {outcome, droppedRoots} = answer.freed;
			const isDeleted = !isHold && outcome === 'done';
			const remarks = remarksAfter(answer.remarks, {isDeleted, droppedRoots});
			printLines(collectLines({...answer, remarks}, isHold, actReportOptions(options, address)), options);
		}

		return statusOfAct(answer.freed, by);
	} finally {
		interruption.close();
	}
}
