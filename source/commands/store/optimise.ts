import {optimiseRunLines} from '../../reports/store/optimise-run-lines.js';
import {complain} from '../complain.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {optimiseProgress} from './act-progress.js';
import {asInterrupted, statusOfAct} from './act-status.js';
import {answerUnlessInterrupted, listenForInterruption} from './interruption.js';
import {canExplore} from './open-explorer.js';
import {actReportOptions, printLines, writeJson} from './print-lines.js';
import {printAnswer} from './run-store-command.js';
import {type OpenStore, withStore} from './with-store.js';

/** `nixscope optimise`: does it when told to, asks on a terminal, and else only says what it would do. */
export async function optimise(options: Options): Promise<ExitStatus> {
	if (options.yes) {
		return withStore(options, (open) => optimiseNow(options, open));
	}

	if (canExplore(options)) {
		const {explore} = await import('./explore.js');
		return explore(options, {screen: 'optimise'});
	}

	return withStore(options, async (open) => {
		await printAnswer({kind: 'optimise', request: {}}, options, open);
		complain('nothing was done: --yes does it, on a terminal it asks; --dry-run is for the plan alone');
		return {code: 2};
	});
}

async function optimiseNow(options: Options, {client, address, status}: OpenStore): Promise<ExitStatus> {
	const interruption = listenForInterruption(status);
	const {signal} = interruption;
	const {onEvent, hasBegun} = optimiseProgress(status, options);
	try {
		const plan = await answerUnlessInterrupted(client.ask('optimise', {}, {signal}), interruption, hasBegun);
		const asked = plan && client.ask('runOptimise', {}, {onEvent, signal});
		const freed = asked && (await answerUnlessInterrupted(asked, interruption, hasBegun));
		const by = interruption.by();
		status.end();
		if (plan === undefined || freed === undefined) {
			complain('interrupted: nothing was changed');
			return by === undefined ? {code: 1} : {signal: by};
		}

		const answer = {...plan, freed: asInterrupted(freed, by)};
		if (options.json) {
			writeJson(answer);
		} else {
			printLines(optimiseRunLines(answer, actReportOptions(options, address)), options);
		}

		return statusOfAct(answer.freed, by);
	} finally {
		interruption.close();
	}
}
