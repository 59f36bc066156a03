import type {Progress} from '../store/progress.js';
import type {Questions} from '../workers/question.js';
import type {StoreClient} from '../workers/store-client.js';
import type {ExplorerData, Need, Run, ShownKind, Slot} from './explorer-data.js';
import type {ExplorerSession} from './explorer-session.js';
import {createFramePacer} from './frame-pacer.js';
import {SlotBook} from './slot-book.js';

export type ExplorerSessionOptions = {
	readonly title: string;
	/** The client calls `onProgress` while it reads. */
	readonly openClient: (onProgress: (progress: Progress) => void) => StoreClient;
	/** The terminal has not yet taken the frame before. */
	readonly isBusy: () => boolean;
	/** Milliseconds since 1970. */
	readonly now: () => number;
};

/** A store that is read in this time is read again by itself when it changes; of a larger one it is only said. */
const QUICK_READING_MS = 700;

type MutableData = {
	-readonly [Key in Exclude<keyof ExplorerData, 'slot'>]: ExplorerData[Key];
};

/** Opens a store and keeps what screens show of it; everything heavy is in the client's thread. */
export function createExplorerSession({title, openClient, isBusy, now}: ExplorerSessionOptions): ExplorerSession {
	const listeners = new Set<() => void>();
	let frame = 0;
	const pacer = createFramePacer({
		onFrame() {
			frame++;
			for (const listener of listeners) {
				listener();
			}
		},
		isTicking: () => isRunning(data.run),
		isBusy,
	});
	const data: MutableData = {
		title,
		status: undefined,
		reading: undefined,
		failure: undefined,
		hasChanged: false,
		run: undefined,
		notice: undefined,
	};
	const client = openClient((progress) => {
		data.reading = progress;
		pacer.changed();
	});
	const book = new SlotBook(
		client,
		() => pacer.now(),
		() => pacer.changed(),
	);
	const watching = new AbortController();
	let running: AbortController | undefined;
	let isRefreshing = false;
	/** Something has changed while the store was being read again. */
	let wantsAnother = false;
	/** Milliseconds, of the first time. */
	let readingTook: number | undefined;

	readStatus();
	client
		.ask(
			'watch',
			{},
			{
				signal: watching.signal,
				onEvent(event) {
					if (event.type === 'changed' && data.status !== undefined) {
						changed();
					}
				},
			},
		)
		.catch(() => {});

	function readStatus(): void {
		const askedAt = performance.now();
		client.ask('status', {}).then(
			(status) => {
				readingTook ??= performance.now() - askedAt;
				data.status = status;
				data.reading = undefined;
				data.failure = undefined;
				data.hasChanged = false;
				book.outdate();
				pacer.now();
			},
			(error: Error) => {
				data.reading = undefined;
				data.failure = error.message;
				pacer.now();
			},
		);
	}

	/** While something is done to the store it changes all the time: it is read again at the end. */
	function changed(): void {
		if (isRunning(data.run)) {
			return;
		}

		if (readingTook !== undefined && readingTook <= QUICK_READING_MS) {
			refresh(false);
			return;
		}

		data.hasChanged = true;
		pacer.changed();
	}

	function refresh(isForced: boolean): void {
		if (isRunning(data.run)) {
			return;
		}

		if (isRefreshing) {
			wantsAnother = true;
			return;
		}

		isRefreshing = true;
		const done = () => {
			isRefreshing = false;
			if (wantsAnother) {
				wantsAnother = false;
				refresh(false);
			}
		};
		client
			.ask('refresh', {isForced})
			.finally(done)
			.then(({hasChanged}) => {
				data.hasChanged = false;
				if (hasChanged || isForced || data.failure !== undefined) {
					readStatus();
				} else {
					pacer.now();
				}
			}, fail);
	}

	function fail(error: Error): void {
		data.notice = error.message;
		pacer.now();
	}

	function update<Kind extends Run['kind']>(kind: Kind, change: Partial<Run & {kind: Kind}>): void {
		if (data.run?.kind === kind) {
			data.run = {...data.run, ...change} as Run;
			pacer.changed();
		}
	}

	/** @param task Resolves with what the run is then. */
	function run<Kind extends Run['kind']>(
		first: Run & {kind: Kind},
		task: (signal: AbortSignal) => Promise<Partial<Run & {kind: Kind}>>,
	): void {
		if (isRunning(data.run)) {
			return;
		}

		running = new AbortController();
		data.run = first;
		pacer.now();
		task(running.signal)
			.catch((error: unknown) => ({error: (error as Error).message}) as Partial<Run & {kind: Kind}>)
			.then((change) => {
				running = undefined;
				update(first.kind as Kind, change);
				pacer.now();
				refresh(true);
			});
	}

	const session: ExplorerSession = {
		data: {
			get title() {
				return data.title;
			},
			get status() {
				return data.status;
			},
			get reading() {
				return data.reading;
			},
			get failure() {
				return data.failure;
			},
			get hasChanged() {
				return data.hasChanged;
			},
			get run() {
				return data.run;
			},
			get notice() {
				return data.notice;
			},
			slot: <Kind extends ShownKind>(name: string, kind: Kind) => book.read(name, kind) as Slot<Kind>,
		},
		now,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		frameNumber: () => frame,
		requestFrame: () => pacer.now(),
		need(needs: readonly Need[]) {
			if (data.failure === undefined) {
				book.need(needs);
			}
		},
		refresh,
		collect(plan, expected) {
			run(
				{
					kind: 'collect',
					plan,
					expected: {nixReportedSize: expected?.nixReportedSize ?? null, diskSize: expected?.diskSize ?? null},
					startedAt: now(),
					progress: undefined,
					result: undefined,
					moved: undefined,
					error: undefined,
					isStopping: false,
				},
				async (signal) => {
					const answer = await client.ask('collect', {plan: plan.id} satisfies Questions['collect'], {
						signal,
						onEvent(event) {
							if (event.type === 'collect') {
								update('collect', {progress: event.progress});
							}
						},
					});
					return answer.kind === 'moved' ? {moved: answer} : {result: answer.result};
				},
			);
		},
		runOptimise() {
			const known = book.read('optimise', 'optimise').answer;
			run(
				{
					kind: 'optimise',
					expected: known as (Run & {kind: 'optimise'})['expected'],
					done: 0,
					total: undefined,
					result: undefined,
					error: undefined,
					isStopping: false,
					startedAt: now(),
				},
				async (signal) => ({
					result: await client.ask(
						'runOptimise',
						{},
						{
							signal,
							onEvent(event) {
								if (event.type === 'optimise') {
									update('optimise', {done: event.done, total: event.total});
								}
							},
						},
					),
				}),
			);
		},
		stop() {
			if (data.run !== undefined && data.run.kind !== 'undo') {
				update(data.run.kind, {isStopping: true});
			}

			running?.abort();
		},
		dismissRun() {
			if (!isRunning(data.run)) {
				data.run = undefined;
				data.notice = undefined;
				pacer.now();
			}
		},
		undo(id) {
			run({kind: 'undo', id, result: undefined, error: undefined}, async () => ({
				result: await client.ask('undo', {id}),
			}));
		},
		pin(path, name) {
			client.ask('pin', {path, name}).then(() => refresh(true), fail);
		},
		unpin(name) {
			client.ask('unpin', {name}).then(() => refresh(true), fail);
		},
		get isRunning() {
			return isRunning(data.run);
		},
		async close() {
			watching.abort();
			pacer.stop();
			await client.close();
		},
	};
	return session;
}

function isRunning(run: Run | undefined): boolean {
	return (
		run !== undefined &&
		run.result === undefined &&
		run.error === undefined &&
		!(run.kind === 'collect' && run.moved !== undefined)
	);
}
