import path from 'node:path';
import type {CollectResult} from '../../../source/analyses/answers/collect.js';
import {holdsOf} from './expire-holds.js';
import {differences, topmost} from './photograph.js';
import {same} from './same.js';
import type {ThrowAwayStore} from './throw-away-store.js';
import {parseFreed} from './truth.js';
import {validPaths} from './valid-paths.js';

/** What a collection is to do. */
export type Expected = {
	/** Of the store, absolute; undefined where only their number is known. */
	readonly paths: readonly string[] | undefined;
	readonly count?: number;
	readonly links: readonly string[];
	readonly narSize?: number;
	/** Bytes before Nix's rounding. */
	readonly nixReportedSize?: number | null;
	readonly diskSize?: number | null;
	readonly remarks?: readonly string[];
	/** Roots are only dropped. */
	readonly isHold?: boolean;
};

/** What a collection has done; wherever a number was predicted it came out so. */
export type Comparison = {
	readonly store: string;
	readonly deleted: readonly string[];
	readonly links: number;
	readonly paths: number;
	readonly pathsBefore: number;
	readonly narSize: number;
	readonly reported: number;
	readonly disk: number;
};

/** Nix's own: made and removed when it likes. */
const passing = /\.lock$/;

/** Of one drop; they come and go with the holds in them. */
const holdsFolder = /\/nixscope\/holds(?:\/\d+)?$/;

/**
 * Looks at everything, collects, and looks again.
 *
 * @throws Error for the first thing that did not come out as expected.
 */
export async function compareCollection(
	store: ThrowAwayStore,
	expected: Expected,
	collect: () => Promise<CollectResult>,
): Promise<Comparison> {
	const {storeDirectory, stateDirectory} = store.address;
	const sizes = validPaths(store);
	store.nix.forget();
	const before = store.look();
	const diskBefore = store.diskSize();
	const result = await collect();
	const after = store.look();
	const disk = diskBefore - store.diskSize();
	same(result.outcome, 'done', `outcome, ${result.reason}`);
	const {gone, come, changed} = differences(before, after);
	const isOfStore = (file: string) => file.startsWith(`${storeDirectory}/`);
	const isAuto = (file: string) => file.startsWith(`${stateDirectory}/gcroots/auto/`);
	const deleted = topmost(gone.filter(isOfStore));
	const removed = gone.filter((file) => !isOfStore(file) && !passing.test(file) && !holdsFolder.test(file));
	if (expected.paths !== undefined) same(deleted, [...expected.paths].sort(), 'deleted');
	same(
		removed.filter((file) => !isAuto(file) || expected.links.includes(file)),
		[...expected.links].sort(),
		'removed links',
	);
	same(changed, [], 'changed');
	const isHold = (file: string) => expected.isHold === true && (isAuto(file) || file.startsWith(holdsOf(store.folder)));
	same(
		come.filter((file) => !passing.test(file) && !holdsFolder.test(file) && !isHold(file)),
		[],
		'new',
	);
	same(result.droppedRoots.map(({link}) => link).sort(), [...expected.links].sort(), 'dropped roots as told');
	same(result.keptRoots, [], 'kept roots');
	same([result.unplannedCount, result.leftCount, result.remarks], [0, 0, []], 'what was out of the ordinary');
	const narSize = deleted.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
	same([result.deletedPaths, result.deletedNarSize], [deleted.length, narSize], 'paths and NAR size as told');
	same(deleted.length, expected.count ?? expected.paths?.length ?? 0, 'how many');
	if (expected.narSize !== undefined) same(expected.narSize, narSize, 'NAR size');
	if (expected.diskSize != null) same(expected.diskSize, disk, 'disk size');
	if (expected.remarks !== undefined) {
		// Entries of the dropped links go with these.
		const isOfDropped = (file: string) => expected.links.some((link) => before.get(file)?.endsWith(` ${link}`));
		const tidied = removed.filter((file) => isAuto(file) && !expected.links.includes(file) && !isOfDropped(file));
		const told = expected.remarks.map((words) => /^Nix also removes (\d+) /.exec(words)?.[1]).find(Boolean) ?? '0';
		// Where nothing is dead and nothing was dropped Nix is asked all the same.
		same(Number(told), tidied.length, `entries of gcroots/auto: ${path.basename(tidied[0] ?? '')}`);
	}

	const freed = parseFreed(store.nix.said());
	same(result.nixReportedSize, freed === undefined ? null : Math.round(freed.bytes), 'what Nix said');
	if (expected.nixReportedSize != null && freed !== undefined) {
		const off = Math.abs(expected.nixReportedSize - freed.bytes);
		if (off > freed.rounding)
			throw new Error(`freed: ${expected.nixReportedSize}, Nix ${freed.bytes} ± ${freed.rounding}`);
	}

	return {
		store: store.folder,
		deleted,
		links: expected.links.length,
		paths: deleted.length,
		pathsBefore: sizes.size,
		narSize,
		reported: freed?.bytes ?? 0,
		disk,
	};
}
