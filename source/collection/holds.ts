import {lstatSync, readdirSync} from 'node:fs';
import path from 'node:path';
import type {SizedRoot} from '../analyses/answers/answer.js';
import {holdsFolder} from './drop-id.js';
import {readJournal, unknownIds} from './journal.js';
import {stateFolder} from './state-folder.js';
import {isStanding} from './undo-list.js';

/** A hold that no drop tells of yet may be one that is being made. */
const ORPHAN_AGE_MS = 60 * 60 * 1000;

/**
 * Hold links whose time is over, or whose root is back, and which are still there: a collection drops them. So it does
 * with those that a nixscope made which was killed before it dropped anything, but not with those of a drop whose line in the
 * journal is not understood.
 *
 * @param now Milliseconds since 1970.
 * @throws StoreError when the journal cannot be read.
 */
export function expiredHolds(environment: NodeJS.ProcessEnv, now: number): string[] {
	const folder = stateFolder(environment);
	// A hold of several roots goes with the last of them.
	const until = new Map<string, number>();
	for (const {time, link} of readJournal(folder).flatMap(({time, links}) => links.map((link) => ({time, link})))) {
		const {holdLink, heldUntil, isRestored} = link;
		if (holdLink !== null) {
			// One that is killed between journal and drop leaves the root and its hold.
			const isUseless = isRestored || (time + ORPHAN_AGE_MS <= now && isStanding(link));
			const end = isUseless ? 0 : (heldUntil ?? 0);
			until.set(holdLink, Math.max(end, until.get(holdLink) ?? 0));
		}
	}

	const unknown = unknownIds(folder);
	return linksIn(holdsFolder(folder))
		.filter(({link}) => until.has(link) || !unknown.has(Number(path.basename(path.dirname(link)))))
		.filter(({link, modifiedAt}) => (until.get(link) ?? modifiedAt + ORPHAN_AGE_MS) <= now)
		.map(({link}) => link);
}

/** The links that a hold was made for, and until when, in milliseconds since 1970. */
export type HoldOf = NonNullable<SizedRoot['holdOf']>;

/**
 * @returns What each hold that is still there was made for, by its link.
 * @throws StoreError when the journal cannot be read.
 */
export function heldLinks(environment: NodeJS.ProcessEnv): ReadonlyMap<string, HoldOf> {
	const folder = stateFolder(environment);
	const there = new Set(linksIn(holdsFolder(folder)).map(({link}) => link));
	const held = new Map<string, HoldOf>();
	for (const {link, holdLink, heldUntil: end} of readJournal(folder).flatMap(({links}) => links)) {
		if (holdLink !== null && end !== null && there.has(holdLink)) {
			const {links, until} = held.get(holdLink) ?? {links: [], until: 0};
			held.set(holdLink, {links: [...links, link], until: Math.max(end, until)});
		}
	}

	return held;
}

function linksIn(holds: string): Array<{readonly link: string; readonly modifiedAt: number}> {
	return namesIn(holds).flatMap((drop) =>
		namesIn(path.join(holds, drop)).flatMap((name) => {
			const link = path.join(holds, drop, name);
			const stat = lstatSync(link, {throwIfNoEntry: false});
			return stat?.isSymbolicLink() === true ? [{link, modifiedAt: stat.mtimeMs}] : [];
		}),
	);
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
