import path from 'node:path';

/** A store as Nix names it: `--store`, the setting `store`, NIX_REMOTE. */
export type StoreUri = {
	/** `auto`, `local`, `unix` (the daemon), `ssh`, `ssh-ng`, `file`, `https`, …; empty for what is no URI. */
	readonly scheme: string;
	/** What stands between `://` and `?`, its percent signs not decoded: `user@host`, `/folder`. */
	readonly location: string;
	readonly parameters: ReadonlyMap<string, string>;
};

const names: ReadonlyMap<string, string> = new Map([
	['', 'auto'],
	['auto', 'auto'],
	['daemon', 'unix'],
	['local', 'local'],
]);

/** Stores whose files are below a folder of this machine, which is `root` or what stands for it. */
const rootedSchemes: ReadonlySet<string> = new Set(['auto', 'local', 'unix']);

/**
 * As Nix does (StoreReference::parse in src/libstore/store-reference.cc): `SCHEME://LOCATION?PARAMETERS`, one of the
 * words auto, daemon and local, or a folder, which needs a slash in its name and is the root of a chroot store.
 *
 * @param workingDirectory In which a folder is understood.
 */
export function parseStoreUri(uri: string, workingDirectory = '.'): StoreUri {
	const question = uri.indexOf('?');
	const base = question === -1 ? uri : uri.slice(0, question);
	const parameters = new Map(
		question === -1 ? [] : new URLSearchParams(uri.slice(question + 1).replaceAll('+', '%2B')),
	);
	const named = names.get(base);
	if (named !== undefined) {
		return {scheme: named, location: '', parameters};
	}

	const [, scheme, location] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/s.exec(base) ?? [];
	if (scheme !== undefined && location !== undefined) {
		return {scheme, location, parameters};
	}

	return base.includes('/') && !base.includes('://')
		? {scheme: 'local', location: encodeURI(path.resolve(workingDirectory, base)), parameters}
		: {scheme: '', location: base, parameters};
}

/** @returns The root of a chroot store, absolute and without a final slash; undefined when the URI names none. */
export function chrootOf({scheme, location, parameters}: StoreUri, workingDirectory = '.'): string | undefined {
	const folder = parameters.get('root') || (scheme === 'local' ? decoded(location) : '');
	if (folder === '' || !rootedSchemes.has(scheme)) {
		return undefined;
	}

	const root = path.resolve(workingDirectory, folder);
	return root === '/' ? '' : root;
}

/** @returns The text without its percent signs; as it is where they are wrong. */
export function decoded(location: string): string {
	try {
		return decodeURIComponent(location);
	} catch {
		return location;
	}
}
