import {type CacheQuestion, cacheQuestion} from './cache-question.js';
import {isStorePathName} from './store-path-of.js';

export type CacheAvailability = {
	/** Base names of store paths that some cache has. */
	readonly available: ReadonlySet<string>;
	/** The caches that were asked to the end: for every path that none before them has. */
	readonly asked: readonly string[];
	/** Those that were not: a path that is not available may be there. */
	readonly unreachable: ReadonlyArray<{readonly cache: string; readonly reason: string}>;
};

/** Questions under way at once, as many as Nix has connections (`http-connections`). */
const AT_ONCE = 25;

/** So many failures, with no answer between them, are enough. */
const MOST_FAILURES = 3;

/**
 * Asks binary caches, one after the other, which paths they could give back. Nothing is fetched. Never throws: what
 * cannot be asked is told.
 *
 * @param options.onProgress Called for each path that a cache has answered.
 * @param options.signal When aborted, the answer so far comes at once.
 */
export async function askCaches(
	{
		baseNames,
		substituters,
		storeDirectory,
	}: {
		/** `DIGEST-NAME`; what is no name of a store path is in no cache. */
		readonly baseNames: readonly string[];
		/** URIs: `https://…`, `http://…`, `file:///…`. */
		readonly substituters: readonly string[];
		/** A cache of another store directory has none of its paths. */
		readonly storeDirectory: string;
	},
	{
		onProgress,
		signal = new AbortController().signal,
	}: {
		readonly onProgress?: ((done: number, total: number, cache: string) => void) | undefined;
		readonly signal?: AbortSignal | undefined;
	} = {},
): Promise<CacheAvailability> {
	const available = new Set<string>();
	const asked: string[] = [];
	const unreachable: Array<{cache: string; reason: string}> = [];
	const names = baseNames.filter(isStorePathName);
	for (const cache of substituters) {
		const wanted = names.filter((name) => !available.has(name));
		try {
			const question = cacheQuestion(cache);
			const itsDirectory = await question.storeDirectory(signal);
			if (itsDirectory === null || itsDirectory === storeDirectory) {
				await askAll(question, wanted, {
					signal,
					onAnswer(name, isThere, done) {
						if (isThere) {
							available.add(name);
						}

						onProgress?.(done, wanted.length, cache);
					},
				});
			}

			asked.push(cache);
		} catch (error) {
			const reason = signal.aborted ? 'stopped' : error instanceof Error ? error.message : String(error);
			unreachable.push({cache, reason});
		}
	}

	return {available, asked, unreachable};
}

/** @throws CacheFailure of the last of several failures, or of the only one, once all else is answered. */
async function askAll(
	question: CacheQuestion,
	names: readonly string[],
	{
		signal,
		onAnswer,
	}: {readonly signal: AbortSignal; readonly onAnswer: (name: string, isThere: boolean, done: number) => void},
): Promise<void> {
	const giveUp = new AbortController();
	const stop = AbortSignal.any([signal, giveUp.signal]);
	let next = 0;
	let done = 0;
	let failuresInRow = 0;
	let failure: unknown;

	async function askOn(): Promise<void> {
		for (let name = names[next++]; name !== undefined && !stop.aborted; name = names[next++]) {
			try {
				const isThere = await question.has(name.slice(0, 32), stop);
				failuresInRow = 0;
				onAnswer(name, isThere, ++done);
			} catch (error) {
				// What fails as we gave up says nothing new.
				if (!stop.aborted) {
					failure = error;
					if (++failuresInRow >= MOST_FAILURES) {
						giveUp.abort();
					}
				}
			}
		}
	}

	await Promise.all(Array.from({length: Math.min(AT_ONCE, names.length)}, askOn));
	signal.throwIfAborted();
	if (failure !== undefined) {
		throw failure;
	}
}
