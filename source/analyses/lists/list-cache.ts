import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';

/** Names a value that lists keep between requests. */
export type CacheKey<Value> = {readonly name: string; readonly value?: Value};

/** What lists keep between requests about one analysis: names in order, trees, the order of the latest request. */
export type ListCache = {
	/** Everything that is kept belongs to it. */
	analysis: StoreAnalysis | undefined;
	/** Of each key the latest value, and what it was made from. */
	readonly values: Map<CacheKey<unknown>, {readonly inputs: string; readonly value: unknown}>;
};

/** One for a store is enough: what belongs to another analysis is forgotten when the first list of a new one is made. */
export function createListCache(): ListCache {
	return {analysis: undefined, values: new Map()};
}

/**
 * @param inputs Everything beside the analysis that the value depends on; only the latest value of a key is kept.
 * @returns What is kept, or else what `make` gives, which is kept when it is done.
 */
export function* kept<Value>(
	cache: ListCache,
	analysis: StoreAnalysis,
	key: CacheKey<Value>,
	inputs: string,
	make: () => Steps<Value>,
): Steps<Value> {
	forgetOther(cache, analysis);
	const known = cache.values.get(key);
	if (known !== undefined && known.inputs === inputs) {
		return known.value as Value;
	}

	const value = yield* make();
	if (cache.analysis === analysis) {
		cache.values.set(key, {inputs, value});
	}

	return value;
}

function forgetOther(cache: ListCache, analysis: StoreAnalysis): void {
	if (cache.analysis !== analysis) {
		cache.analysis = analysis;
		cache.values.clear();
	}
}
