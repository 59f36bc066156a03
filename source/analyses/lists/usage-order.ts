import {orderBy} from '../order-by.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {filterOf} from './filter-words.js';
import type {ListCache} from './list-cache.js';
import type {UsageColumn} from './list-rows.js';
import type {ListSort} from './list-window.js';
import {nameRanksOf, namesOf, versionRanksOf} from './path-facts.js';
import {compareNames} from './text-ranks.js';
import {type Below, memberName, memberSize, type UsageMember} from './usage-nodes.js';

/** So many names are looked at between two pauses. */
const pace = 10_000;

/** The nth of what stands below a node: branches first. */
export function memberAt({branches, paths}: Below, place: number): UsageMember {
	return place < branches.length ? branches[place]! : paths[place - branches.length]!;
}

/** @returns Places of the members in order: branches before paths where they have nothing to compare. */
export function* usageOrder(
	analysis: StoreAnalysis,
	below: Below,
	{column, isReversed}: ListSort<UsageColumn>,
	cache: ListCache,
): Steps<Uint32Array> {
	const count = below.branches.length + below.paths.length;
	const places = new Uint32Array(count).map((_, place) => place);
	if (column === 'name') {
		return yield* orderBy(places, yield* nameKeys(analysis, below, cache), isReversed);
	}

	const {isSized, narSizes} = analysis.reading.graph;
	const narKeys = new Float64Array(count).map((_, place) => {
		const member = memberAt(below, place);
		return typeof member !== 'number' || isSized[member] === 0 ? Number.NaN : narSizes[member]!;
	});
	const sizes = new Float64Array(count).map((_, place) => memberSize(analysis, memberAt(below, place)));
	const [keys, otherwise] = column === 'nar' ? [narKeys, sizes] : [sizes, narKeys];
	return yield* orderBy(yield* orderBy(places, otherwise, true), keys, !isReversed);
}

function* nameKeys(analysis: StoreAnalysis, {branches, paths}: Below, cache: ListCache): Steps<Float64Array> {
	const keys = new Float64Array(branches.length + paths.length);
	const byName = [...branches.keys()].sort((a, b) => compareNames(branches[a]!.name, branches[b]!.name));
	for (const [rank, branch] of byName.entries()) {
		keys[branch] = rank - branches.length;
	}

	if (paths.length > 0) {
		const {nameOf, versionOf, versions} = yield* namesOf(analysis, cache);
		const names = yield* nameRanksOf(analysis, cache);
		const versionRanks = yield* versionRanksOf(analysis, cache);
		for (let place = 0; place < paths.length; place++) {
			const id = paths[place]!;
			keys[branches.length + place] = names[nameOf[id]!]! * versions.length + versionRanks[versionOf[id]!]!;
		}
	}

	return keys;
}

/** @returns The members whose names fit, what fits better first; else in their order. */
export function* usageMatches(
	analysis: StoreAnalysis,
	below: Below,
	order: Uint32Array,
	typed: string,
): Steps<Uint32Array> {
	const filter = filterOf(typed);
	if (filter.isEmpty) {
		return order;
	}

	const fits = new Uint8Array(order.length);
	for (let place = 0; place < order.length; place++) {
		fits[place] = filter.fitText(memberName(analysis, memberAt(below, place)));
		if (place % pace === pace - 1) {
			yield;
		}
	}

	return Uint32Array.from([3, 2, 1].flatMap((fit) => Array.from(order.filter((place) => fits[place] === fit))));
}
