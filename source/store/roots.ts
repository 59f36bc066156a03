import {readlinkSync} from 'node:fs';
import path from 'node:path';
import {bootDefault} from './boot-default.js';
import {parseGenerationName} from './generation-name.js';
import type {PathTable} from './path-table.js';
import {ProcessNames} from './process-names.js';
import {protectionOf} from './protection.js';
import type {Root, RootsReading} from './root.js';
import {classifyRoot, type RootPlaces} from './root-kind.js';
import {type WalkedRoot, walkRoots} from './root-walk.js';
import {type RuntimeRoot, type RuntimeRoots, readRuntimeRoots} from './runtime-roots.js';
import type {LocalStore} from './store-address.js';
import {readTemporaryRoots, type TemporaryRoot, type TemporaryRoots} from './temporary-roots.js';

export type RootsOptions = {
	readonly environment: NodeJS.ProcessEnv;
	/** Other than `/proc`, for tests. */
	readonly procDirectory?: string;
	/** Other than where NixOS mounts them, for tests. */
	readonly bootFolders?: readonly string[];
	/** Other than who runs nixscope, for tests. */
	readonly userId?: number;
};

/**
 * Everything that Nix would take for a root now, and links that lead nowhere, in the order: links, processes, temporary
 * roots. Whether a target is valid is not known yet: see resolveRoots. Nothing is written, removed or locked; the one
 * exception is told at tryLock in file-locks.ts.
 *
 * nixscope itself is left out: once it has ended, a collection does not see it.
 */
export function readRoots(store: LocalStore, options: RootsOptions): RootsReading {
	const procDirectory = options.procDirectory ?? '/proc';
	const walk = walkRoots(store);
	const runtime = readRuntimeRoots(store.storeDirectory, procDirectory);
	const temporary = readTemporaryRoots(store, procDirectory);
	const processes = new ProcessNames(procDirectory);
	const places = placesOf(store, options.environment);
	const found = [
		...walk.roots.map((root) => linkRoot(root, places)),
		...runtime.roots.map((root) => runtimeRoot(root, processes)),
		...temporary.roots.map((root) => temporaryRoot(root, processes)),
	];
	const currentGenerations = readCurrentGenerations(found);
	const targetOf = (kind: Root['kind']) => found.find((root) => root.kind === kind)?.target ?? undefined;
	const kept = {
		storeDirectory: store.storeDirectory,
		currentGenerations,
		currentSystem: targetOf('current-system'),
		bootedSystem: targetOf('booted-system'),
		bootDefault: store.chroot === '' ? bootDefault(store.storeDirectory, options.bootFolders) : undefined,
	};
	const roots = found.map((root) => {
		const protection = protectionOf(root, kept);
		return {...root, protected: protection !== null, protection};
	});
	const digestStart = store.storeDirectory.length + 1;
	return {
		roots,
		currentGenerations,
		temporaryDigests: new Set(temporary.roots.map(({target}) => target.slice(digestStart, digestStart + 32))),
		unreadable: [
			...walk.unreadableFolders,
			...unreadableLinks(walk.roots),
			...unreadableProcesses(runtime, options.userId ?? process.geteuid?.()),
			...unreadableTemporaryRoots(temporary),
		],
	};
}

/**
 * Tells roots whose target is no valid path, which hold nothing. Of processes these are left out, as Nix does: they may
 * use any file of the store. Temporary roots stay: Nix lists them, and they protect files by their digest.
 */
export function resolveRoots(reading: RootsReading, names: PathTable): RootsReading {
	const roots = reading.roots.flatMap((root): Root[] => {
		if (root.state !== 'live' || root.target === null || names.findBaseName(path.basename(root.target)) !== -1) {
			return [root];
		}
		return root.kind === 'process' ? [] : [{...root, state: 'invalid'}];
	});
	return {...reading, roots};
}

function placesOf(store: LocalStore, environment: NodeJS.ProcessEnv): RootPlaces {
	const {XDG_STATE_HOME, HOME} = environment;
	const state = XDG_STATE_HOME || (HOME && path.join(HOME, '.local/state'));
	return {
		stateDirectory: store.stateDirectory,
		holdsFolder: state ? path.join(state, 'nixscope/holds') : undefined,
	};
}

function linkRoot({entry, link, target, state, modifiedAt, isRegularFile}: WalkedRoot, places: RootPlaces): Root {
	const classified = classifyRoot({link, entry, isRegularFile}, places);
	return {...classified, link, entry, target, state, protected: false, protection: null, modifiedAt, process: null};
}

function runtimeRoot({link, target, pid}: RuntimeRoot, processes: ProcessNames): Root {
	const named = pid === undefined ? null : processes.of(pid);
	return {
		kind: named ? 'process' : 'other',
		link,
		entry: null,
		target,
		state: 'live',
		protected: false,
		protection: null,
		modifiedAt: named?.startedAt ?? null,
		process: named && {pid: named.pid, command: named.command, user: named.user},
		generation: null,
	};
}

function temporaryRoot({pid, target, modifiedAt}: TemporaryRoot, processes: ProcessNames): Root {
	const {command, user} = processes.of(pid);
	return {
		kind: 'temporary',
		link: `{temp:${pid}}`,
		entry: null,
		target,
		state: 'live',
		protected: false,
		protection: null,
		modifiedAt,
		process: {pid, command, user},
		generation: null,
	};
}

function readCurrentGenerations(roots: readonly Root[]): Map<string, number> {
	const current = new Map<string, number>();
	for (const profile of new Set(roots.map(({generation}) => generation?.profile))) {
		const target = profile && readLink(profile);
		const generation = target && parseGenerationName(path.resolve(path.dirname(profile), target));
		if (generation && generation.profile === profile) {
			current.set(profile, generation.number);
		}
	}
	return current;
}

function readLink(file: string): string | undefined {
	try {
		return readlinkSync(file);
	} catch {
		return undefined;
	}
}

function unreadableLinks(roots: readonly WalkedRoot[]): string[] {
	const {length} = roots.filter(({state}) => state === 'unreadable');
	return length > 0 ? [`links in folders of other users (${length})`] : [];
}

/** What root cannot look into, as in a sandbox, a collection cannot either: it deletes what only such a process uses. */
function unreadableProcesses({unreadablePids, seesProcesses}: RuntimeRoots, userId: number | undefined): string[] {
	if (!seesProcesses) {
		return ['running processes'];
	}
	return unreadablePids.length > 0 && userId !== 0 ? [`processes of other users (${unreadablePids.length})`] : [];
}

function unreadableTemporaryRoots({unreadableFiles}: TemporaryRoots): string[] {
	if (unreadableFiles === undefined) {
		return ['temporary roots'];
	}
	return unreadableFiles > 0 ? [`temporary roots (${unreadableFiles})`] : [];
}
