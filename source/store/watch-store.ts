import {lstatSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {databaseFile, stampOf} from './database-files.js';
import {errorCode} from './error-code.js';
import {fileReason} from './file-reason.js';
import {homeFolder} from './nix-conf-files.js';
import {walkRoots} from './root-walk.js';
import type {LocalStore} from './store-address.js';
import {isInStore} from './store-path-of.js';
import {watchFiles, watchFolder} from './watch-files.js';
import {watchLinks} from './watch-links.js';

/** What has changed: valid paths, or what holds them. */
export type StoreChange = 'database' | 'roots';

export type StoreWatch = {
	/** Done when no later change goes unnoticed: a store that is read after that is followed without a gap. */
	readonly ready: Promise<void>;
	/** Ends it; nothing is told from then on. */
	close(): Promise<void>;
};

/** Milliseconds that changes are gathered for. */
const GATHERING = 200;

/** Milliseconds at least between two words. */
const PAUSE = 1000;

/** Folders in folders below gcroots and profiles. Nix knows no limit, and needs three. */
const DEEPEST_FOLDER = 8;

/**
 * Tells when a store changes: its database, and what may be roots: `gcroots`, `profiles`, temporary roots, the user's
 * profiles, links that indirect roots lead to. The store's own folder is never watched. Changes that follow each other
 * closely are told once, and at most once a second.
 *
 * @param options.environment Tells where profiles of the user are.
 * @param options.onFailure Called, at most once, with the reason why some changes will not be told: too many watches.
 */
export function watchStore(
	store: LocalStore,
	options: {
		readonly onChange: (what: StoreChange) => void;
		readonly environment?: NodeJS.ProcessEnv | undefined;
		readonly onFailure?: ((reason: string) => void) | undefined;
	},
): StoreWatch {
	const {environment = process.env} = options;
	const pending = new Set<StoreChange>();
	let timer: NodeJS.Timeout | undefined;
	let toldAt = Number.NEGATIVE_INFINITY;
	let hasFailed = false;
	let isClosed = false;

	function note(what: StoreChange): void {
		if (isClosed) {
			return;
		}

		pending.add(what);
		timer ??= setTimeout(tell, Math.max(GATHERING, toldAt + PAUSE - performance.now()));
	}

	function tell(): void {
		timer = undefined;
		toldAt = performance.now();
		const changes = [...pending];
		pending.clear();
		if (changes.includes('roots')) {
			links.follow(linksOutside(store));
		}

		for (const change of changes) {
			options.onChange(change);
		}
	}

	function onFailure(error: unknown): void {
		if (!hasFailed) {
			hasFailed = true;
			options.onFailure?.(watchReason(error));
		}
	}

	const onRoots = () => note('roots');
	const links = watchLinks({onChange: onRoots, onFailure});
	links.follow(linksOutside(store));
	const database = watchFiles(databaseFiles(store), {onChange: () => note('database'), onFailure});
	const temporaryRoots = watchFiles(temporaryRootFiles(store), {onChange: onRoots, onFailure});
	const trees = watchTrees(
		[
			...['gcroots', 'profiles'].map((name) => path.join(store.stateDirectory, name)),
			...(store.chroot === '' ? userProfileFolders(environment) : []),
		],
		{onChange: onRoots, onFailure},
	);
	return {
		ready: Promise.all([database.ready, temporaryRoots.ready, trees.ready]).then(() => {}),
		async close() {
			isClosed = true;
			clearTimeout(timer);
			links.close();
			await Promise.all([database.close(), temporaryRoots.close(), trees.close()]);
		},
	};
}

function databaseFiles(store: LocalStore) {
	const file = databaseFile(store);
	const files = new Set([file, `${file}-wal`, `${file}-journal`]);
	return {
		folder: path.dirname(file),
		isMeant: (name: string) => files.has(name),
		stamp() {
			try {
				return stampOf(file);
			} catch {
				return '';
			}
		},
	};
}

function temporaryRootFiles({stateDirectory}: LocalStore) {
	const folder = path.join(stateDirectory, 'temproots');
	return {
		folder,
		isMeant: () => true,
		stamp() {
			try {
				return readdirSync(folder)
					.map((name) => `${name} ${lstatSync(path.join(folder, name), {throwIfNoEntry: false})?.size}`)
					.join();
			} catch {
				return '';
			}
		},
	};
}

function watchTrees(
	folders: readonly string[],
	{onChange, onFailure}: {readonly onChange: () => void; readonly onFailure: (error: unknown) => void},
) {
	const opened = watchFolder(folders, {depth: DEEPEST_FOLDER});
	return {
		ready: opened
			.then(async (watcher) => {
				watcher.on('all', onChange).on('error', onFailure);
				await new Promise<void>((resolve) => watcher.once('ready', resolve));
			})
			.catch(onFailure),
		async close() {
			await (await opened.catch(() => undefined))?.close();
		},
	};
}

/** Where links of profiles are switched without any entry of gcroots changing. */
function userProfileFolders(environment: NodeJS.ProcessEnv): string[] {
	const home = homeFolder(environment);
	const state = environment.XDG_STATE_HOME || (home === undefined ? undefined : path.join(home, '.local/state'));
	return state === undefined ? [] : [path.join(state, 'nix/profiles')];
}

/** The words of inotify(7) for its limits are those of a full disk and of too many open files. */
function watchReason(error: unknown): string {
	return ['ENOSPC', 'EMFILE', 'ENFILE'].includes(errorCode(error))
		? 'the system allows no more watches'
		: fileReason(error);
}

/** The links that indirect roots lead to, the youngest first. */
function linksOutside(store: LocalStore): string[] {
	const folders = [store.storeDirectory, store.realStoreDirectory];
	return walkRoots(store)
		.roots.filter(({entry, link}) => link !== entry && !folders.some((folder) => isInStore(folder, link)))
		.sort((a, b) => (b.modifiedAt ?? 0) - (a.modifiedAt ?? 0))
		.map(({link}) => link);
}
