import {lstat, opendir, readdir, readlink} from 'node:fs/promises';
import path from 'node:path';
import {isForbidden} from './error-code.js';

/** `nix-build-NAME.drv-0`: Nix 2.8 up to 2.29 in the temporary folder, later in a folder of builds. */
const NAMED_BUILD = /^nix-build-[0-9a-zA-Z+\-._?=]+\.drv-\d+$/;

/** `nix-PID-N` in a folder of builds only: elsewhere Nix uses such names for other things, while it runs. */
const NUMBERED_BUILD = /^nix-\d+-\d+$/;

/** Nix gives a folder to everybody when it keeps it, as the last thing that it does with it. */
const KEPT_PERMISSIONS = 0o055;

/** Where Nix builds. */
export type BuildFolder = {
	readonly folder: string;
	/** Nothing but builds is in there, as in `/nix/var/nix/builds`; else it is a temporary folder of everybody. */
	readonly isForBuilds: boolean;
};

export type KeptBuilds = {
	/** Absolute, sorted. */
	readonly folders: readonly string[];
	/** Whether the folder could be read; one that is not there counts as empty. */
	readonly isComplete: boolean;
};

/**
 * Finds what failed builds left behind under `--keep-failed` (Nix 2.8 to 2.34: deleteTmpDir, cleanupBuild in
 * src/libstore). A running build's folder is its owner's alone (0700), and so is one that a killed Nix left: those two
 * cannot be told apart for certain, so neither counts. Nor does one that some process is in, as the shell of somebody
 * who looks for the fault.
 */
export async function keptBuilds({folder, isForBuilds}: BuildFolder, inUse: ReadonlySet<string>): Promise<KeptBuilds> {
	const found: string[] = [];
	try {
		for await (const {name} of await opendir(folder)) {
			if (NAMED_BUILD.test(name) || (isForBuilds && NUMBERED_BUILD.test(name))) {
				found.push(path.join(folder, name));
			}
		}
	} catch (error) {
		if (isForbidden(error)) {
			return {folders: [], isComplete: false};
		}
	}

	const kept = await Promise.all(found.map(isKept));
	return {folders: found.filter((build, index) => kept[index] && !isAround(build, inUse)).sort(), isComplete: true};
}

/** @returns The working folders of all processes that can be looked into. */
export async function workingFolders(procDirectory = '/proc'): Promise<Set<string>> {
	const found = new Set<string>();
	for (const name of await readdir(procDirectory).catch(() => [])) {
		if (/^\d+$/.test(name)) {
			const folder = await readlink(path.join(procDirectory, name, 'cwd')).catch(() => undefined);
			if (folder !== undefined) {
				found.add(folder);
			}
		}
	}

	return found;
}

async function isKept(build: string): Promise<boolean> {
	try {
		const stats = await lstat(build);
		return stats.isDirectory() && (stats.mode & KEPT_PERMISSIONS) === KEPT_PERMISSIONS;
	} catch {
		return false;
	}
}

function isAround(build: string, inUse: ReadonlySet<string>): boolean {
	return [...inUse].some((folder) => `${folder}/`.startsWith(`${build}/`));
}
