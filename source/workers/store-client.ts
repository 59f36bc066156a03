import {Worker} from 'node:worker_threads';
import type {Answers} from '../analyses/answers/answer.js';
import type {OnProgress} from '../store/progress.js';
import type {StoreAddress} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import type {Questions} from './question.js';
import type {FromWorker, ToWorker, WorkerStart} from './worker-messages.js';

/** A store that is read and asked in a thread of its own, so that the screen stays quick. */
export type StoreClient = {
	/** @throws StoreError for what the user can put right, in one line. */
	ask<Kind extends keyof Questions>(kind: Kind, request: Questions[Kind]): Promise<Answers[Kind]>;
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

type Waiting = {
	readonly resolve: (answer: never) => void;
	readonly reject: (error: Error) => void;
	readonly onChunk: ((chunk: Uint8Array) => void) | undefined;
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
		onChunk?: Waiting['onChunk'],
	): Promise<Answer> {
		return new Promise<Answer>((resolve, reject) => {
			const id = ++lastId;
			waiting.set(id, {resolve, reject, onChunk});
			const message: ToWorker = {id, kind, request, asJson: onChunk !== undefined};
			worker.postMessage(message);
		});
	}

	return {
		ask: (kind, request) => send(kind, request),
		askJson: (kind, request, onChunk) => send(kind, request, onChunk),
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
