import type {GcAnswer, PathSet} from '../analyses/answers/answer.js';
import {completeness} from '../analyses/answers/completeness.js';
import {sizedRoots} from '../analyses/answers/sized-root.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {StoreError} from '../store/store-error.js';
import type {StoreReading} from '../store/store-reading.js';
import {type DeletedPaths, deletedPaths} from './deleted-paths.js';
import {gcCommands} from './gc-commands.js';
import {gcRemarks, leftPaths} from './gc-remarks.js';
import type {HoldOf} from './holds.js';
import {onlyPlanned} from './only-planned.js';

export type GcPlan = {
	/** All of the answer that does not need a look at files or at the wish. */
	readonly answer: Omit<GcAnswer, 'nixReportedSize' | 'diskSize' | 'wantedNarSize'>;
	/** Names in the store's folder that would be deleted: those of valid paths and of unregistered entries. */
	readonly baseNames: readonly string[];
	/** The valid ones of them. */
	readonly deleted: DeletedPaths;
	/** The others. */
	readonly unregistered: readonly string[];
};

/**
 * What `nix-store --gc` would delete once the roots are dropped.
 *
 * @param roots Places in `reading.roots.roots`, with all roots of each link (chooseRoots).
 * @param holds What holds of nixscope were made for, by their link.
 * @param isOnly Only what dies with them is deleted, and what must go along (only-planned.ts), by `nix-store --delete`.
 * @throws StoreError for a store whose roots cannot be seen at all.
 */
export function gcPlan(
	analysis: StoreAnalysis,
	roots: readonly number[],
	holds: ReadonlyMap<string, HoldOf> = new Map(),
	isOnly = false,
): GcPlan {
	const {reading} = analysis;
	mustHaveRoots(reading);
	const {names, narSizes} = reading.graph;
	const dropped = onePerLink(reading, roots);
	const deleted = isOnly ? onlyDying() : deletedPaths(analysis, roots);
	const {alreadyDead, newlyDead, narSize, leftCount} = deleted;
	const unregistered = isOnly ? [] : (reading.unregistered ?? []);
	const already = pathSet(alreadyDead, unregistered);
	const newly = pathSet(newlyDead, []);
	const baseNames = [...baseNamesOf(alreadyDead), ...baseNamesOf(newlyDead), ...unregistered];
	const commands = gcCommands(
		reading,
		dropped.map((index) => reading.roots.roots[index]!),
		isOnly ? {paths: baseNames.length} : baseNames.length > 0 || reading.unregistered === null ? 'all-dead' : 'nothing',
	);
	return {
		answer: {
			...completeness(reading),
			removedRoots: sizedRoots(analysis, dropped).map((root) => {
				const holdOf = holds.get(root.link);
				return holdOf === undefined ? root : {...root, holdOf};
			}),
			alreadyDead: already,
			newlyDead: newly,
			paths: [...already.paths, ...newly.paths],
			narSize,
			commands,
			remarks: [
				...leftPaths(leftCount),
				...gcRemarks(
					reading,
					dropped.map((index) => reading.roots.roots[index]!),
					commands.length === 0 ? 'nothing' : isOnly ? 'only-planned' : 'all-dead',
				),
			],
		},
		baseNames,
		deleted,
		unregistered,
	};

	/** What dies with the roots, and what must go along. */
	function onlyDying(): DeletedPaths {
		const {newlyDead: dying} = deletedPaths(analysis, roots);
		const along = onlyPlanned(analysis, dying);
		const total = [...along, ...dying].reduce((sum, id) => sum + narSizes[id]!, 0);
		return {alreadyDead: along, newlyDead: dying, narSize: total, leftCount: 0};
	}

	function pathSet(ids: Uint32Array, others: readonly string[]): PathSet {
		return {
			paths: [...Array.from(ids, (id) => names.path(id)), ...others.map((name) => `${names.storeDirectory}/${name}`)],
			narSize: ids.reduce((sum, id) => sum + narSizes[id]!, 0),
		};
	}

	function baseNamesOf(ids: Uint32Array): string[] {
		return Array.from(ids, (id) => names.baseName(id));
	}
}

/** One link can be found in two ways; it is dropped once. */
function onePerLink({roots}: StoreReading, indexes: readonly number[]): number[] {
	const byLink = new Map(indexes.toReversed().map((index) => [roots.roots[index]!.link, index]));
	return [...byLink.values()].toReversed();
}

/** A plan without any known root would delete everything. */
function mustHaveRoots({address, roots}: StoreReading): void {
	if (address.kind === 'ssh') {
		throw new StoreError(
			`the GC roots of ${address.host} can only be seen there: ssh ${address.host} nixscope gc --dry-run`,
		);
	}

	if (address.kind === 'binary-cache') {
		throw new StoreError(`${address.folder} is a binary cache: it has no GC roots, and Nix collects nothing there`);
	}

	if (address.kind === 'snapshot' && roots.roots.length === 0 && roots.unreadable.length > 0) {
		throw new StoreError(`${address.file} has no GC roots in it: ${roots.unreadable.join(', ')} could not be read`);
	}
}
