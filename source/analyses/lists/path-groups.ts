import type {Adjacency} from '../../store/adjacency.js';
import type {StoreGraph} from '../../store/store-graph.js';
import {orderBy} from '../order-by.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {ListCache} from './list-cache.js';
import type {PathListRequest} from './list-rows.js';
import {isFalling} from './path-columns.js';
import {dominatorsOf, nameRanksOf, namesOf, retainedOf, versionRanksOf} from './path-facts.js';
import type {PathMatches} from './path-matches.js';

/** Matched paths by the numbers of their names. */
export type PathGroups = {
	/** Numbers of the names that have some, in the order of the list. */
	readonly order: Uint32Array;
	/** Where the paths of each name begin in `members`, by number of the name; one more than there are names. */
	readonly offsets: Uint32Array;
	/** Ids; those of one name in the order of the list. */
	readonly members: Uint32Array;
	/** What only each group retains, by number of the name: a path below another of its group counts once; NaN when all are dead. */
	readonly retained: Float64Array;
};

/** So many paths are looked at between two pauses. */
const pace = 5000;

type Members = Pick<PathGroups, 'offsets' | 'members'>;

/**
 * @param sorted Matched ids in the order of the list.
 * @param largest Matched ids, the largest first: the order of groups that are equal in the column.
 */
export function* pathGroups(
	analysis: StoreAnalysis,
	{sort}: Pick<PathListRequest, 'sort'>,
	{fits, isUnfiltered}: PathMatches,
	sorted: Uint32Array,
	largest: Uint32Array,
	cache: ListCache,
): Steps<PathGroups> {
	const {nameOf, names} = yield* namesOf(analysis, cache);
	const grouped = membersByName(nameOf, names.length, sorted);
	yield;
	const retained = yield* retainedByName(analysis, fits, names.length, nameOf, cache);
	const keys = yield* keysByName();
	const base = firstOfEach(largest, nameOf, names.length);
	const order = yield* orderBy(base, keys, isFalling(sort));
	return {...grouped, retained, order: isUnfiltered ? order : betterFirst(order, grouped, fits)};

	function* keysByName(): Steps<Float64Array> {
		const {graph} = analysis.reading;
		switch (sort.column) {
			case 'nar':
				return narByName(graph, nameOf, names.length, sorted);
			case 'retains':
				return retained;
			case 'closure':
				return yield* closuresByName(analysis, grouped);
			case 'used':
				return yield* usersByName(graph.referrers, nameOf, fits, grouped);
			case 'added':
				return newestByName(graph.registrationTimes, nameOf, names.length, sorted);
			case 'name':
				return Float64Array.from(yield* nameRanksOf(analysis, cache));
			case 'version': {
				const {versionOf} = yield* namesOf(analysis, cache);
				const ranks = yield* versionRanksOf(analysis, cache);
				const byId = new Float64Array(nameOf.length).map((_, id) =>
					versionOf[id] === 0 ? Number.NaN : ranks[versionOf[id]!]!,
				);
				return newestByName(byId, nameOf, names.length, sorted);
			}
		}
	}
}

/** Closures of single paths are known by now: they were needed for the order of all. */
function* closuresByName(analysis: StoreAnalysis, {offsets, members}: Members): Steps<Float64Array> {
	const sizes = new Float64Array(offsets.length - 1);
	const several: number[] = [];
	const ends = [0];
	const together: number[] = [];
	const known = yield* analysis.closureSizeSteps(members);
	for (let name = 0; name < sizes.length; name++) {
		const [begin, end] = [offsets[name]!, offsets[name + 1]!];
		if (end - begin === 1) {
			sizes[name] = known[begin]!;
		} else if (end > begin) {
			several.push(name);
			for (let place = begin; place < end; place++) {
				together.push(members[place]!);
			}

			ends.push(together.length);
		}
	}

	const unions = yield* analysis.unionSizeSteps({offsets: ends, members: together});
	for (const [place, name] of several.entries()) {
		sizes[name] = unions[place]!;
	}

	return sizes;
}

function membersByName(nameOf: Uint32Array, nameCount: number, ids: Uint32Array): Members {
	const offsets = new Uint32Array(nameCount + 1);
	for (let place = 0; place < ids.length; place++) {
		offsets[nameOf[ids[place]!]! + 1]!++;
	}

	for (let name = 0; name < nameCount; name++) {
		offsets[name + 1]! += offsets[name]!;
	}

	const next = offsets.slice();
	const members = new Uint32Array(ids.length);
	for (let place = 0; place < ids.length; place++) {
		members[next[nameOf[ids[place]!]!]!++] = ids[place]!;
	}

	return {offsets, members};
}

