export type CacheAvailability = {
	/** Base names of store paths that some cache has. */
	readonly available: ReadonlySet<string>;
	/** The caches that answered for every path that was asked. */
	readonly asked: readonly string[];
	/** Those that did not, or not to the end: a path that is not available may be there. */
	readonly unreachable: ReadonlyArray<{readonly cache: string; readonly reason: string}>;
};

/**
 * Asks binary caches which paths they could give back. Nothing is fetched. Never throws: what cannot be asked is told.
 *
 * @param options.onProgress Called for each path that one cache has answered.
 * @param options.signal When aborted, the answer so far comes at once.
 */
export async function askCaches(
	_question: {
		/** `DIGEST-NAME` */
		readonly baseNames: readonly string[];
		/** URIs: `https://…`, `http://…`, `file:///…`. */
		readonly substituters: readonly string[];
		/** A cache of another store directory has none of its paths. */
		readonly storeDirectory: string;
	},
	_options: {
		readonly onProgress?: ((done: number, total: number, cache: string) => void) | undefined;
		readonly signal?: AbortSignal | undefined;
	} = {},
): Promise<CacheAvailability> {
	return {available: new Set(), asked: [], unreachable: []};
}
