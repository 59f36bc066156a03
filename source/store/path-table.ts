import {makeDigestIndex} from './digest-index.js';

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

/** A path table that also finds names which are still bytes. */
export type IndexedPathTable = PathTable & {
	/** @returns The id of the base name `bytes[begin..end)`; -1 when no valid path is called that. */
	findBytes(bytes: Uint8Array, begin: number, end: number): number;
};

const DIGEST_LENGTH = 32;
const DERIVATION_EXTENSION = '.drv';

/**
 * @param storeDirectory Without a final slash.
 * @param bytes All base names, one after the other, in ASCII.
 * @param offsets Where each begins; one more than there are names. Both are kept, not copied.
 */
export function pathTableOf(storeDirectory: string, bytes: Uint8Array, offsets: Uint32Array): IndexedPathTable {
	const count = offsets.length - 1;
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let digests: ReturnType<typeof makeDigestIndex> | undefined;

	/** Half of a reading's questions never look for a name. */
	function index(): ReturnType<typeof makeDigestIndex> {
		digests ??= makeDigestIndex(bytes, offsets);
		return digests;
	}

	function findBytes(wanted: Uint8Array, begin: number, end: number): number {
		return end - begin > DIGEST_LENGTH ? index().find(wanted, begin, end) : -1;
	}

	return {
		storeDirectory,
		count,
		bytes,
		offsets,
		baseName: (id) => text.toString('latin1', offsets[id], offsets[id + 1]),
		name: (id) =>
			text.toString('latin1', Math.min(offsets[id]! + DIGEST_LENGTH + 1, offsets[id + 1]!), offsets[id + 1]),
		path: (id) => `${storeDirectory}/${text.toString('latin1', offsets[id], offsets[id + 1])}`,
		isDerivation(id) {
			const end = offsets[id + 1]!;
			return (
				end - offsets[id]! > DIGEST_LENGTH &&
				bytes[end - 1] === 0x76 &&
				bytes[end - 2] === 0x72 &&
				bytes[end - 3] === 0x64 &&
				bytes[end - DERIVATION_EXTENSION.length] === 0x2e
			);
		},
		findBaseName(baseName) {
			const wanted = Buffer.from(baseName, 'utf8');
			return findBytes(wanted, 0, wanted.length);
		},
		findDigest(digest) {
			const wanted = Buffer.from(digest, 'utf8');
			return wanted.length === DIGEST_LENGTH ? index().find(wanted, 0, DIGEST_LENGTH) : -1;
		},
		findBytes,
	};
}
