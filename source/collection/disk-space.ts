import {lstatSync, statfsSync} from 'node:fs';
import path from 'node:path';
import type {LocalStore} from '../store/store-address.js';

export type DiskSpace = {
	/** Bytes that are free for ordinary users, as df(1) shows them. */
	readonly free: number;
	readonly total: number;
};

/** @returns Null where the system does not tell. */
export function diskSpace(folder: string): DiskSpace | null {
	try {
		const {bavail, blocks, bsize} = statfsSync(folder);
		return {free: bavail * bsize, total: blocks * bsize};
	} catch {
		return null;
	}
}

/**
 * Nix keeps 8 MiB of the disk for a collection on a full one: it gives them up before it deletes, and takes them again when
 * it next opens the store (`gc-reserved-space`; Nix: local-store.cc, gc.cc).
 *
 * @returns Bytes of its blocks; 0 where there is none.
 */
export function reservedSpace({stateDirectory}: Pick<LocalStore, 'stateDirectory'>): number {
	try {
		return lstatSync(path.join(stateDirectory, 'db/reserved')).blocks * 512;
	} catch {
		return 0;
	}
}
