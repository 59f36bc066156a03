import {completeness} from '../answers/completeness.js';
import {finished, type Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type CacheKey, createListCache, kept, type ListCache} from './list-cache.js';
import type {Overview} from './overview.js';
import {livePackages} from './overview-packages.js';
import {growth, heldByKinds, sizesByState} from './overview-sizes.js';
import {rootRows} from './root-rows.js';

const lastingKey: CacheKey<Omit<Overview, 'expiredHolds'>> = {name: 'overview'};

export type OverviewOptions = {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Until when each hold link holds, in milliseconds since 1970. */
	readonly heldUntil?: ReadonlyMap<string, number>;
};

/** What the store is at a glance. */
export function overview(
	analysis: StoreAnalysis,
	options: OverviewOptions,
	cache: ListCache = createListCache(),
): Overview {
	return finished(overviewSteps(analysis, options, cache));
}

/** The same in pieces. */
export function* overviewSteps(
	analysis: StoreAnalysis,
	{now, heldUntil = new Map()}: OverviewOptions,
	cache: ListCache,
): Steps<Overview> {
	const lasting = yield* kept(cache, analysis, lastingKey, '', () => lastingFacts(analysis, cache));
	const {roots} = analysis.reading.roots;
	const expired = [...roots.keys()].filter((index) => (heldUntil.get(roots[index]!.link) ?? Infinity) <= now);
	return {...lasting, expiredHolds: expired.length === 0 ? 0 : analysis.freedBy(expired).narSize};
}

function* lastingFacts(analysis: StoreAnalysis, cache: ListCache): Steps<Omit<Overview, 'expiredHolds'>> {
	const {reading, liveNarSize} = analysis;
	const {names} = reading.graph;
	yield;
	const byState = sizesByState(analysis);
	yield;
	const held = yield* heldByKinds(analysis);
	const packages = yield* livePackages(analysis, cache);
	const rows = yield* rootRows(analysis, cache);
	yield;
	return {
		...completeness(reading),
		storeDirectory: names.storeDirectory,
		paths: names.count,
		narSize: liveNarSize + byState.dead.narSize,
		...byState,
		unregistered: reading.unregistered?.length ?? null,
		...held,
		months: growth(reading),
		...packages,
		idleRoots: rows.filter(({root}) => root.state !== 'live' && root.state !== 'unreadable').length,
		danglingRoots: rows.filter(({root}) => root.state === 'dangling').length,
		rootCount: rows.length,
	};
}
