import {Worker} from 'node:worker_threads';
import type {OnProgress} from '../store/progress.js';
import type {StoreAddress} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import type {QuestionEvent, Questions, Replies} from './question.js';
import type {FromWorker, ToWorker, WorkerStart} from './worker-messages.js';

/** A store that is read and asked in a thread of its own, so that the screen stays quick. */
export type StoreClient = {
	/** @throws StoreError for what the user can put right, in one line. */
	ask<Kind extends keyof Questions>(kind: Kind, request: Questions[Kind], options?: AskOptions): Promise<Replies[Kind]>;
	/**
	 * The answer as one JSON document, in pieces of UTF-8.
	 *
	 * @param onChunk Called for each piece, in order.
	 */
	askJson<Kind extends keyof Questions>(
		kind: Kind,
		request: Questions[Kind],
		onChunk: (chunk: Uint8Array) => void,
	): Promise<void>;
	/** Ends the thread; questions without an answer never get one. */
	close(): Promise<void>;
};

export type AskOptions = {
	/** Called for what is told on the way to the answer. */
	readonly onEvent?: (event: QuestionEvent) => void;
	/** Tells the worker to stop; the answer still comes, and says how far it was. */
	readonly signal?: AbortSignal;
};

type Waiting = {
	readonly resolve: (answer: never) => void;
	readonly reject: (error: Error) => void;
	readonly onChunk: ((chunk: Uint8Array) => void) | undefined;
	readonly onEvent: AskOptions['onEvent'] | undefined;
};

export function openStoreClient(options: {
	readonly address: StoreAddress;
	readonly workingDirectory: string;
	readonly onProgress?: OnProgress;
}): StoreClient {
	const {address, workingDirectory, onProgress} = options;
	const workerData: WorkerStart = {address, workingDirectory};
	const worker = new Worker(new URL('store.worker.js', import.meta.url), {workerData});
	const waiting = new Map<number, Waiting>();
	let lastId = 0;

	worker.on('message', (message: FromWorker) => {
		if (message.type === 'progress') {
			onProgress?.(message.progress);
			return;
		}

		const question = waiting.get(message.id);
		if (question === undefined) {
			return;
		}

		switch (message.type) {
			case 'event':
				question.onEvent?.(message.event);
				return;
			case 'json':
				if (!message.isLast) {
					question.onChunk?.(message.chunk);
					return;
				}

				waiting.delete(message.id);
				question.resolve(undefined as never);
				return;
			case 'answer':
				waiting.delete(message.id);
				question.resolve(message.answer as never);
				return;
			case 'error':
				waiting.delete(message.id);
				question.reject(errorOf(message));
		}
	});
	worker.on('error', (error) => {
		for (const {reject} of waiting.values()) {
			reject(error instanceof Error ? error : new Error(String(error)));
		}

		waiting.clear();
	});

	function send<Answer>(
		kind: keyof Questions,
		request: Questions[keyof Questions],
		{onEvent, signal}: AskOptions,
		onChunk?: Waiting['onChunk'],
	): Promise<Answer> {
		return new Promise<Answer>((resolve, reject) => {
			const id = ++lastId;
			const post = (message: ToWorker) => worker.postMessage(message);
			waiting.set(id, {resolve, reject, onChunk, onEvent});
			post({type: 'ask', id, kind, request, asJson: onChunk !== undefined});
			const cancel = () => post({type: 'cancel', id});
			if (signal?.aborted) {
				cancel();
			} else {
				signal?.addEventListener('abort', cancel, {once: true});
			}
		});
	}

	return {
		ask: (kind, request, options = {}) => send(kind, request, options),
		askJson: (kind, request, onChunk) => send(kind, request, {}, onChunk),
		async close() {
			await worker.terminate();
		},
	};
}

function errorOf({message, isStoreError, stack}: FromWorker & {type: 'error'}): Error {
	if (isStoreError) {
		return new StoreError(message);
	}

	const error = new Error(message);
	error.stack = stack ?? error.stack ?? message;
	return error;
}
