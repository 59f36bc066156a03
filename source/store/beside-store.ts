import type {LocalStore} from './store-address.js';

/** Something of Nix's that fills the same disk, but is no part of a store, so that no collection takes it away. */
export type BesidePlace = {
	readonly kind: 'nix-cache' | 'build-logs' | 'kept-builds';
	/** A folder; for kept builds the pattern of theirs: `/tmp/nix-build-*`. */
	readonly path: string;
	/** Bytes of the blocks of all that is in there. */
	readonly diskSize: number;
	/** Folders of kept builds; files otherwise. */
	readonly count: number;
	/** Whether all of it could be looked at. */
	readonly isComplete: boolean;
	/** What clears it, for people to run: nixscope never does. Null where nothing may be removed. */
	readonly command: readonly string[] | null;
};

export type BesideStore = {
	/** Those that there are; the largest first. */
	readonly places: readonly BesidePlace[];
	/** Bytes of the disk that the store is on, free for ordinary users. Null where that is not told. */
	readonly disk: {readonly total: number; readonly free: number} | null;
};

/**
 * Measures what lies beside a store, a little at a time, so that the thread goes on with its other work.
 *
 * @param options.onProgress Called with the number of files looked at so far.
 * @throws The reason of the signal, when that is aborted.
 */
export async function besideStore(
	_where: {
		readonly store: Pick<LocalStore, 'stateDirectory' | 'realStoreDirectory'>;
		readonly environment: NodeJS.ProcessEnv;
		/** Of the user; undefined where there is none. */
		readonly home: string | undefined;
	},
	_options: {
		readonly onProgress?: ((files: number) => void) | undefined;
		readonly signal?: AbortSignal | undefined;
	} = {},
): Promise<BesideStore> {
	return {places: [], disk: null};
}
