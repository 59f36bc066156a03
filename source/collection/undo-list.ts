import {readlinkSync} from 'node:fs';
import type {UndoEntry, UndoState} from '../analyses/answers/collect.js';
import type {LocalStore} from '../store/store-address.js';
import {type JournalledDrop, type JournalledLink, readJournal} from './journal.js';
import {isOfStore, isTargetThere} from './mark-collected.js';
import {standing} from './restore-link.js';
import {stateFolder} from './state-folder.js';

/**
 * What nixscope has removed from a store, the newest drop first. A missing journal is an empty one.
 *
 * @param isValid Whether a target (an absolute store path) is a valid path; undefined when that is not known.
 * @param store Only drops of this one; undefined: of all.
 * @throws StoreError when the journal cannot be read.
 */
export function undoList(
	environment: NodeJS.ProcessEnv,
	isValid: (target: string) => boolean | undefined,
	store?: LocalStore,
): UndoEntry[] {
	return readJournal(stateFolder(environment))
		.filter((drop) => store === undefined || isOfStore(drop, store))
		.toReversed()
		.flatMap((drop) =>
			drop.links.map((link): UndoEntry => {
				const state = stateOf(drop, link, isValid);
				return {
					id: drop.id,
					link: link.link,
					target: link.target,
					kind: link.kind,
					removedAt: drop.time,
					state,
					heldUntil: state === 'held' ? link.heldUntil : null,
				};
			}),
		);
}

/** Whether a link of the journal is back, or never went since nixscope was killed before it removed it. */
export function isBack(link: JournalledLink): boolean {
	return link.isRestored || isStanding(link);
}

/** Whether a link of the journal stands where it was. */
export function isStanding(link: JournalledLink): boolean {
	try {
		return standing(link.link, link) === 'same';
	} catch {
		// In a folder that cannot be looked into.
		return false;
	}
}

/** Whether the hold of a link still holds its target. */
export function isHeld({holdLink, target}: JournalledLink): boolean {
	try {
		return holdLink !== null && readlinkSync(holdLink) === target;
	} catch {
		return false;
	}
}

function stateOf(
	{store}: JournalledDrop,
	link: JournalledLink,
	isValid: (target: string) => boolean | undefined,
): UndoState {
	if (isBack(link)) {
		return 'restored';
	}

	const isThere = isTargetThere(link.target, store);
	// A hold that has lost its registration holds nothing.
	if (isHeld(link) && (isValid(link.target) ?? isThere)) {
		return 'held';
	}

	return (isValid(link.target) ?? (!link.isCollected && isThere)) ? 'valid' : 'collected';
}
