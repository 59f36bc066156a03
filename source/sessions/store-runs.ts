import type {OptimiseAnswer} from '../analyses/answers/answer.js';
import type {PlanAnswer, PlanSizes} from '../analyses/answers/plan.js';
import type {StoreClient} from '../workers/store-client.js';
import type {Run} from './explorer-data.js';
import {isRunning} from './running.js';

type RunOf<Kind extends Run['kind']> = Run & {kind: Kind};

/** What is done to a store, one thing at a time, and how far it is. */
export class StoreRuns {
	#run: Run | undefined;
	#stopping: AbortController | undefined;
	#ended: Promise<void> = Promise.resolve();
	readonly #done: Run[] = [];
	readonly #client: Pick<StoreClient, 'ask'>;
	readonly #onChange: () => void;
	readonly #onEnd: () => void;

	/**
	 * @param onChange It has gone on.
	 * @param onEnd It is over: the store is another one now.
	 */
	constructor(client: Pick<StoreClient, 'ask'>, onChange: () => void, onEnd: () => void) {
		this.#client = client;
		this.#onChange = onChange;
		this.#onEnd = onEnd;
	}

	get current(): Run | undefined {
		return this.#run;
	}

	/** All that is over, the oldest first. */
	get done(): readonly Run[] {
		return this.#done;
	}

	/** Settles when what runs is over. */
	get ended(): Promise<void> {
		return this.#ended;
	}

	get isRunning(): boolean {
		return isRunning(this.#run);
	}

	/** @param startedAt Milliseconds since 1970, as of the others. */
	collect(plan: PlanAnswer, expected: PlanSizes | undefined, startedAt: number): void {
		const first: RunOf<'collect'> = {
			kind: 'collect',
			plan,
			expected: {nixReportedSize: expected?.nixReportedSize ?? null, diskSize: expected?.diskSize ?? null},
			startedAt,
			progress: undefined,
			result: undefined,
			moved: undefined,
			error: undefined,
			isStopping: false,
		};
		this.#start(first, async (signal) => {
			const answer = await this.#client.ask(
				'collect',
				{plan: plan.id},
				{
					signal,
					onEvent: (event) => {
						if (event.type === 'collect') {
							this.#update('collect', {progress: event.progress});
						}
					},
				},
			);
			return answer.kind === 'moved' ? {moved: answer} : {result: answer.result};
		});
	}

	optimise(expected: OptimiseAnswer | undefined, startedAt: number): void {
		const first: RunOf<'optimise'> = {
			kind: 'optimise',
			expected,
			done: 0,
			total: undefined,
			result: undefined,
			error: undefined,
			isStopping: false,
			startedAt,
		};
		this.#start(first, async (signal) => ({
			result: await this.#client.ask(
				'runOptimise',
				{},
				{
					signal,
					onEvent: (event) => {
						if (event.type === 'optimise') {
							this.#update('optimise', {done: event.done, total: event.total});
						}
					},
				},
			),
		}));
	}

	undo(id: number): void {
		const first: RunOf<'undo'> = {kind: 'undo', id, result: undefined, error: undefined};
		this.#start(first, async () => ({result: await this.#client.ask('undo', {id})}));
	}

	stop(): void {
		if (this.isRunning && this.#run !== undefined && this.#run.kind !== 'undo') {
			this.#update(this.#run.kind, {isStopping: true});
		}

		this.#stopping?.abort();
	}

	/** What it led to has been seen. */
	dismiss(): void {
		if (!this.isRunning) {
			this.#run = undefined;
			this.#onChange();
		}
	}

	/** @param task Resolves with what there is to say in the end. */
	#start<Kind extends Run['kind']>(
		first: RunOf<Kind>,
		task: (signal: AbortSignal) => Promise<Partial<RunOf<Kind>>>,
	): void {
		if (this.isRunning) {
			return;
		}

		const stopping = new AbortController();
		this.#stopping = stopping;
		this.#run = first;
		this.#onChange();
		this.#ended = task(stopping.signal)
			.catch((error: unknown) => ({error: (error as Error).message}) as Partial<RunOf<Kind>>)
			.then((end) => {
				this.#stopping = undefined;
				this.#update(first.kind, end);
				this.#done.push({...first, ...end} as Run);
				this.#onEnd();
			});
	}

	#update<Kind extends Run['kind']>(kind: Kind, change: Partial<RunOf<Kind>>): void {
		if (this.#run?.kind === kind) {
			this.#run = {...this.#run, ...change} as Run;
			this.#onChange();
		}
	}
}
