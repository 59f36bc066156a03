import {liveness} from '../answers/completeness.js';
import {pathSize} from '../answers/path-size.js';
import type {PathSets} from '../closure-sizes.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type ExpandedList, expandedList} from './expanded-list.js';
import {type CacheKey, kept, type ListCache} from './list-cache.js';
import type {PathList, PathListRequest, PathListRow} from './list-rows.js';
import type {PackageNames} from './package-names.js';
import {namesOf, versionRanksOf} from './path-facts.js';
import {NAME_PREFIX, pathGroupRow} from './path-group-row.js';
import {groupUsers, type PathGroups} from './path-groups.js';
import {matchInputs, type PathMatches} from './path-matches.js';
import {placeWindow} from './place-window.js';

type Rows = Omit<PathList, 'version' | 'complete' | 'unreadable' | 'snapshot'>;

/** How many paths each name has, without a filter. */
type NameCounts = {readonly counts: Uint32Array; readonly names: number; readonly paths: number};

const countsKey: CacheKey<NameCounts> = {name: 'paths of each name'};
const groupRowsKey: CacheKey<Map<number, PathListRow>> = {name: 'rows of groups'};

/** So many paths are looked at between two pauses. */
const pace = 5000;

/** @param sorted Matched ids in order. */
export function* plainRows(
	analysis: StoreAnalysis,
	{which, window}: PathListRequest,
	sorted: Uint32Array,
	cache: ListCache,
): Steps<Rows> {
	const {first, end, atIndex} = placeWindow(sorted.length, yield* place(), window);
	const total = which === 'all' ? analysis.live.length : countOf(analysis, which);
	const rows = yield* pathRows(analysis, Array.from(sorted.subarray(first, end)), cache);
	return {
		totalCount: total,
		matchCount: sorted.length,
		pathCount: sorted.length,
		totalPathCount: total,
		first,
		rows,
		atIndex,
	};

	/** A group that was there before stands for its first path. */
	function* place(): Steps<number> {
		if (window.at?.startsWith(NAME_PREFIX)) {
			const {nameOf, numbers} = yield* namesOf(analysis, cache);
			const name = numbers.get(window.at.slice(NAME_PREFIX.length));
			return sorted.findIndex((id) => nameOf[id] === name);
		}

		const id = idOf(analysis, window.at);
		return id < 0 ? -1 : sorted.indexOf(id);
	}
}

export function* groupedRows(
	analysis: StoreAnalysis,
	request: PathListRequest,
	matches: PathMatches,
	groups: PathGroups,
	cache: ListCache,
): Steps<Rows> {
	const {window} = request;
	const {order, offsets, members} = groups;
	const packages = yield* namesOf(analysis, cache);
	const unfiltered = yield* nameCounts(analysis, request, packages, cache);
	const open = new Set(request.open.map((name) => packages.numbers.get(name.replace(/^name:/, '')) ?? -1));
	const below = new Map<number, number>();
	for (const name of open) {
		const count = name < 0 ? 0 : offsets[name + 1]! - offsets[name]!;
		if (count > 1) {
			below.set(order.indexOf(name), count);
		}
	}

	const list = expandedList(order.length, below);
	const {first, end, atIndex} = placeWindow(list.rowCount, place(list), window);
	const wanted = Array.from({length: end - first}, (_, index) => list.memberAt(first + index));
	const paths = wanted.flatMap(({member, below: nth}) => {
		const name = order[member]!;
		const begin = offsets[name]!;
		return nth >= 0 ? [members[begin + nth]!] : offsets[name + 1]! - begin === 1 ? [members[begin]!] : [];
	});
	const pathRow = new Map((yield* pathRows(analysis, paths, cache)).map((row, index) => [paths[index]!, row]));
	const names = wanted.filter(({below: nth}) => nth < 0).map(({member}) => order[member]!);
	const groupRow = yield* groupRows(
		analysis,
		request,
		matches,
		groups,
		names.filter((name) => offsets[name + 1]! - offsets[name]! > 1),
		cache,
	);
	return {
		totalCount: unfilteredRows(unfiltered, open),
		matchCount: list.rowCount,
		pathCount: members.length,
		totalPathCount: unfiltered.paths,
		first,
		rows: wanted.map(({member, below: nth}) => {
			const name = order[member]!;
			const row = groupRow.get(name);
			if (nth >= 0) {
				return {...pathRow.get(members[offsets[name]! + nth]!)!, isInGroup: true};
			}

			return row === undefined
				? pathRow.get(members[offsets[name]!]!)!
				: {...row, group: {...row.group!, isOpen: open.has(name)}};
		}),
		atIndex,
	};

	/** A path that is not shown stands in its group. */
	function place({rowOf}: ExpandedList): number {
		const id = idOf(analysis, window.at);
		const name = id >= 0 ? packages.nameOf[id] : packages.numbers.get(window.at?.slice(NAME_PREFIX.length) ?? '');
		const member = name === undefined ? -1 : order.indexOf(name);
		if (member < 0 || (id < 0 && !window.at?.startsWith(NAME_PREFIX))) {
			return -1;
		}

		const nth = id < 0 ? -1 : members.subarray(offsets[name!]!, offsets[name! + 1]!).indexOf(id);
		if (id >= 0 && nth < 0) {
			return -1;
		}

		return below.has(member) ? rowOf(member, nth) : rowOf(member);
	}
}

