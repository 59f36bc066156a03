import {liveness} from '../answers/completeness.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {PathListRow} from './list-rows.js';
import type {PackageNames} from './package-names.js';
import type {PathGroups} from './path-groups.js';

/** In front of the name: the identity of a row for all its paths. */
export const NAME_PREFIX = 'name:';

/** One row for all paths of a name. @param ranks Of versions. */
export function pathGroupRow(
	analysis: StoreAnalysis,
	{names, versionOf}: PackageNames,
	ranks: Uint32Array,
	{offsets, members, retained}: PathGroups,
	name: number,
	closureSize: number,
	referrers: number,
): PathListRow {
	const {names: paths, isSized, narSizes, registrationTimes} = analysis.reading.graph;
	const {live} = analysis;
	const versions = new Set<number>();
	let narSize = Number.NaN;
	let newest = Number.NaN;
	let best = members[offsets[name]!]!;
	let liveCount = 0;
	for (let place = offsets[name]!; place < offsets[name + 1]!; place++) {
		const id = members[place]!;
		versions.add(versionOf[id]!);
		liveCount += live[id]!;
		best = isBetter(id, best) ? id : best;
		narSize = isSized[id] === 1 ? (narSize || 0) + narSizes[id]! : narSize;
		newest = registrationTimes[id]! <= newest ? newest : (known(registrationTimes[id]!) ?? newest);
	}

	return {
		id: `${NAME_PREFIX}${names[name]!}`,
		name: names[name]!,
		version: '',
		live: liveness(analysis, best),
		narSize: known(narSize),
		retainedSize: known(retained[name]!),
		closureSize,
		referrers,
		registrationTime: known(newest),
		group: {
			count: offsets[name + 1]! - offsets[name]!,
			liveCount,
			versions: versions.size,
			newest: paths.path(best),
			isOpen: false,
		},
		isInGroup: false,
	};

	/** What is live, of that the newest version, of that what came last. */
	function isBetter(id: number, other: number): boolean {
		const [version, newest] = [ranks[versionOf[id]!]!, ranks[versionOf[other]!]!];
		return live[id] !== live[other]
			? live[id]! > live[other]!
			: version !== newest
				? version > newest
				: registrationTimes[id]! > registrationTimes[other]!;
	}
}

function known(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}
