import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {ListCache} from './list-cache.js';
import type {Overview} from './overview.js';
import {dominatorsOf, namesOf, retainedOf, versionRanksOf} from './path-facts.js';

const mostPackages = 50;

type Package = {
	readonly name: string;
	paths: number;
	narSize: number;
	retainedSize: number;
	/** Where in the order of dominators that ends which goes with the last path that counts. */
	covered: number;
	/** NAR bytes by version. */
	readonly byVersion: Map<number, number>;
};

const pace = 50_000;

/** Of what is live: packages, named as in the list of paths, by what their versions retain; and those of several versions. */
export function* livePackages(
	analysis: StoreAnalysis,
	cache: ListCache,
): Steps<Pick<Overview, 'packages' | 'duplicates'>> {
	const {narSizes} = analysis.reading.graph;
	const {names, nameOf, versionOf} = yield* namesOf(analysis, cache);
	const retained = yield* retainedOf(analysis, cache);
	const {ids, ends} = yield* dominatorsOf(analysis, cache);
	const found = packagesByNumber(names);
	for (let place = 0; place < ids.length; place++) {
		const id = ids[place]!;
		const version = versionOf[id]!;
		const known = found[nameOf[id]!];
		if (known !== undefined) {
			known.paths++;
			known.narSize += narSizes[id]!;
			known.byVersion.set(version, (known.byVersion.get(version) ?? 0) + narSizes[id]!);
			if (place >= known.covered) {
				known.covered = ends[place]!;
				known.retainedSize += retained[id]!;
			}
		}

		if (place % pace === pace - 1) {
			yield;
		}
	}

	const live = found.filter((one) => one !== undefined && one.paths > 0) as Package[];
	const ranks = yield* versionRanksOf(analysis, cache);
	const duplicates = live.flatMap((one) => duplicateOf(one, ranks));
	return {
		packages: live
			.sort((a, b) => b.retainedSize - a.retainedSize || compareTexts(a.name, b.name))
			.slice(0, mostPackages)
			.map(({name, byVersion, paths, retainedSize, narSize}) => ({
				name,
				versions: byVersion.size,
				paths,
				retainedSize,
				narSize,
			})),
		duplicates: duplicates
			.sort((a, b) => b.besideNewest - a.besideNewest || compareTexts(a.name, b.name))
			.slice(0, mostPackages),
	};
}

/** @returns By number of the name; derivations are none. */
function packagesByNumber(names: readonly string[]): ReadonlyArray<Package | undefined> {
	return names.map((name) =>
		name.endsWith('.drv')
			? undefined
			: {name, paths: 0, narSize: 0, retainedSize: 0, covered: 0, byVersion: new Map<number, number>()},
	);
}

function duplicateOf({name, byVersion, narSize}: Package, ranks: Uint32Array) {
	// The first version is none.
	const versions = [...byVersion.keys()].filter((version) => version !== 0);
	if (versions.length < 2) {
		return [];
	}

	const newest = versions.reduce((best, version) => (ranks[version]! > ranks[best]! ? version : best));
	const unnamed = byVersion.get(0) ?? 0;
	return [
		{
			name,
			versions: versions.length,
			narSize: narSize - unnamed,
			besideNewest: narSize - unnamed - byVersion.get(newest)!,
		},
	];
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
