import type {StoreClient} from '../../workers/store-client.js';
import type {ExitStatus} from '../exit-status.js';
import type {Options} from '../option-table.js';
import {writeAnswer} from '../write-out.js';
import {writeJson} from './print-lines.js';
import {printStoreReport} from './print-store-report.js';
import type {StoreQuestion} from './store-question.js';
import {type OpenStore, withStore} from './with-store.js';

/**
 * Asks a store one question and prints the answer: as lines for people, or as one JSON document.
 *
 * @returns 0 with an answer; 1 when the store cannot be read or has not got what was named.
 */
export function runStoreCommand(question: StoreQuestion, options: Options): Promise<ExitStatus> {
	return withStore(options, async (open) => {
		await printAnswer(question, options, open);
		return {code: 0};
	});
}

export async function printAnswer(question: StoreQuestion, options: Options, open: OpenStore): Promise<void> {
	const {client, status} = open;
	await (options.json ? printJson(client, question, status.end) : printStoreReport(open, question, options));
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
	writeJson(answers.length === 1 ? answers[0]! : answers);
}
