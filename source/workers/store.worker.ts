import './quiet-sqlite.js';
import {parentPort, workerData} from 'node:worker_threads';
import {StoreError} from '../store/store-error.js';
import {jsonChunks} from './json-chunks.js';
import type {FromWorker, ToWorker, WorkerStart} from './worker-messages.js';

const {address, workingDirectory} = workerData as WorkerStart;
const port = parentPort!;
const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
/** Of questions that are not answered yet. */
const cancels = new Map<number, AbortController>();
// Loaded late: static imports, node:sqlite among them, would all come before quiet-sqlite takes effect in a bundle.
const engine = import('./store-engine.js').then(
	({StoreEngine}) =>
		new StoreEngine({
			address,
			workingDirectory,
			environment: process.env,
			onProgress: (progress) => send({type: 'progress', progress}),
		}),
);

port.on('message', (message: ToWorker) => {
	if (message.type === 'cancel') {
		cancels.get(message.id)?.abort();
		return;
	}

	const {id} = message;
	answer(message)
		.catch((error: unknown) => {
			const {message: text, stack} = error instanceof Error ? error : new Error(String(error));
			send({type: 'error', id, message: text, isStoreError: error instanceof StoreError, stack});
		})
		.finally(() => cancels.delete(id));
});

async function answer({id, kind, request, asJson}: ToWorker & {type: 'ask'}): Promise<void> {
	const cancel = new AbortController();
	cancels.set(id, cancel);
	const found = await (await engine).answer(kind, request, {
		signal: cancel.signal,
		onEvent: (event) => send({type: 'event', id, event}),
	});
	if (!asJson || found === null) {
		send({type: 'answer', id, answer: found});
		return;
	}

	for (const chunk of jsonChunks(found)) {
		send({type: 'json', id, chunk, isLast: false}, [chunk.buffer]);
	}

	send({type: 'json', id, chunk: new Uint8Array(0), isLast: true});
}
