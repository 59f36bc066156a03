import {statfsSync} from 'node:fs';

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
