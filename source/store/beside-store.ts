import {lstat, stat, statfs} from 'node:fs/promises';
import path from 'node:path';
import {type BuildFolder, keptBuilds, workingFolders} from './kept-builds.js';
import {type FolderSize, measureFolder} from './measure-folder.js';
import {lastSetting, readNixConfFiles} from './nix-conf-files.js';
import type {LocalStore} from './store-address.js';

/** Something of Nix's that lies beside a store: no collection takes it away. */
export type BesidePlace = {
	readonly kind: 'nix-cache' | 'build-logs' | 'kept-builds';
	/** A folder; for kept builds the pattern of theirs: `/tmp/nix-build-*`. */
	readonly path: string;
	/** Bytes of the blocks of all that is in there. */
	readonly diskSize: number;
	/** Folders of kept builds; files otherwise. */
	readonly count: number;
	/** Whether all of it could be looked at. */
	readonly isComplete: boolean;
	/** Whether the store gets room when it goes: `/tmp` may well be another disk. */
	readonly isOnStoreDisk: boolean;
	/** What clears it, for people to run: nixscope never does. Null where that is for nobody to remove. */
	readonly command: readonly string[] | null;
};

export type BesideStore = {
	/** Those that there are; the largest first. */
	readonly places: readonly BesidePlace[];
	/** Bytes of the disk that the store is on, free for ordinary users. Null where that is not told. */
	readonly disk: {readonly total: number; readonly free: number} | null;
};

