import type {UndoAnswer, UndoEntry} from '../analyses/answers/collect.js';
import type {LocalStore} from '../store/store-address.js';

/**
 * What nixscope has removed from a store, the newest drop first. A missing journal is an empty one.
 *
 * @param isValid Whether a target (an absolute store path) is a valid path; undefined when that is not known.
 * @throws StoreError when the journal cannot be read.
 */
export function undoList(
	_environment: NodeJS.ProcessEnv,
	_isValid: (target: string) => boolean | undefined,
	_store?: LocalStore,
): UndoEntry[] {
	throw new Error('not there yet');
}

export type UndoOptions = {
	readonly environment: NodeJS.ProcessEnv;
	readonly store: LocalStore;
	/** Milliseconds since 1970. */
	readonly now: () => number;
};

/**
 * Puts the links of one drop back as they were, each on its own.
 *
 * @param id Undefined: the newest drop that is not restored.
 * @throws StoreError when there is no such drop, or it is of another store.
 */
export async function undoDrop(_id: number | undefined, _options: UndoOptions): Promise<UndoAnswer> {
	throw new Error('not there yet');
}
