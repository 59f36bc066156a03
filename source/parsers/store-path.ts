/** Characters of the digest in a store path. */
const DIGEST_LENGTH = 32;

export type StorePathParts = {
	/** The folder the path stands in: `/nix/store`; empty when only a base name was given. */
	readonly storeDirectory: string;
	/** Undefined when the path has none, as in a path that is no store path. */
	readonly digest: string | undefined;
	/** The rest of the base name: `firefox-145.0`, `firefox-145.0.drv`. */
	readonly name: string;
};

export type PackageName = {
	/** `firefox` */
	readonly name: string;
	/** `145.0`; empty when the name has none. */
	readonly version: string;
};

/** @param path A store path or its base name. A path below a store path is not cut to it. */
export function splitStorePath(path: string): StorePathParts {
	const slash = path.lastIndexOf('/');
	const storeDirectory = path.slice(0, Math.max(0, slash));
	const base = path.slice(slash + 1);
	return base[DIGEST_LENGTH] === '-' && isDigest(base)
		? {storeDirectory, digest: base.slice(0, DIGEST_LENGTH), name: base.slice(DIGEST_LENGTH + 1)}
		: {storeDirectory, digest: undefined, name: base};
}

/** @returns The path without folder and digest: `firefox-145.0.drv`. */
export function storePathName(path: string): string {
	return splitStorePath(path).name;
}

/**
 * Name and version as Nix's parseDrvName splits them (src/libstore/names.cc): the version begins after the first dash
 * that is not followed by a letter.
 */
export function packageName(name: string): PackageName {
	for (let index = name.indexOf('-'); index !== -1; index = name.indexOf('-', index + 1)) {
		if (index + 1 < name.length && !isLetter(name.charCodeAt(index + 1))) {
			return {name: name.slice(0, index), version: name.slice(index + 1)};
		}
	}

	return {name, version: ''};
}

function isDigest(base: string): boolean {
	for (let index = 0; index < DIGEST_LENGTH; index += 1) {
		const code = base.charCodeAt(index);
		if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a))) {
			return false;
		}
	}

	return true;
}

function isLetter(code: number): boolean {
	return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
