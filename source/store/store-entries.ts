import {type BigIntStats, readdirSync, statSync} from 'node:fs';
import {FileLocks, tryLock} from './file-locks.js';
import {isOlderNix, type NixVersionSource} from './nix-version.js';
import type {PathTable} from './path-table.js';

/** The folder of hard links inside a store. */
export const linksFolderName = '.links';

/** What Nix takes for a store path: 32 characters of its base 32, any one character, a name (path.cc, checkName). */
const storePathName = /^[0-9abcdfghijklmnpqrsvwxyz]{32}[^/](?!\.{1,2}(?:-|$))[0-9A-Za-z+\-._?=]{1,211}$/u;

/** @returns The base names in the store's folder, without `.links`; undefined where it cannot be listed. */
export function listStoreEntries(realStoreDirectory: string): string[] | undefined {
	try {
		return readdirSync(realStoreDirectory).filter((name) => name !== linksFolderName);
	} catch {
		return undefined;
	}
}

/**
 * Entries that `nix-store --gc` would delete because they are no valid paths (Nix: gc.cc, collectGarbage): all that the
 * database does not know, but for those whose digest a temporary root has (what is being built, its `.lock`, `.check`),
 * and `tmp-*` that Nix leaves alone.
 *
 * @param temporaryDigests The first 32 characters of temporary roots' base names.
 * @param nixVersion Which Nix would collect; the newest when it is not known. Asked for when there is a `tmp-*`.
 */
export function unregisteredEntries(
	entries: readonly string[],
	names: PathTable,
	temporaryDigests: ReadonlySet<string>,
	realStoreDirectory: string,
	nixVersion: NixVersionSource = () => undefined,
): string[] {
	const unknown = entries.filter(
		(name) => names.findBaseName(name) === -1 && !(storePathName.test(name) && temporaryDigests.has(name.slice(0, 32))),
	);
	if (!unknown.some(isTemporaryName) || isOlderNix(nixVersion(), 2, 12)) {
		return unknown;
	}

	const locks = new FileLocks();
	return unknown.filter((name) => {
		if (!isTemporaryName(name)) {
			return true;
		}

		// What is no folder, and a folder that another process has locked, is left.
		const file = `${realStoreDirectory}/${name}`;
		const stats = followedStats(file);
		return stats?.isDirectory() === true && !isLocked(file, stats, locks);
	});
}

/**
 * Valid paths whose files are not there. A collection starts from the entries of the folder, so it leaves such a path in
 * the database, unless it holds on to a dead path that is there.
 *
 * @returns Their ids.
 */
export function missingPaths(entries: readonly string[], names: PathTable): number[] {
	const isThere = new Uint8Array(names.count);
	for (const name of entries) {
		const id = names.findBaseName(name);
		if (id !== -1) {
			isThere[id] = 1;
		}
	}

	const missing: number[] = [];
	for (let id = 0; id < names.count; id++) {
		if (isThere[id] === 0) {
			missing.push(id);
		}
	}

	return missing;
}

/** Folders in which Nix unpacks what it adds to the store. */
function isTemporaryName(name: string): boolean {
	return name.startsWith('tmp-');
}

function isLocked(folder: string, stats: BigIntStats, locks: FileLocks): boolean {
	const state = locks.state(stats, undefined);
	return (state === 'unknown' ? tryLock(folder) : state) === 'held';
}

/** Nix opens it, and so follows a link. */
function followedStats(file: string): BigIntStats | undefined {
	try {
		return statSync(file, {bigint: true, throwIfNoEntry: false});
	} catch {
		return undefined;
	}
}