export type BesideOptions = {
	/** Called with the number of files looked at so far. */
	readonly onProgress?: ((files: number) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Other than those of this machine, for tests. */
	readonly temporaryFolders?: readonly string[];
	/** Other than `/proc`, for tests. */
	readonly procDirectory?: string;
	/** Other than who runs nixscope, for tests. */
	readonly userId?: number | undefined;
};

/** Bytes that a disk may fill or free between two looks at it. */
const FREE_TOLERANCE = 2 ** 26;

type Found = Pick<BesidePlace, 'kind' | 'path'> & {
	readonly folders: readonly string[];
	/** What is removed; the folder itself may be the system's. */
	readonly removed: readonly string[];
	readonly isComplete: boolean;
};

/**
 * Measures what lies beside a store, a little at a time, so that the thread goes on with its other work.
 *
 * @throws The reason of the signal, when that is aborted.
 */
export async function besideStore(
	where: {
		readonly store: Pick<LocalStore, 'stateDirectory' | 'realStoreDirectory' | 'chroot'>;
		readonly environment: NodeJS.ProcessEnv;
		/** Of the user; undefined where there is none. */
		readonly home: string | undefined;
	},
	options: BesideOptions = {},
): Promise<BesideStore> {
	const {onProgress, signal, userId = process.geteuid?.()} = options;
	const {realStoreDirectory} = where.store;
	let total = 0;
	const watch = {
		signal,
		onFiles(files: number) {
			total += files;
			onProgress?.(total);
		},
	};
	const places: BesidePlace[] = [];
	for (const found of await findPlaces(where, options)) {
		const sizes: FolderSize[] = [];
		for (const folder of found.folders) {
			sizes.push(await measureFolder(folder, watch));
		}

		const {kind, path} = found;
		const files = sum(sizes, ({files}) => files);
		const count = kind === 'kept-builds' ? found.folders.length : files;
		if (count > 0 || !found.isComplete) {
			places.push({
				kind,
				path,
				diskSize: sum(sizes, ({diskSize}) => diskSize),
				count,
				isComplete: found.isComplete && sizes.every(({isComplete}) => isComplete),
				isOnStoreDisk: await isSameDisk(found.folders[0] ?? path, realStoreDirectory),
				command: await commandFor(found.removed, userId),
			});
		}
	}

	const disk = await statfs(realStoreDirectory).catch(() => undefined);
	return {
		places: places.sort((a, b) => b.diskSize - a.diskSize),
		disk: disk === undefined ? null : {total: disk.blocks * disk.bsize, free: disk.bavail * disk.bsize},
	};
}

async function findPlaces(
	{store, environment, home}: Parameters<typeof besideStore>[0],
	{temporaryFolders, procDirectory}: BesideOptions,
): Promise<Found[]> {
	const cache = cacheFolder(environment, home);
	// Logs stand in `drvs`; a chroot store has its own (LocalFSStoreConfig in src/libstore).
	const logs =
		store.chroot === '' ? environment.NIX_LOG_DIR || '/nix/var/log/nix' : path.join(store.chroot, 'nix/var/log/nix');
	const logsOfBuilds = path.join(logs, 'drvs');
	const found: Found[] = [
		{kind: 'build-logs', path: logs, folders: [logsOfBuilds], removed: [logsOfBuilds], isComplete: true},
	];
	if (cache !== undefined) {
		found.push({kind: 'nix-cache', path: cache, folders: [cache], removed: [cache], isComplete: true});
	}

	const inUse = await workingFolders(procDirectory);
	for (const place of buildFolders(store, environment, temporaryFolders)) {
		const {folders, isComplete} = await keptBuilds(place, inUse);
		const pattern = path.join(place.folder, place.isForBuilds ? 'nix-*' : 'nix-build-*');
		found.push({kind: 'kept-builds', path: pattern, folders, removed: folders, isComplete});
	}

	return found;
}

/** NIX_CACHE_HOME is younger than Nix 2.8 (getCacheDir in src/libutil/users.cc). */
function cacheFolder(environment: NodeJS.ProcessEnv, home: string | undefined): string | undefined {
	const caches = environment.XDG_CACHE_HOME || (home === undefined ? undefined : path.join(home, '.cache'));
	return environment.NIX_CACHE_HOME || (caches === undefined ? undefined : path.join(caches, 'nix'));
}

/**
 * Temporary folders up to Nix 2.29, `builds` from then on, and the setting `build-dir` in both (getBuildDir in
 * src/libstore/local-store.cc). A daemon's TMPDIR is its own; `/var/tmp` is what people set where `/tmp` is small.
 */
function buildFolders(
	{stateDirectory}: Pick<LocalStore, 'stateDirectory'>,
	environment: NodeJS.ProcessEnv,
	temporaryFolders: readonly string[] = [environment.TMPDIR || '/tmp', '/tmp', '/var/tmp'],
): BuildFolder[] {
	const configured = lastSetting(readNixConfFiles(environment), 'build-dir')?.value;
	const own = new Set([path.join(stateDirectory, 'builds'), ...(configured ? [path.resolve(configured)] : [])]);
	const temporary = new Set(temporaryFolders.map((folder) => path.resolve(folder)));
	return [
		...[...own].map((folder) => ({folder, isForBuilds: true})),
		...[...temporary].filter((folder) => !own.has(folder)).map((folder) => ({folder, isForBuilds: false})),
	];
}

/** Folders of one file system may have devices of their own (subvolumes); they have the same room then. */
async function isSameDisk(one: string, other: string): Promise<boolean> {
	try {
		if ((await stat(one)).dev === (await stat(other)).dev) {
			return true;
		}

		const [a, b] = [await statfs(one), await statfs(other)];
		return a.type === b.type && Math.abs(a.bavail * a.bsize - b.bavail * b.bsize) <= FREE_TOLERANCE;
	} catch {
		return false;
	}
}

/** Build folders are full of files that may not be written, which `rm -r` asks about one by one. */
async function commandFor(removed: readonly string[], userId: number | undefined): Promise<string[] | null> {
	if (removed.length === 0) {
		return null;
	}

	const owners = await Promise.all(removed.map(async (folder) => (await lstat(folder).catch(() => undefined))?.uid));
	const isOwn = userId === 0 || owners.every((owner) => owner === userId);
	return [...(isOwn ? [] : ['sudo']), 'rm', '-rf', ...removed];
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
	return items.reduce((total, item) => total + of(item), 0);
}
