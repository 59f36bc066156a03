import type {RootKind} from './root.js';

/** Which roots, joined by "and". */
export type RootFilter = {
	/** Any of these; all when there are none. */
	readonly kinds: readonly RootKind[];
	/** Links were made at least so long ago, in milliseconds; undefined for any age. */
	readonly olderThanMs: number | undefined;
};