function unfilteredRows({counts, names}: NameCounts, open: ReadonlySet<number>): number {
	let rows = names;
	for (const name of open) {
		rows += name >= 0 && counts[name]! > 1 ? counts[name]! : 0;
	}

	return rows;
}

function nameCounts(
	analysis: StoreAnalysis,
	{which}: PathListRequest,
	{names, nameOf}: PackageNames,
	cache: ListCache,
): Steps<NameCounts> {
	return kept(cache, analysis, countsKey, which, function* () {
		const {live} = analysis;
		const counts = new Uint32Array(names.length);
		let paths = 0;
		for (let id = 0; id < nameOf.length; id++) {
			if (which === 'all' || (live[id] === 1) === (which === 'live')) {
				counts[nameOf[id]!]!++;
				paths++;
			}
		}

		yield;
		return {counts, paths, names: counts.reduce((sum, count) => sum + Number(count > 0), 0)};
	});
}

function countOf({live, liveCount}: StoreAnalysis, which: 'live' | 'dead'): number {
	return which === 'live' ? liveCount : live.length - liveCount;
}

/** @returns -1 when it is no path of the store. */
function idOf({reading}: StoreAnalysis, at: string | undefined): number {
	const {names} = reading.graph;
	const directory = `${names.storeDirectory}/`;
	return at?.startsWith(directory) ? names.findBaseName(at.slice(directory.length)) : -1;
}

function* pathRows(analysis: StoreAnalysis, ids: readonly number[], cache: ListCache): Steps<PathListRow[]> {
	const {graph} = analysis.reading;
	const {names, versions, nameOf, versionOf} = yield* namesOf(analysis, cache);
	const closures = yield* analysis.closureSizeSteps(ids);
	return ids.map((id, place) => ({
		id: graph.names.path(id),
		name: names[nameOf[id]!]!,
		version: versions[versionOf[id]!]!,
		live: liveness(analysis, id),
		narSize: pathSize(graph, id),
		retainedSize: analysis.live[id] === 1 ? analysis.retainedSize(id) : null,
		closureSize: closures[place]!,
		referrers: graph.referrers.offsets[id + 1]! - graph.referrers.offsets[id]!,
		registrationTime: known(graph.registrationTimes[id]!),
		group: null,
		isInGroup: false,
	}));
}

/** Rows of groups by the numbers of their names; kept, since a group may have thousands of paths. */
function* groupRows(
	analysis: StoreAnalysis,
	request: PathListRequest,
	matches: PathMatches,
	groups: PathGroups,
	wanted: readonly number[],
	cache: ListCache,
): Steps<ReadonlyMap<number, PathListRow>> {
	const rows = yield* kept(cache, analysis, groupRowsKey, matchInputs(request), function* () {
		yield;
		return new Map<number, PathListRow>();
	});
	const missing = wanted.filter((name) => !rows.has(name));
	if (missing.length === 0) {
		return rows;
	}

	const packages = yield* namesOf(analysis, cache);
	const ranks = yield* versionRanksOf(analysis, cache);
	const {graph} = analysis.reading;
	const closures = yield* analysis.unionSizeSteps(membersOf(groups, missing));
	const usersOf = groupUsers(graph.referrers, packages.nameOf, matches.fits, groups);
	let done = 0;
	for (const [place, name] of missing.entries()) {
		rows.set(name, pathGroupRow(analysis, packages, ranks, groups, name, closures[place]!, usersOf(name)));
		done += groups.offsets[name + 1]! - groups.offsets[name]!;
		if (done > pace) {
			done = 0;
			yield;
		}
	}

	return rows;
}

function membersOf({offsets, members}: PathGroups, names: readonly number[]): PathSets {
	const ends = [0];
	for (const name of names) {
		ends.push(ends.at(-1)! + offsets[name + 1]! - offsets[name]!);
	}

	const chosen = new Uint32Array(ends.at(-1)!);
	for (const [place, name] of names.entries()) {
		chosen.set(members.subarray(offsets[name]!, offsets[name + 1]!), ends[place]!);
	}

	return {offsets: ends, members: chosen};
}

function known(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}