function* retainedByName(
	analysis: StoreAnalysis,
	fits: Uint8Array,
	nameCount: number,
	nameOf: Uint32Array,
	cache: ListCache,
): Steps<Float64Array> {
	const retained = yield* retainedOf(analysis, cache);
	const {ids, ends} = yield* dominatorsOf(analysis, cache);
	const sums = new Float64Array(nameCount).fill(Number.NaN);
	/** By name, where that ends which goes with the last one that counts. */
	const covered = new Uint32Array(nameCount);
	for (let place = 0; place < ids.length; place++) {
		const id = ids[place]!;
		const name = nameOf[id]!;
		if (fits[id] !== 0 && place >= covered[name]!) {
			covered[name] = ends[place]!;
			sums[name] = (Number.isNaN(sums[name]) ? 0 : sums[name]!) + retained[id]!;
		}
	}

	yield;
	return sums;
}

function narByName(
	{isSized, narSizes}: StoreGraph,
	nameOf: Uint32Array,
	nameCount: number,
	ids: Uint32Array,
): Float64Array {
	const sums = new Float64Array(nameCount).fill(Number.NaN);
	for (let place = 0; place < ids.length; place++) {
		const id = ids[place]!;
		const name = nameOf[id]!;
		if (isSized[id] === 1) {
			sums[name] = (Number.isNaN(sums[name]) ? 0 : sums[name]!) + narSizes[id]!;
		}
	}

	return sums;
}

/** The greatest value of each name; NaN where none has one. */
function newestByName(values: Float64Array, nameOf: Uint32Array, nameCount: number, ids: Uint32Array): Float64Array {
	const newest = new Float64Array(nameCount).fill(Number.NaN);
	for (let place = 0; place < ids.length; place++) {
		const value = values[ids[place]!]!;
		const name = nameOf[ids[place]!]!;
		if (!Number.isNaN(value) && !(newest[name]! >= value)) {
			newest[name] = value;
		}
	}

	return newest;
}

function* usersByName(
	referrers: Adjacency,
	nameOf: Uint32Array,
	fits: Uint8Array,
	groups: Members,
): Steps<Float64Array> {
	const counts = new Float64Array(groups.offsets.length - 1);
	const counter = groupUsers(referrers, nameOf, fits, groups);
	let done = 0;
	for (let name = 0; name < counts.length; name++) {
		counts[name] = counter(name);
		done += groups.offsets[name + 1]! - groups.offsets[name]!;
		if (done > pace) {
			done = 0;
			yield;
		}
	}

	return counts;
}

/** @returns Counts the paths outside a group that refer to one in it. */
export function groupUsers(
	{offsets, targets}: Adjacency,
	nameOf: Uint32Array,
	fits: Uint8Array,
	groups: Members,
): (name: number) => number {
	/** The name for which a path was counted last, and 1. */
	const countedFor = new Uint32Array(nameOf.length);
	return (name) => {
		let count = 0;
		for (let place = groups.offsets[name]!; place < groups.offsets[name + 1]!; place++) {
			const id = groups.members[place]!;
			for (let edge = offsets[id]!; edge < offsets[id + 1]!; edge++) {
				const user = targets[edge]!;
				const isOutside = nameOf[user] !== name || fits[user] === 0;
				if (isOutside && countedFor[user] !== name + 1) {
					countedFor[user] = name + 1;
					count++;
				}
			}
		}

		return count;
	};
}

/** Each name once, where its first path is. */
function firstOfEach(ids: Uint32Array, nameOf: Uint32Array, nameCount: number): Uint32Array {
	const isSeen = new Uint8Array(nameCount);
	const names = new Uint32Array(nameCount);
	let count = 0;
	for (let place = 0; place < ids.length; place++) {
		const name = nameOf[ids[place]!]!;
		if (isSeen[name] === 0) {
			isSeen[name] = 1;
			names[count++] = name;
		}
	}

	return names.slice(0, count);
}

/** Groups by the member that fits best, else in their order. */
function betterFirst(order: Uint32Array, {offsets, members}: Members, fits: Uint8Array): Uint32Array {
	const best = new Uint8Array(offsets.length - 1);
	for (const name of order) {
		for (let place = offsets[name]!; place < offsets[name + 1]!; place++) {
			best[name] = Math.max(best[name]!, fits[members[place]!]!);
		}
	}

	return Uint32Array.from([3, 2, 1].flatMap((fit) => Array.from(order.filter((name) => best[name] === fit))));
}
