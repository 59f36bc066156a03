import {setTimeout as patience} from 'node:timers/promises';
import type {OptimiseAnswer} from '../analyses/answers/answer.js';
import type {Progress} from '../store/progress.js';
import type {StoreClient} from '../workers/store-client.js';
import type {ExplorerData, Need, ShownKind, Slot} from './explorer-data.js';
import type {ExplorerSession} from './explorer-session.js';
import {createFrameListeners} from './frame-listeners.js';
import {createFramePacer} from './frame-pacer.js';
import {SlotBook} from './slot-book.js';
import {StoreRuns} from './store-runs.js';

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

/** So long something that was stopped may take to write down what it has done. */
const STOPPING_MS = 5000;

type OwnFacts = Exclude<keyof ExplorerData, 'slot' | 'run'>;
type MutableData = {-readonly [Key in OwnFacts]: ExplorerData[Key]} & Pick<ExplorerData, 'slot' | 'run'>;

/** Opens a store and keeps what screens show of it; everything heavy is in the client's thread. */
export function createExplorerSession({title, openClient, isBusy, now}: ExplorerSessionOptions): ExplorerSession {
	const frames = createFrameListeners();
	const pacer = createFramePacer({
		onFrame: () => frames.announce(),
		isTicking: () => runs.isRunning,
		isBusy,
	});
	const data: MutableData = {
		title,
		status: undefined,
		reading: undefined,
		failure: undefined,
		hasChanged: false,
		notice: undefined,
		get run() {
			return runs.current;
		},
		slot: <Kind extends ShownKind>(name: string, kind: Kind) => book.read(name, kind) as Slot<Kind>,
	};
	let isRefreshing = false;
	let isReadingStatus = false;
	const client = openClient((progress) => {
		// Whatever else is read, or done, belongs to a question: its slot tells of it.
		if (progress.task === 'reading the store' && (isRefreshing || isReadingStatus)) {
			data.reading = progress;
			pacer.changed();
		}
	});
	const book = new SlotBook(
		client,
		() => pacer.now(),
		() => pacer.changed(),
	);
	const runs = new StoreRuns(
		client,
		() => pacer.changed(),
		() => {
			pacer.now();
			refresh(true);
		},
	);
	const watching = new AbortController();
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
					} else if (event.type === 'unwatched') {
						fail(new Error(`changes of the store may go unnoticed: ${event.reason}`));
					}
				},
			},
		)
		.catch(() => {});

	function readStatus(): void {
		const askedAt = performance.now();
		isReadingStatus = true;
		client.ask('status', {}).then(
			(status) => {
				isReadingStatus = false;
				readingTook ??= performance.now() - askedAt;
				data.status = status;
				data.reading = undefined;
				data.failure = undefined;
				data.hasChanged = false;
				book.outdate();
				pacer.now();
			},
			(error: Error) => {
				isReadingStatus = false;
				data.reading = undefined;
				data.failure = error.message;
				pacer.now();
			},
		);
	}

	/** While something is done to the store it changes all the time: it is read again at the end. */
	function changed(): void {
		if (runs.isRunning) {
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
		if (runs.isRunning) {
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
					data.reading = undefined;
					pacer.now();
				}
			}, fail);
	}

	function fail(error: Error): void {
		data.reading = undefined;
		data.notice = error.message;
		pacer.now();
	}

	const session: ExplorerSession = {
		data,
		now,
		subscribe: frames.subscribe,
		frameNumber: frames.frameNumber,
		requestFrame: () => pacer.now(),
		need(needs: readonly Need[]) {
			if (data.failure === undefined) {
				book.need(needs);
			}
		},
		refresh,
		collect: (plan, expected) => runs.collect(plan, expected, now()),
		runOptimise: () => runs.optimise(book.read('optimise', 'optimise').answer as OptimiseAnswer | undefined, now()),
		stop: () => runs.stop(),
		dismissRun() {
			data.notice = undefined;
			runs.dismiss();
		},
		undo: (id) => runs.undo(id),
		pin(path, name) {
			client.ask('pin', {path, name}).then(() => refresh(true), fail);
		},
		unpin(name) {
			client.ask('unpin', {name}).then(() => refresh(true), fail);
		},
		get isRunning() {
			return runs.isRunning;
		},
		get done() {
			return runs.done;
		},
		async close() {
			watching.abort();
			pacer.stop();
			runs.stop();
			await Promise.race([runs.ended, patience(STOPPING_MS)]);
			await client.close();
		},
	};
	return session;
}
