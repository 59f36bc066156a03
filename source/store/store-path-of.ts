/** Nix's base 32 has no e, o, t, u; names must not begin with `.`, `..` or these and a dash (src/libstore/path.cc). */
const STORE_PATH_NAME = /^[0-9a-df-np-sv-z]{32}-(?!\.{1,2}(?:-|$))[0-9a-zA-Z+\-._?=]{1,211}$/;

/** Whether Nix takes it for the base name of a store path: `DIGEST-NAME`. */
export function isStorePathName(baseName: string): boolean {
	return STORE_PATH_NAME.test(baseName);
}

/** Whether Nix takes a link's target for one in the store, by its words alone (Nix: isInStore). */
export function isInStore(storeDirectory: string, file: string): boolean {
	return file.startsWith(`${storeDirectory}/`) && file.length > storeDirectory.length + 1;
}

/**
 * The store path that a file belongs to, by its words alone (Nix: toStorePath).
 * @returns Undefined when it is not in the store, or not below a name that Nix takes for a store path, as
 * `/nix/store/DIGEST-NAME (deleted)`.
 */
export function storePathOf(storeDirectory: string, file: string): string | undefined {
	if (!isInStore(storeDirectory, file)) {
		return undefined;
	}
	const slash = file.indexOf('/', storeDirectory.length + 1);
	const storePath = slash === -1 ? file : file.slice(0, slash);
	return isStorePathName(storePath.slice(storeDirectory.length + 1)) ? storePath : undefined;
}
