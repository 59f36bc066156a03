import {lstatSync, readdirSync, readlinkSync} from 'node:fs';
import path from 'node:path';

/** What stands where: by path, everything about it that a collection must leave alone. */
export type Photograph = ReadonlyMap<string, string>;

/**
 * Looks at everything in a folder, and follows no link. Folders are told without their time, which what goes from them
 * changes; files without their link count. A database, locks and temporary roots are Nix's own and are left out.
 *
 * @param folders Absolute; a missing one is empty.
 */
export function photograph(folders: readonly string[]): Photograph {
	const seen = new Map<string, string>();
	for (const folder of folders) look(folder, seen);
	return seen;
}

function look(file: string, seen: Map<string, string>): void {
	const stat = lstatSync(file, {bigint: true, throwIfNoEntry: false});
	if (stat === undefined) return;
	const owner = `${stat.mode.toString(8)} ${stat.uid}:${stat.gid}`;
	if (stat.isDirectory()) {
		seen.set(file, owner);
		for (const name of readdirSync(file)) {
			if (name !== '.links') look(path.join(file, name), seen);
		}
	} else {
		const text = stat.isSymbolicLink() ? readlinkSync(file) : '';
		seen.set(file, `${owner} ${stat.ino} ${stat.size} ${stat.mtimeNs} ${text}`);
	}
}

/** What differs between two; nothing when nothing does. */
export function differences(
	before: Photograph,
	after: Photograph,
): {readonly gone: readonly string[]; readonly come: readonly string[]; readonly changed: readonly string[]} {
	return {
		gone: [...before.keys()].filter((file) => !after.has(file)).sort(),
		come: [...after.keys()].filter((file) => !before.has(file)).sort(),
		changed: [...before]
			.filter(([file, was]) => after.has(file) && after.get(file) !== was)
			.map(([file]) => file)
			.sort(),
	};
}

/** Of paths those that are in no other of them. */
export function topmost(paths: readonly string[]): string[] {
	const all = new Set(paths);
	return paths.filter((file) => {
		for (let folder = path.dirname(file); folder !== '/' && folder !== '.'; folder = path.dirname(folder)) {
			if (all.has(folder)) return false;
		}

		return true;
	});
}

/** Bytes of all inodes of a store but the folder `.links` itself, as `du` counts them. */
export function diskSize(storeDirectory: string): number {
	const inodes = new Map<bigint, bigint>();
	const add = (file: string) => {
		const stat = lstatSync(file, {bigint: true});
		if (path.basename(file) !== '.links') inodes.set(stat.ino, stat.blocks * 512n);
		if (stat.isDirectory()) for (const name of readdirSync(file)) add(path.join(file, name));
	};
	add(storeDirectory);
	return Number([...inodes.values()].reduce((sum, size) => sum + size, 0n));
}
