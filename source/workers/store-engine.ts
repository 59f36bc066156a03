import {analyse} from '../analyses/analyse.js';
import type {Answers, SnapshotAnswer} from '../analyses/answers/answer.js';
import {closureAnswer} from '../analyses/answers/closure.js';
import {diffAnswer} from '../analyses/answers/diff.js';
import {generationsAnswer} from '../analyses/answers/generations.js';
import {pathsAnswer} from '../analyses/answers/paths.js';
import {rootsAnswer} from '../analyses/answers/roots.js';
import {usageAnswer} from '../analyses/answers/usage.js';
import {whyAnswer} from '../analyses/answers/why.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import type {OnProgress} from '../store/progress.js';
import {writeSnapshot} from '../store/snapshot-file.js';
import type {StoreAddress} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import {gcAnswer} from './gc-answer.js';
import {momentOf} from './moment.js';
import {openReading} from './open-reading.js';
import {optimiseAnswer} from './optimise-answer.js';
import type {Questions} from './question.js';
import {resolveOperand} from './resolve-operand.js';

export type EngineOptions = {
	readonly address: StoreAddress;
	/** In which relative paths of questions are understood. */
	readonly workingDirectory: string;
	readonly environment: NodeJS.ProcessEnv;
	readonly onProgress: OnProgress;
};

/** Questions to which the entries of the store's folder belong, and not only the valid paths. */
const needsEntries: ReadonlySet<keyof Questions> = new Set(['gc', 'paths', 'snapshot']);

/** One store, read when the first question needs it, and everything that was computed about it. */
export class StoreEngine {
	#analysis: StoreAnalysis | undefined;
	readonly #options: EngineOptions;

	constructor(options: EngineOptions) {
		this.#options = options;
	}

	/** @throws StoreError for what the user can put right. */
	async answer<Kind extends keyof Questions>(kind: Kind, request: Questions[Kind]): Promise<Answers[Kind]> {
		return (await this.#answers[kind](request)) as Answers[Kind];
	}

	readonly #answers: {[Kind in keyof Questions]: (request: Questions[Kind]) => Promise<Answers[Kind]>} = {
		why: async ({paths}) => {
			const analysis = await this.#open('why');
			return paths.map((path) => whyAnswer(analysis, this.#find(analysis, path)));
		},
		roots: async ({filter}) => {
			const analysis = await this.#open('roots');
			return rootsAnswer(analysis, filter, momentOf(analysis.reading));
		},
		paths: async (request) =>
			pathsAnswer(await this.#open('paths'), request, (done, total) =>
				this.#options.onProgress({task: 'adding up closures', done, total}),
			),
		usage: async (request) => usageAnswer(await this.#open('usage'), request),
		closure: async ({path}) => {
			const analysis = await this.#open('closure');
			return closureAnswer(analysis, this.#find(analysis, path));
		},
		generations: async () => generationsAnswer(await this.#open('generations')),
		diff: async ({from, to}) => {
			const analysis = await this.#open('diff');
			return diffAnswer(analysis, this.#find(analysis, from), this.#find(analysis, to));
		},
		gc: async (request) => gcAnswer(await this.#open('gc'), request, this.#options),
		optimise: async () => optimiseAnswer(await this.#open('optimise'), this.#options),
		snapshot: async ({file}) => this.#snapshot(file),
	};

	async #open(kind: keyof Questions): Promise<StoreAnalysis> {
		const withEntries = needsEntries.has(kind);
		const known = this.#analysis;
		if (known !== undefined && (!withEntries || known.reading.unregistered !== null)) {
			return known;
		}

		const analysis = analyse(await openReading(this.#options.address, {...this.#options, withEntries}));
		this.#analysis = analysis;
		return analysis;
	}

	#find(analysis: StoreAnalysis, operand: string): number {
		return resolveOperand(analysis, operand, this.#options.workingDirectory);
	}

	async #snapshot(file: string): Promise<SnapshotAnswer> {
		if (this.#options.address.kind === 'snapshot') {
			throw new StoreError('this is a snapshot already: copy the file');
		}

		const {reading} = await this.#open('snapshot');
		const {size} = await writeSnapshot(file, reading);
		return {version: 1, file, size, paths: reading.graph.names.count, roots: reading.roots.roots.length};
	}
}
