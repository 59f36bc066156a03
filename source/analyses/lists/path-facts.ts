import {dominatorChildren} from '../dominator-children.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type DominatorOrder, dominatorOrder} from './dominator-order.js';
import {type CacheKey, kept, type ListCache} from './list-cache.js';
import {type PackageNames, packageNames} from './package-names.js';
import {nameRanks, versionRanks} from './text-ranks.js';

const namesKey: CacheKey<PackageNames> = {name: 'names and versions'};
const nameRanksKey: CacheKey<Uint32Array> = {name: 'places of names'};
const versionRanksKey: CacheKey<Uint32Array> = {name: 'places of versions'};
const retainedKey: CacheKey<Float64Array> = {name: 'retained sizes'};
const dominatorsKey: CacheKey<DominatorOrder> = {name: 'order of dominators'};

const pace = 50_000;

/** Names and versions of all paths; made once for an analysis, as all that follows. */
export function namesOf(analysis: StoreAnalysis, cache: ListCache): Steps<PackageNames> {
	return kept(cache, analysis, namesKey, '', () => packageNames(analysis.reading.graph.names));
}

/** By number of the name: its place among all. */
export function* nameRanksOf(analysis: StoreAnalysis, cache: ListCache): Steps<Uint32Array> {
	const {names} = yield* namesOf(analysis, cache);
	return yield* kept(cache, analysis, nameRanksKey, '', () => nameRanks(names));
}

/** By number of the version: its place among all, the oldest first. */
export function* versionRanksOf(analysis: StoreAnalysis, cache: ListCache): Steps<Uint32Array> {
	const {versions} = yield* namesOf(analysis, cache);
	return yield* kept(cache, analysis, versionRanksKey, '', () => versionRanks(versions));
}

/** By id, in NAR bytes; NaN of what is not live. */
export function retainedOf(analysis: StoreAnalysis, cache: ListCache): Steps<Float64Array> {
	return kept(cache, analysis, retainedKey, '', function* () {
		const {live} = analysis;
		yield;
		const sizes = new Float64Array(live.length).fill(Number.NaN);
		for (let id = 0; id < live.length; id++) {
			if (live[id] === 1) {
				sizes[id] = analysis.retainedSize(id);
			}

			if (id % pace === pace - 1) {
				yield;
			}
		}

		return sizes;
	});
}

/** The live paths, what goes with each right behind it. */
export function dominatorsOf(analysis: StoreAnalysis, cache: ListCache): Steps<DominatorOrder> {
	return kept(cache, analysis, dominatorsKey, '', function* () {
		return yield* dominatorOrder(yield* dominatorChildren(analysis), analysis.liveCount);
	});
}
