/** The base names of store paths (`DIGEST-NAME`) as bytes, found by id and by name. */
export type PathTable = {
	/** `/nix/store`, without a final slash. */
	readonly storeDirectory: string;
	readonly count: number;
	/** All base names, one after the other, in ASCII. */
	readonly bytes: Uint8Array;
	/** Where each begins in `bytes`; one more than there are paths. */
	readonly offsets: Uint32Array;
	/** @returns `DIGEST-NAME` */
	baseName(id: number): string;
	/** @returns The base name without its digest: `firefox-145.0`. */
	name(id: number): string;
	/** @returns The absolute store path. */
	path(id: number): string;
	/** Whether it is a `.drv`. */
	isDerivation(id: number): boolean;
	/** @param baseName `DIGEST-NAME`. @returns -1 when no valid path is called that. */
	findBaseName(baseName: string): number;
	/** @param digest The first 32 characters of a base name. @returns -1 when there is none. */
	findDigest(digest: string): number;
};
