import type {PathTable} from '../../store/path-table.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type Filter, filterOf} from './filter-words.js';
import {type CacheKey, kept, type ListCache} from './list-cache.js';
import type {PathListRequest} from './list-rows.js';

/** Which paths a list is of. */
export type PathMatches = {
	/** By id how well it fits (see Fit); 0 when it is not in the list. */
	readonly fits: Uint8Array;
	readonly count: number;
	/** Nothing is left out by the words of a filter. */
	readonly isUnfiltered: boolean;
};

const matchesKey: CacheKey<PathMatches> = {name: 'paths that match'};

/** So many characters of a digest are enough to be meant as one: as Git has it. */
const digestBeginning = /^[0-9a-z]{7,32}(-\S*)?$/;

/** Characters before the name in a base name: the digest and its dash. */
const beforeName = 33;

/** So many names are looked at between two pauses. */
const pace = 20_000;

/** What the matches depend on beside the analysis. */
export function matchInputs({which, filter}: Pick<PathListRequest, 'which' | 'filter'>): string {
	return `${which} ${filter.trim()}`;
}

/** The paths that match: by their name, or by the beginning of their digest or of their store path. */
export function pathMatches(
	analysis: StoreAnalysis,
	request: Pick<PathListRequest, 'which' | 'filter'>,
	cache: ListCache,
): Steps<PathMatches> {
	return kept(cache, analysis, matchesKey, matchInputs(request), function* () {
		const {live, reading} = analysis;
		const {names} = reading.graph;
		const {which} = request;
		const fits = new Uint8Array(names.count);
		const typed = request.filter.trim();
		const filter = filterOf(typed);
		const beginning = beginningOf(names, typed);
		let count = 0;
		for (let id = 0; id < fits.length; id++) {
			if (which === 'all' || (live[id] === 1) === (which === 'live')) {
				fits[id] = fitOf(names, id, filter, beginning);
				count += fits[id] === 0 ? 0 : 1;
			}

			if (id % pace === pace - 1) {
				yield;
			}
		}

		return {fits, count, isUnfiltered: filter.isEmpty};
	});
}

type Beginning = {readonly bytes: Uint8Array; readonly isStorePath: boolean};

/** @returns What a base name may begin with; undefined when no base name is meant. */
function beginningOf({storeDirectory}: PathTable, typed: string): Beginning | undefined {
	const directory = `${storeDirectory}/`;
	if (typed.startsWith(directory)) {
		const [baseName = ''] = typed.slice(directory.length).split('/');
		return {bytes: Buffer.from(baseName), isStorePath: true};
	}

	return digestBeginning.test(typed) ? {bytes: Buffer.from(typed), isStorePath: false} : undefined;
}

function fitOf({bytes, offsets}: PathTable, id: number, filter: Filter, beginning: Beginning | undefined): number {
	const begin = offsets[id]!;
	const end = offsets[id + 1]!;
	if (beginning !== undefined && startsWith(bytes, begin, end, beginning.bytes)) {
		return 3;
	}

	return beginning?.isStorePath === true ? 0 : filter.fit(bytes, Math.min(begin + beforeName, end), end);
}

function startsWith(bytes: Uint8Array, begin: number, end: number, wanted: Uint8Array): boolean {
	if (end - begin < wanted.length) {
		return false;
	}

	for (let index = 0; index < wanted.length; index++) {
		if (bytes[begin + index] !== wanted[index]) {
			return false;
		}
	}

	return true;
}

/** @returns Those of the ids that match, in their order, but what fits better before the rest. */
export function* matchedOf(ids: Uint32Array, {fits, count, isUnfiltered}: PathMatches): Steps<Uint32Array> {
	const matched = new Uint32Array(count);
	let place = 0;
	for (const fit of isUnfiltered ? [3] : [3, 2, 1]) {
		for (let index = 0; index < ids.length; index++) {
			if (fits[ids[index]!] === fit) {
				matched[place++] = ids[index]!;
			}
		}

		yield;
	}

	return matched;
}
