import {packageVersion} from '../package-version.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {DiffAnswer, DiffEntry} from './answer.js';
import {snapshotOf} from './completeness.js';
import {sortVersions} from './package-versions.js';

type DiffChange = DiffAnswer['changed'][number];

/** NAR bytes by version. */
type Versions = Map<string, number>;

type Package = {
	readonly from: Versions;
	readonly to: Versions;
	/** Whether a path is in one closure and not in the other. */
	differs: boolean;
};

/**
 * What differs between two closures, by package: largest change first. A package whose versions stay the same while its
 * paths do not is changed as well: it was built again. All sizes together give narSizeDelta.
 */
export function diffAnswer(analysis: StoreAnalysis, from: number, to: number): DiffAnswer {
	const {names, narSizes} = analysis.reading.graph;
	const before = analysis.closure(from);
	const after = analysis.closure(to);
	const packages = comparePackages(analysis, before, after);
	const added: DiffEntry[] = [];
	const removed: DiffEntry[] = [];
	const changed: DiffChange[] = [];
	for (const [name, versions] of packages) {
		if (versions.from.size === 0) {
			added.push(...entries(name, versions.to));
		} else if (versions.to.size === 0) {
			removed.push(...entries(name, versions.from));
		} else if (versions.differs) {
			changed.push({
				name,
				from: sortVersions(versions.from.keys()),
				to: sortVersions(versions.to.keys()),
				narSizeDelta: sum(versions.to.values()) - sum(versions.from.values()),
			});
		}
	}

	const fromClosureSize = sum(Array.from(before, (id) => narSizes[id]!));
	const toClosureSize = sum(Array.from(after, (id) => narSizes[id]!));
	return {
		...snapshotOf(analysis.reading),
		version: 1,
		from: names.path(from),
		to: names.path(to),
		added: added.sort(largestFirst),
		removed: removed.sort(largestFirst),
		changed: changed.sort((a, b) => Math.abs(b.narSizeDelta) - Math.abs(a.narSizeDelta) || (a.name < b.name ? -1 : 1)),
		narSizeDelta: toClosureSize - fromClosureSize,
		fromClosureSize,
		toClosureSize,
	};
}

function comparePackages(
	{reading}: StoreAnalysis,
	before: Uint32Array,
	after: Uint32Array,
): ReadonlyMap<string, Package> {
	const {names, narSizes} = reading.graph;
	const packages = new Map<string, Package>();
	add(before, new Set(after), 'from');
	add(after, new Set(before), 'to');
	return packages;

	function add(closure: Uint32Array, other: ReadonlySet<number>, side: 'from' | 'to'): void {
		for (const id of closure) {
			const {name, version} = packageVersion(names.name(id));
			const found = packages.get(name) ?? {from: new Map(), to: new Map(), differs: false};
			packages.set(name, found);
			found[side].set(version, (found[side].get(version) ?? 0) + narSizes[id]!);
			found.differs ||= !other.has(id);
		}
	}
}

function entries(name: string, versions: Versions): DiffEntry[] {
	return Array.from(versions, ([version, narSize]) => ({name, version, narSize}));
}

function largestFirst(a: DiffEntry, b: DiffEntry): number {
	return b.narSize - a.narSize || (a.name < b.name ? -1 : Number(a.name > b.name)) || (a.version < b.version ? -1 : 1);
}

function sum(sizes: Iterable<number>): number {
	let total = 0;
	for (const size of sizes) {
		total += size;
	}

	return total;
}
