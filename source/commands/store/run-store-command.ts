import {storeAddress} from '../../store/address-of.js';
import {StoreError} from '../../store/store-error.js';
import {jsonChunks} from '../../workers/json-chunks.js';
import {openStoreClient, type StoreClient} from '../../workers/store-client.js';
import {complain} from '../complain.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {OutputError, writeAnswer} from '../write-out.js';
import {printStoreReport} from './print-store-report.js';
import {openProgressLine} from './progress-line.js';
import type {StoreQuestion} from './store-question.js';

/**
 * Asks a store one question and prints the answer: as lines for people, or as one JSON document.
 *
 * @returns 0 with an answer; 1 when the store cannot be read or has not got what was named; 2 after a plan that was not
 * asked for as such, since nothing of it was done.
 */
export async function runStoreCommand(question: StoreQuestion, options: Options): Promise<ExitStatus> {
	const progress = openProgressLine(options);
	try {
		const {store, snapshot} = options;
		const address = storeAddress({store, snapshot}, process.env);
		const client = openStoreClient({address, workingDirectory: process.cwd(), onProgress: progress.show});
		try {
			await (options.json
				? printJson(client, question, progress.end)
				: printStoreReport({client, address}, question, options, progress.end));
		} finally {
			await client.close();
		}

		return statusOf(question, options);
	} catch (error) {
		progress.end();
		if (error instanceof OutputError && error.isReaderGone) {
			return {code: 0};
		}

		// What the user can put right is one line; a fault of ours says where it happened.
		complain(
			error instanceof StoreError || error instanceof OutputError
				? error.message
				: `fault in nixscope, please report it: ${faultText(error)}`,
		);
		return {code: 1};
	}
}

function faultText(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param onAnswer Called before anything is written. */
async function printJson(client: StoreClient, question: StoreQuestion, onAnswer: () => void): Promise<void> {
	if (question.kind !== 'why') {
		await new Promise<void>((resolve, reject) => {
			const write = (chunk: Uint8Array) => {
				onAnswer();
				try {
					writeAnswer(chunk);
				} catch (error) {
					// The rest is not waited for.
					reject(error);
				}
			};
			client.askJson(question.kind, question.request, write).then(resolve, reject);
		});
		return;
	}

	// One path is one document, several are a list.
	const answers = await client.ask('why', question.request);
	onAnswer();
	for (const chunk of jsonChunks(answers.length === 1 ? answers[0]! : answers)) {
		writeAnswer(chunk);
	}
}

/** Without --dry-run a plan was to be done, which comes later. */
function statusOf({kind}: StoreQuestion, {dryRun}: Options): ExitStatus {
	if ((kind !== 'gc' && kind !== 'optimise') || dryRun) {
		return {code: 0};
	}

	const what = kind === 'gc' ? 'collecting' : 'optimising';
	complain(`nothing was done: ${what} itself comes in a later version; --dry-run asks for the plan`);
	return {code: 2};
}
