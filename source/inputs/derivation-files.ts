import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {settingIn} from '../parsers/nix-conf.js';
import {chrootOf, parseStoreUri} from '../parsers/store-uri.js';

/** Where the files of store paths lie on this machine. */
export type StoreLocation = {
	/**
	 * The folder that stands in front of every store path: empty for the usual store, DIR for a chroot store
	 * (`--store DIR`), whose `/nix/store/…` is at `DIR/nix/store/…`. The first one that has the file counts.
	 */
	readonly roots: readonly string[];
};

/** Enough to keep the disk busy; more would only take file descriptors. */
const FILES_AT_ONCE = 16;

/**
 * Reads derivations.
 *
 * @param paths Store paths of `.drv` files, as Nix prints them.
 * @returns The ATerm text of each; undefined where there is no such file (or it cannot be read).
 */
export async function readDerivations(
	paths: readonly string[],
	location: StoreLocation = {roots: ['']},
): Promise<Map<string, string | undefined>> {
	const contents = new Map<string, string | undefined>();
	let next = 0;
	async function readSome(): Promise<void> {
		while (next < paths.length) {
			const derivationPath = paths[next++]!;
			contents.set(derivationPath, await readDerivation(derivationPath, location));
		}
	}

	await Promise.all(Array.from({length: Math.min(FILES_AT_ONCE, paths.length)}, readSome));
	return contents;
}

async function readDerivation(derivationPath: string, location: StoreLocation): Promise<string | undefined> {
	// The path comes from a log: nothing but a file of that kind is ever opened.
	if (
		!path.isAbsolute(derivationPath) ||
		!derivationPath.endsWith('.drv') ||
		path.normalize(derivationPath) !== derivationPath
	) {
		return undefined;
	}

	for (const root of location.roots) {
		try {
			return await readFile(root + derivationPath, 'utf8');
		} catch {
			// Not there: a remote store, or a replay on another machine.
		}
	}

	return undefined;
}

/**
 * Finds where derivations lie, as Nix does: `--store`, else `store` of NIX_CONFIG, else NIX_REMOTE, else the usual place;
 * when there is none of these and no store on this machine, Nix uses one below the user's data folder.
 * Remote stores have no files here; the usual place is still tried, since the evaluation may have written there.
 *
 * @param store The value of `--store`.
 */
export function storeLocation(store: string | undefined, environment: NodeJS.ProcessEnv): StoreLocation {
	const configured = settingIn(environment.NIX_CONFIG ?? '', 'store');
	const root = chrootOf(parseStoreUri(store ?? configured ?? environment.NIX_REMOTE ?? 'auto'));
	if (root !== undefined) {
		return {roots: [root]};
	}

	const home = environment.HOME;
	const data = environment.XDG_DATA_HOME || (home ? path.join(home, '.local/share') : undefined);
	return {roots: data ? ['', path.join(data, 'nix/root')] : ['']};
}
