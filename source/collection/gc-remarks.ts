import path from 'node:path';
import {formatSize} from '../formats/bytes.js';
import {countOf} from '../formats/count.js';
import type {Root} from '../store/root.js';
import type {StoreReading} from '../store/store-reading.js';

/** Said before, and of no use afterwards: the result tells what died meanwhile. */
export const TAKES_ALL_DEAD = 'nix-store --gc deletes whatever is dead then, also what died after this plan was made';

/** Of what is said of deleting, what holds afterwards as well. */
const STAYS_SO = / in the database: /;

const BOOT_ENTRIES = 'boot entries';

/** What a person should know of the commands of a plan, in words. */
export function gcRemarks(
	reading: StoreReading,
	dropped: readonly Root[],
	deletes: 'all-dead' | 'only-planned' | 'nothing',
): readonly string[] {
	if (deletes === 'nothing') {
		return [];
	}

	const {unregistered, address} = reading;
	return [
		...(address.kind === 'snapshot'
			? [
					'a plan for the store that the snapshot was made of: run the commands there, where alone it is known what the disk gets back',
				]
			: []),
		...bootEntries(dropped),
		...(deletes === 'only-planned'
			? []
			: unregistered === null
				? ["the store's folder was not listed: what stands there and is no valid path is deleted as well"]
				: unregistered.length > 0
					? [
							`${countOf(unregistered.length, 'entry', 'entries')} of the store's folder ${unregistered.length === 1 ? 'is' : 'are'} not registered: deleted as well, of unknown NAR size`,
						]
					: []),
		...dangling(reading),
		...(deletes === 'all-dead' ? [TAKES_ALL_DEAD] : []),
	];
}

/** Whether a remark is about what Nix deletes, and not about the dropped roots: of no use where nothing is deleted yet. */
export function isAboutDeleting(remark: string): boolean {
	return remark === TAKES_ALL_DEAD || /^Nix also removes |the store's folder | in the database: /.test(remark);
}

/** @returns Those remarks of a plan that are worth saying once it is carried out, as far as it was. */
export function remarksAfter(
	remarks: readonly string[],
	done: {readonly isDeleted: boolean; readonly droppedRoots: readonly Root[]},
): readonly string[] {
	const hasBootEntries = bootEntries(done.droppedRoots).length > 0;
	return remarks.filter((remark) =>
		remark.startsWith(BOOT_ENTRIES)
			? hasBootEntries
			: !isAboutDeleting(remark) || (done.isDeleted && STAYS_SO.test(remark)),
	);
}

/** A collection comes upon what stands in the store's folder; see analyses/collected.ts. */
export function leftPaths(count: number): readonly string[] {
	if (count === 0) {
		return [];
	}

	const verbs = count === 1 ? 'has no files and stays' : 'have no files and stay';
	return [`${countOf(count, 'dead path')} ${verbs} in the database: a collection deletes only what is there`];
}

/**
 * That the disk gets back less than was asked for, though the plan has as many NAR bytes: files that other paths share
 * through hard links stay, and a NAR has names and lengths that take no block.
 *
 * @param asked NAR bytes to free; undefined when not asked.
 */
export function diskRemark(
	asked: number | undefined,
	{narSize, diskSize}: {readonly narSize: number; readonly diskSize: number | null},
): readonly string[] {
	if (asked === undefined || diskSize === null || diskSize >= Math.min(asked, narSize)) {
		return [];
	}

	const [some, all] = [formatSize(diskSize), formatSize(asked)];
	return some === all
		? []
		: [`only ${some} of ${all} comes back on the disk: --free counts NAR bytes, and files that other paths share stay`];
}

function bootEntries(dropped: readonly Root[]): string[] {
	const profiles = new Set(
		dropped.filter(({kind}) => kind === 'nixos-generation').map(({generation}) => generation?.profile),
	);
	return [...profiles]
		.filter((profile) => profile !== undefined)
		.map(
			(profile) =>
				`${BOOT_ENTRIES} of dropped generations stay until they are written again: ${path.join(profile, 'bin/switch-to-configuration')} boot`,
		);
}

/**
 * Nix unlinks entries of gcroots/auto whose link is gone (gc.cc, findRoots). The entries of dropped links go in that way
 * too, which is no news: those are the roots.
 */
function dangling({roots}: StoreReading): string[] {
	const entries = new Set(
		roots.roots
			.filter(({entry, state}) => entry?.includes('/gcroots/auto/') && state === 'dangling')
			.map(({entry}) => entry),
	);
	return entries.size === 0
		? []
		: [`Nix also removes ${countOf(entries.size, 'entry', 'entries')} of gcroots/auto whose link is gone already`];
}
