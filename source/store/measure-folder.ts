import type {Stats} from 'node:fs';
import {lstat, opendir} from 'node:fs/promises';
import path from 'node:path';
import {errorCode} from './error-code.js';
import {InodeNumbers} from './inode-numbers.js';

/** So many files are asked for at once: a fraction of a millisecond of this thread. */
const BATCH = 32;

export type FolderSize = {
	/** Bytes of the blocks of all that is in there and of the folder; inodes with several names once. */
	readonly diskSize: number;
	/** Whatever is no folder. */
	readonly files: number;
	/** Whether all of it could be looked at. */
	readonly isComplete: boolean;
};

/**
 * Measures a folder and all below it on the same file system, as `du -x`. It may hold a million files and lie on a slow
 * disk: it is read in small batches, off this thread.
 *
 * @param options.onFiles Called with the number of files that are new since the last call.
 * @returns Zeros for a folder that is not there.
 * @throws The reason of the signal.
 */
export async function measureFolder(
	folder: string,
	{
		onFiles,
		signal,
	}: {readonly onFiles?: ((files: number) => void) | undefined; readonly signal?: AbortSignal | undefined} = {},
): Promise<FolderSize> {
	const inodes = new InodeNumbers();
	const seen = new Set<number>();
	const pending: string[] = [];
	let diskSize = 0;
	let files = 0;
	let isComplete = true;
	let device: number | undefined;

	function note(file: string, stats: Stats): void {
		device ??= stats.dev;
		if (stats.dev !== device) {
			return;
		}

		if (stats.isDirectory()) {
			pending.push(file);
		} else {
			files++;
			if (stats.nlink > 1) {
				const inode = inodes.of(stats, file);
				if (seen.has(inode)) {
					return;
				}

				seen.add(inode);
			}
		}

		diskSize += stats.blocks * 512;
	}

	async function look(batch: readonly string[]): Promise<void> {
		signal?.throwIfAborted();
		const filesBefore = files;
		await Promise.all(
			batch.map(async (file) => {
				try {
					note(file, await lstat(file));
				} catch (error) {
					// A name that is no UTF-8 is not found by what it looks like.
					isComplete &&= errorCode(error) === 'ENOENT' && !file.includes('\uFFFD');
				}
			}),
		);
		onFiles?.(files - filesBefore);
	}

	await look([folder]);
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		let batch: string[] = [];
		try {
			for await (const {name} of await opendir(next, {bufferSize: BATCH})) {
				batch.push(path.join(next, name));
				if (batch.length === BATCH) {
					await look(batch);
					batch = [];
				}
			}
		} catch (error) {
			signal?.throwIfAborted();
			isComplete &&= errorCode(error) === 'ENOENT';
		}

		await look(batch);
	}

	return {diskSize, files, isComplete};
}
