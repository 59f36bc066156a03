import {readdir} from 'node:fs/promises';
import {setTimeout} from 'node:timers/promises';
import {isStorePathName} from '../store/store-path-of.js';

/** What Nix and its builders make and remove themselves beside a path. */
const passing = /\.(?:lock|drv\.chroot|check|chroot)$/;

/** @returns The base names in a store's folder; undefined where it cannot be read. */
export async function listStore(realStoreDirectory: string): Promise<ReadonlySet<string> | undefined> {
	try {
		return new Set(await readdir(realStoreDirectory));
	} catch {
		return undefined;
	}
}

/** A daemon goes on for a moment after the command that asked it was stopped. */
const STILL_MS = 100;
const MOST_LOOKS = 20;

/** The same, when nothing goes any more, or after two seconds. */
export async function listWhenStill(realStoreDirectory: string): Promise<ReadonlySet<string> | undefined> {
	let names = await listStore(realStoreDirectory);
	for (let looks = 1; looks < MOST_LOOKS; looks++) {
		await setTimeout(STILL_MS);
		const again = await listStore(realStoreDirectory);
		if (again?.size === names?.size) {
			return again;
		}

		names = again;
	}

	return names;
}

export type Listings = {
	readonly before: ReadonlySet<string> | undefined;
	readonly after: ReadonlySet<string> | undefined;
	/** Base names that Nix said it deletes. */
	readonly said: ReadonlySet<string>;
	readonly planned: ReadonlyMap<string, number | null>;
	/** Nix went through, so that what it was to delete and is not there is deleted, whenever it was. */
	readonly isDone: boolean;
};

/** What became of the store's folder. Looking decides; what Nix said only where nothing can be seen. */
export function whatWent({before, after, said, planned, isDone}: Listings): {
	readonly deleted: readonly string[];
	readonly left: readonly string[];
	readonly unplanned: readonly string[];
} {
	const isGone = (name: string) => (after === undefined ? said.has(name) : !after.has(name));
	const deleted: string[] = [];
	const left: string[] = [];
	for (const name of planned.keys()) {
		if (!isGone(name)) {
			left.push(name);
		} else if (isDone || said.has(name) || before?.has(name) === true) {
			deleted.push(name);
		}
	}

	const vanished = [...(before ?? [])].filter((name) => isGone(name) && isStorePathName(name) && !passing.test(name));
	const unplanned = new Set([...said, ...vanished].filter((name) => isGone(name) && !planned.has(name)));
	return {deleted, left, unplanned: [...unplanned].sort()};
}
