import {lstatSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {errorCode, isForbidden} from './error-code.js';
import {FileLocks, tryLock} from './file-locks.js';
import {isStorePathName} from './store-path-of.js';

export type TemporaryRoot = {
	readonly pid: number;
	readonly target: string;
	/** When its file was last written, in milliseconds since 1970. */
	readonly modifiedAt: number;
};

export type TemporaryRoots = {
	readonly roots: readonly TemporaryRoot[];
	/** Files of running processes that could not be read; undefined when not even the folder could be. */
	readonly unreadableFiles: number | undefined;
};

/**
 * What running Nix processes hold: `temproots/PID`, store paths each with a final NUL (src/libstore/gc.cc,
 * findTempRoots). Nix locks its file as long as it runs; one whose lock is free is stale and holds nothing. Where the
 * lock's state cannot be found out, the file counts as held: better too many roots than too few.
 */
export function readTemporaryRoots(
	{storeDirectory, stateDirectory}: {readonly storeDirectory: string; readonly stateDirectory: string},
	procDirectory = '/proc',
): TemporaryRoots {
	const folder = path.join(stateDirectory, 'temproots');
	let names: string[];
	try {
		names = readdirSync(folder).sort();
	} catch (error) {
		return {roots: [], unreadableFiles: isForbidden(error) ? undefined : 0};
	}
	const locks = new FileLocks(procDirectory);
	const roots: TemporaryRoot[] = [];
	let unreadableFiles = 0;
	for (const name of names) {
		const pid = Number.parseInt(name, 10);
		if (Number.isNaN(pid)) {
			continue;
		}
		const file = path.join(folder, name);
		try {
			const stat = lstatSync(file, {bigint: true});
			if (isHeld(locks, file, stat, pid)) {
				const modifiedAt = Number(stat.mtimeMs);
				roots.push(...targetsOf(readFileSync(file, 'latin1'), storeDirectory, {pid, modifiedAt}));
			}
		} catch (error) {
			// Nix removes its file when it ends.
			unreadableFiles += errorCode(error) === 'ENOENT' ? 0 : 1;
		}
	}
	return {roots, unreadableFiles};
}

function isHeld(locks: FileLocks, file: string, stat: {readonly dev: bigint; readonly ino: bigint}, pid: number) {
	const state = locks.state(stat, pid);
	return (state === 'unknown' ? tryLock(file) : state) !== 'free';
}

function targetsOf(
	contents: string,
	storeDirectory: string,
	from: {readonly pid: number; readonly modifiedAt: number},
): TemporaryRoot[] {
	// What has no NUL yet is still being written.
	const targets = contents.split('\0').slice(0, -1);
	return [...new Set(targets)]
		.filter((target) => path.dirname(target) === storeDirectory && isStorePathName(path.basename(target)))
		.map((target) => ({...from, target}));
}
