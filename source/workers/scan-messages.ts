import type {Progress} from '../store/progress.js';
import type {LocalStore} from '../store/store-address.js';
import type {ScanAnswers} from './scan-client.js';

export type ScannedStore = Pick<LocalStore, 'storeDirectory' | 'realStoreDirectory'>;

/** What a scan worker is started with: bytes that threads share, so that a million names cost nothing to hand over. */
export type ScanStart =
	| {
			readonly kind: 'optimise';
			readonly store: ScannedStore;
			/** As in PathTable. */
			readonly bytes: Uint8Array;
			readonly offsets: Uint32Array;
			readonly environment: NodeJS.ProcessEnv;
	  }
	| {
			readonly kind: 'freed';
			readonly store: ScannedStore;
			/** Each with a final NUL: no name of a file holds one. */
			readonly baseNames: string;
	  }
	| {readonly kind: 'links'; readonly store: ScannedStore};

export type FromScanWorker =
	| {readonly type: 'progress'; readonly progress: Progress}
	| {readonly type: 'answer'; readonly answer: ScanAnswers[keyof ScanAnswers]};
