import type {StoreAnalysis} from '../store-analysis.js';
import type {PathRow, PathsAnswer} from './answer.js';
import {completeness, liveness} from './completeness.js';
import {packagesWithVersions} from './package-versions.js';
import {pathSize} from './path-size.js';

export type PathSort = 'nar' | 'closure' | 'retained' | 'referrers' | 'age' | 'name';

export type PathsRequest = {
	readonly filter: 'all' | 'live' | 'dead';
	/** A part of the name, in either case, or the beginning of the digest or of the store path; empty for all. */
	readonly match: string;
	readonly sort: PathSort;
	/** Undefined for all. */
	readonly limit: number | undefined;
	/** Closure sizes are computed for all matched paths, not only for the rows that are answered. */
	readonly allClosures: boolean;
};

/** Closures of more paths than that are added up only when that is asked for: the time grows with the square of their number. */
const MOST_CLOSURES = 20_000;

/** So many characters of a digest are enough to be meant as one: as Git has it. */
const LEAST_DIGEST_LENGTH = 7;

/**
 * The paths that match, sorted: the largest, oldest (unknown times last), or most referred to first.
 *
 * @param onDone Called now and then with how many closure sizes of how many are known.
 */
export function pathsAnswer(
	analysis: StoreAnalysis,
	request: PathsRequest,
	onDone?: (done: number, total: number) => void,
): PathsAnswer {
	const {reading} = analysis;
	const {graph} = reading;
	const matched = matching(analysis, request);
	const isClosureSorted = request.sort === 'closure';
	const closures = new Map<number, number>();
	if (isClosureSorted || request.allClosures) {
		addClosures(matched);
	}

	const sorted = sortIds(analysis, matched, request.sort, closures);
	const shown = sorted.slice(0, request.limit);
	if (closures.size === 0) {
		addClosures(shown);
	}

	return {
		...completeness(reading),
		paths: Array.from(shown, row),
		matchCount: matched.length,
		totals: totals(analysis),
		packages: packagesWithVersions(graph, matched),
	};

	function addClosures(ids: Uint32Array): void {
		if (ids.length > MOST_CLOSURES && !request.allClosures) {
			return;
		}

		const sizes = analysis.closureSizes(ids, onDone && ((done) => onDone(done, ids.length)));
		for (const [place, id] of ids.entries()) {
			closures.set(id, sizes[place]!);
		}
	}

	function row(id: number): PathRow {
		const time = graph.registrationTimes[id]!;
		return {
			path: graph.names.path(id),
			narSize: pathSize(graph, id),
			live: liveness(analysis, id),
			closureSize: closures.get(id) ?? null,
			retainedSize: analysis.live[id] === 1 ? analysis.retainedSize(id) : null,
			referrers: graph.referrers.offsets[id + 1]! - graph.referrers.offsets[id]!,
			registrationTime: Number.isNaN(time) ? null : time,
		};
	}
}

/**
 * Digests are not searched, since no one sees why they match; but one that is told by its beginning is found, as are
 * store paths (and files below them).
 */
function matching({reading, live}: StoreAnalysis, {filter, match}: PathsRequest): Uint32Array {
	const {names} = reading.graph;
	const directory = `${names.storeDirectory}/`;
	const isStorePath = match.startsWith(directory);
	const wanted = isStorePath ? match.slice(directory.length).replace(/\/.*/s, '') : match.toLowerCase();
	const mayBegin = isStorePath || wanted.length >= LEAST_DIGEST_LENGTH;
	const ids = new Uint32Array(names.count);
	let count = 0;
	for (let id = 0; id < names.count; id++) {
		if (filter !== 'all' && (live[id] === 1) !== (filter === 'live')) {
			continue;
		}

		if (
			wanted === '' ||
			(mayBegin && names.baseName(id).startsWith(wanted)) ||
			(!isStorePath && names.name(id).toLowerCase().includes(wanted))
		) {
			ids[count++] = id;
		}
	}

	return ids.slice(0, count);
}

function sortIds(
	analysis: StoreAnalysis,
	ids: Uint32Array,
	sort: PathSort,
	closures: ReadonlyMap<number, number>,
): Uint32Array {
	const {names, narSizes, referrers, registrationTimes} = analysis.reading.graph;
	if (sort === 'name') {
		const texts = new Map(Array.from(ids, (id) => [id, names.name(id)]));
		return ids.slice().sort((a, b) => compareTexts(texts.get(a)!, texts.get(b)!) || a - b);
	}

	const keys = new Float64Array(names.count);
	for (const id of ids) {
		keys[id] = key(id);
	}

	return ids.slice().sort((a, b) => keys[b]! - keys[a]! || narSizes[b]! - narSizes[a]! || a - b);

	function key(id: number): number {
		switch (sort) {
			case 'closure':
				return closures.get(id) ?? 0;
			case 'retained':
				// What is dead retains nothing, not even itself, and stands below all that is live.
				return analysis.live[id] === 1 ? analysis.retainedSize(id) : -1;
			case 'referrers':
				return referrers.offsets[id + 1]! - referrers.offsets[id]!;
			case 'age':
				return Number.isNaN(registrationTimes[id]) ? Number.MIN_SAFE_INTEGER : -registrationTimes[id]!;
			default:
				return narSizes[id]!;
		}
	}
}

function totals({reading, live, liveCount, liveNarSize}: StoreAnalysis): PathsAnswer['totals'] {
	const {names, narSizes} = reading.graph;
	let deadNarSize = 0;
	for (let id = 0; id < names.count; id++) {
		deadNarSize += live[id] === 1 ? 0 : narSizes[id]!;
	}

	return {
		paths: names.count,
		narSize: liveNarSize + deadNarSize,
		livePaths: liveCount,
		liveNarSize,
		deadPaths: names.count - liveCount,
		deadNarSize,
		unregistered: reading.unregistered?.length ?? null,
	};
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
