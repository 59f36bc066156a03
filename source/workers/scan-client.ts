import {Worker} from 'node:worker_threads';
import type {FreedSpace} from '../store/freed-space.js';
import type {OptimiseScan} from '../store/optimise-scan.js';
import type {PathTable} from '../store/path-table.js';
import type {OnProgress} from '../store/progress.js';
import {ScanCancelled} from '../store/scan-watch.js';
import type {FromScanWorker, ScannedStore, ScanStart} from './scan-messages.js';

/** What is known from `.links` alone: a moment's work beside the whole scan. */
export type LinksSummary = Pick<OptimiseScan, 'linkedFiles' | 'savedBytes' | 'linksFolderSize' | 'unreadable'>;

/** A long look at the files of a store. */
export type ScanRequest =
	| {
			readonly kind: 'optimise';
			readonly store: ScannedStore;
			/** The valid paths; only they count. */
			readonly names: PathTable;
			/** In which `nix` is looked for, where its version matters. */
			readonly environment: NodeJS.ProcessEnv;
	  }
	| {readonly kind: 'freed'; readonly store: ScannedStore; readonly baseNames: readonly string[]}
	| {readonly kind: 'links'; readonly store: ScannedStore};

export type ScanAnswers = {
	optimise: OptimiseScan;
	/** Null where a file cannot be looked at. */
	freed: FreedSpace | null;
	links: LinksSummary;
};

export type ScanOptions = {readonly onProgress?: OnProgress | undefined; readonly signal?: AbortSignal | undefined};

/**
 * Scans files in a thread of its own, which ends with the answer; so whoever asks goes on, another worker too. A thread
 * is ended wherever it is when the signal says so: it holds nothing but descriptors, which Node closes.
 *
 * @throws ScanCancelled when the signal says so.
 */
export function scanInThread<Request extends ScanRequest>(
	request: Request,
	{onProgress, signal}: ScanOptions = {},
): Promise<ScanAnswers[Request['kind']]> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted === true) {
			reject(new ScanCancelled('cancelled'));
			return;
		}

		const worker = new Worker(new URL('scan.worker.js', import.meta.url), {workerData: startOf(request)});
		const cancel = () => {
			end();
			reject(new ScanCancelled('cancelled'));
		};

		/** Later events of the thread find nobody. */
		function end(): void {
			signal?.removeEventListener('abort', cancel);
			void worker.terminate();
		}

		signal?.addEventListener('abort', cancel, {once: true});
		worker.on('message', (message: FromScanWorker) => {
			if (message.type === 'answer') {
				end();
				resolve(message.answer as ScanAnswers[Request['kind']]);
			} else if (signal?.aborted !== true) {
				onProgress?.(message.progress);
			}
		});
		worker.on('error', (error) => {
			end();
			// What comes out of another thread has the shape of an error, but is none.
			reject(new Error(String((error as Error).message ?? error), {cause: error}));
		});
		worker.on('exit', (code) => {
			end();
			reject(new Error(`the scan ended without an answer (${code})`));
		});
	});
}

function startOf(request: ScanRequest): ScanStart {
	switch (request.kind) {
		case 'optimise': {
			const {bytes, offsets} = request.names;
			const [sharedBytes, sharedOffsets] = [new Uint8Array(shared(bytes)), new Uint32Array(shared(offsets))];
			sharedBytes.set(bytes);
			sharedOffsets.set(offsets);
			const {kind, store, environment} = request;
			return {kind, store: foldersOf(store), environment: {...environment}, bytes: sharedBytes, offsets: sharedOffsets};
		}
		case 'freed':
			return {
				kind: 'freed',
				store: foldersOf(request.store),
				// One string goes over as a block of bytes, a list of them one by one.
				baseNames: [...request.baseNames, ''].join('\0'),
			};
		case 'links':
			return {kind: 'links', store: foldersOf(request.store)};
	}
}

/** A table may be a view of far more bytes, all of which a message would copy. */
function shared({byteLength}: ArrayBufferView): SharedArrayBuffer {
	return new SharedArrayBuffer(byteLength);
}

function foldersOf({storeDirectory, realStoreDirectory}: ScannedStore): ScannedStore {
	return {storeDirectory, realStoreDirectory};
}
