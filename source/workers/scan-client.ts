import type {FreedSpace} from '../store/freed-space.js';
import type {OptimiseScan} from '../store/optimise-scan.js';
import type {PathTable} from '../store/path-table.js';
import type {OnProgress} from '../store/progress.js';
import type {LocalStore} from '../store/store-address.js';

/** What is known from `.links` alone: a moment's work beside the whole scan. */
export type LinksSummary = Pick<OptimiseScan, 'linkedFiles' | 'savedBytes' | 'linksFolderSize' | 'unreadable'>;

type ScannedStore = Pick<LocalStore, 'storeDirectory' | 'realStoreDirectory'>;

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
 * Scans files in a thread of its own, which ends with the answer; so whoever asks goes on, another worker too.
 *
 * @throws ScanCancelled when the signal says so.
 */
export function scanInThread<Request extends ScanRequest>(
	_request: Request,
	_options: ScanOptions = {},
): Promise<ScanAnswers[Request['kind']]> {
	return Promise.reject(new Error('not written yet'));
}
