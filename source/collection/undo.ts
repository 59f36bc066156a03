import {mkdtempSync} from 'node:fs';
import path from 'node:path';
import type {UndoAnswer} from '../analyses/answers/collect.js';
import {countOf} from '../formats/count.js';
import {fileReason} from '../store/file-reason.js';
import type {LocalStore} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import {addRoots} from './add-roots.js';
import {clearHolds, removeHold} from './clear-holds.js';
import {holdsFolder} from './drop-id.js';
import {appendToJournal, type JournalledDrop, type JournalledLink, readJournal} from './journal.js';
import {isOfStore, isTargetThere} from './mark-collected.js';
import {ensureOwnFolder, mustBeOwnFolder} from './own-folder.js';
import {type RestoredLink, restoreLink} from './restore-link.js';
import {stateFolder} from './state-folder.js';
import {isBack, isHeld, isStanding} from './undo-list.js';

export {undoList} from './undo-list.js';

export type UndoOptions = {
	readonly environment: NodeJS.ProcessEnv;
	readonly store: LocalStore;
	/** Milliseconds since 1970. */
	readonly now: () => number;
};

type UndoneLink = UndoAnswer['links'][number];

/**
 * Puts the links of one drop back as they were, each on its own.
 *
 * @param id Undefined: the newest drop of which something that is still there can be put back; where there is none, the
 * newest that is not restored.
 * @throws StoreError when there is no such drop, or it is of another store.
 */
export async function undoDrop(id: number | undefined, options: UndoOptions): Promise<UndoAnswer> {
	const folder = stateFolder(options.environment);
	// What another user wrote would be made as this one: any link, anywhere.
	mustBeOwnFolder(folder);
	const drop = findDrop(readJournal(folder), id, options.store);
	const links: UndoneLink[] = [];
	const back: string[] = [];
	for (const link of drop.links) {
		const {outcome, remark} = await putBack(link, folder, options);
		links.push({link: link.link, target: link.target, outcome, remark});
		if (outcome !== 'failed') {
			back.push(link.link);
		}
	}

	const unnoted = back.filter((name) => !drop.links.some(({link, isRestored}) => link === name && isRestored));
	const words = note(folder, {id: drop.id, links: unnoted, now: options.now()});
	releaseHolds(drop, back, options.store);
	return {
		version: 1,
		id: drop.id,
		links: links.map((link) => ({
			...link,
			remark: [link.remark, words].filter((one) => one !== null).join('; ') || null,
		})),
	};
}

function findDrop(drops: readonly JournalledDrop[], id: number | undefined, store: LocalStore): JournalledDrop {
	const own = drops.filter((drop) => isOfStore(drop, store));
	if (id === undefined) {
		const open = own.filter((drop) => drop.links.some((link) => !isBack(link)));
		const isLeft = ({links}: JournalledDrop) =>
			links.some((link) => !isBack(link) && isTargetThere(link.target, store));
		const newest = open.findLast(isLeft) ?? open.at(-1);
		if (newest === undefined) {
			throw new StoreError(
				own.length === 0
					? 'nixscope has dropped no root of this store'
					: `nothing is to be put back: ${countOf(own.length, 'drop')} of this store, and all links are there`,
			);
		}

		return newest;
	}

	const drop = own.find((one) => one.id === id);
	if (drop !== undefined) {
		return drop;
	}

	const other = drops.find((one) => one.id === id);
	throw new StoreError(
		other === undefined
			? `there is no drop ${id}: nixscope undo --list tells which there are`
			: `drop ${id} is of the store in ${other.store.realStoreDirectory}: name that with --store`,
	);
}

/** What the link leads to is held while it is made: by its hold, or by a root of our own that goes again. */
async function putBack(link: JournalledLink, folder: string, {environment, store}: UndoOptions): Promise<RestoredLink> {
	if (isStanding(link) || (isHeld(link) && isTargetThere(link.target, store))) {
		return restoreLink(link, {environment, store});
	}

	const wasThere = isTargetThere(link.target, store);
	let own: string | undefined;
	try {
		ensureOwnFolder(folder);
		ensureOwnFolder(holdsFolder(folder));
		own = mkdtempSync(path.join(holdsFolder(folder), 'undo-'));
		await addRoots(path.join(own, '1'), [link.target], {environment, store});
		const restored = await restoreLink(link, {environment, store});
		const fetched = wasThere ? [] : ['fetched again from a cache'];
		return restored.outcome === 'restored'
			? {...restored, remark: [...fetched, ...(restored.remark === null ? [] : [restored.remark])].join('; ') || null}
			: restored;
	} catch (error) {
		const why = error instanceof StoreError ? error.message : fileReason(error);
		return {outcome: 'failed', remark: wasThere ? why : lossOf(why)};
	} finally {
		if (own !== undefined) {
			clearHolds(own, store);
		}
	}
}

/** Nix's words for a path that is nowhere: no goal of it (goal.cc, entry-points.cc), or no substituter. */
function lossOf(why: string): string {
	if (why.startsWith('the derivation ')) {
		return 'its derivation is deleted, and no cache has those: evaluate it again';
	}

	return /no substituter|build of .* failed|cannot be created|no binary cache/iu.test(why)
		? 'its path is deleted, and no cache that answered has it'
		: `its path is deleted, and was not fetched: ${why}`;
}

/** @returns What a person should know, in words; the links are back in any case. */
function note(
	folder: string,
	{id, links, now}: {readonly id: number; readonly links: readonly string[]; readonly now: number},
): string | null {
	if (links.length === 0) {
		return null;
	}

	try {
		appendToJournal(folder, {type: 'restored', version: 1, id, time: now, links});
		return null;
	} catch (error) {
		if (error instanceof StoreError) {
			return error.message;
		}

		throw error;
	}
}

/** Holds that no link of the drop needs any more go last. */
function releaseHolds({links}: JournalledDrop, back: readonly string[], store: LocalStore): void {
	const needed = new Set(links.filter(({link}) => !back.includes(link)).map(({holdLink}) => holdLink));
	for (const {holdLink} of links) {
		if (holdLink !== null && !needed.has(holdLink)) {
			try {
				removeHold(holdLink, store);
			} catch {
				// It goes when its time is over.
			}
		}
	}
}
