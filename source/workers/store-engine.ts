import {closureAnswer} from '../analyses/answers/closure.js';
import {diffAnswer} from '../analyses/answers/diff.js';
import {generationsAnswer} from '../analyses/answers/generations.js';
import {pathsAnswer} from '../analyses/answers/paths.js';
import {rootsAnswer} from '../analyses/answers/roots.js';
import {usageAnswer} from '../analyses/answers/usage.js';
import {whyAnswer} from '../analyses/answers/why.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {writeSnapshot} from '../store/snapshot-file.js';
import {StoreError} from '../store/store-error.js';
import type {AskContext} from './ask-context.js';
import {changeAnswers} from './change-answers.js';
import {listAnswers} from './list-answers.js';
import {OpenStore, type OpenStoreOptions} from './open-store.js';
import type {Questions, Replies} from './question.js';
import {resolveOperand} from './resolve-operand.js';
import {statusAnswer} from './status-answer.js';

type AllAnswers = {
	readonly [Kind in keyof Questions]: (request: Questions[Kind], context: AskContext) => Promise<Replies[Kind]>;
};

/** One store, read when the first question needs it, and everything that was computed about it. */
export class StoreEngine {
	readonly #store: OpenStore;
	readonly #answers: AllAnswers;

	constructor(options: OpenStoreOptions) {
		this.#store = new OpenStore(options);
		this.#answers = {...this.#documents, ...listAnswers(this.#store), ...changeAnswers(this.#store)};
	}

	/** @throws StoreError for what the user can put right. */
	async answer<Kind extends keyof Questions>(
		kind: Kind,
		request: Questions[Kind],
		context: AskContext,
	): Promise<Replies[Kind]> {
		return (await this.#answers[kind](request, context)) as Replies[Kind];
	}

	readonly #documents = {
		why: async ({paths}: Questions['why']) => {
			const analysis = await this.#open();
			return paths.map((path) => whyAnswer(analysis, this.#find(analysis, path)));
		},
		roots: async ({filter}: Questions['roots']) => {
			const analysis = await this.#open();
			return rootsAnswer(analysis, filter, this.#store.now(analysis));
		},
		paths: async (request: Questions['paths']) =>
			pathsAnswer(await this.#store.analysis({withEntries: true}), request, (done, total) =>
				this.#store.options.onProgress({task: 'adding up closures', done, total}),
			),
		usage: async (request: Questions['usage']) => usageAnswer(await this.#open(), request),
		closure: async ({path}: Questions['closure']) => {
			const analysis = await this.#open();
			return closureAnswer(analysis, this.#find(analysis, path));
		},
		generations: async () => generationsAnswer(await this.#open()),
		diff: async ({from, to}: Questions['diff']) => {
			const analysis = await this.#open();
			return diffAnswer(analysis, this.#find(analysis, from), this.#find(analysis, to));
		},
		snapshot: async ({file}: Questions['snapshot']) => {
			if (this.#store.options.address.kind === 'snapshot') {
				throw new StoreError('this is a snapshot already: copy the file');
			}

			const {reading} = await this.#store.analysis({withEntries: true});
			const {size} = await writeSnapshot(file, reading);
			return {
				version: 1 as const,
				file,
				size,
				paths: reading.graph.names.count,
				roots: reading.roots.roots.length,
			};
		},
		// The overview needs the entries of the folder: so the store is read once.
		status: async () => statusAnswer(await this.#store.analysis({withEntries: true})),
	};

	#open(): Promise<StoreAnalysis> {
		return this.#store.analysis({withEntries: false});
	}

	#find(analysis: StoreAnalysis, operand: string): number {
		return resolveOperand(analysis, operand, this.#store.options.workingDirectory);
	}
}
