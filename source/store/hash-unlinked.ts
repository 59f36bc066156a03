import {lstatSync} from 'node:fs';
import type {LinkFarm} from './link-farm.js';
import {narHashOf} from './nar-hash.js';
import {ScanProgress, type ScanWatch} from './scan-watch.js';
import {linksFolderName} from './store-entries.js';
import type {UnlinkedFiles} from './unlinked-files.js';
import type {UnreadableFiles} from './unreadable-files.js';

export const NO_CONTENT = 0xffff_ffff;

/** What unlinked inodes hold: equal numbers are equal files, as their NARs tell. */
export type Contents = {
	/** By inode; NO_CONTENT where it can be equal to nothing, or cannot be read. */
	readonly ofInode: Uint32Array;
	/** By content: whether `.links` has an entry for it that Nix takes, which is one of the same size. */
	readonly isLinked: readonly boolean[];
};

/**
 * Hashes the inodes that may be equal to another one, or to an entry of `.links`: whose size, and kind, is not theirs
 * alone.
 *
 * @throws ScanCancelled
 */
export function hashUnlinked(
	realStoreDirectory: string,
	files: UnlinkedFiles,
	{sizes}: LinkFarm,
	unreadable: UnreadableFiles,
	watch: ScanWatch,
): Contents {
	const ofInode = new Uint32Array(files.inodeCount).fill(NO_CONTENT);
	const isLinked: boolean[] = [];
	const known = new Map<string, number>();
	const candidates = candidatesOf(files, sizes);
	const progress = new ScanProgress(watch, 'comparing files', candidates.count);
	const isDone = new Uint8Array(files.inodeCount);
	for (let file = 0; file < files.count; file++) {
		const inode = files.inodeOf(file);
		if (isDone[inode] === 1 || !candidates.has(inode)) {
			continue;
		}

		isDone[inode] = 1;
		progress.step();
		ofInode[inode] = contentOf(file, inode);
	}

	return {ofInode, isLinked};

	function contentOf(file: number, inode: number): number {
		const path = files.absolutePath(file);
		let hash: string;
		try {
			hash = narHashOf(path, files.kind(inode), files.size(inode));
		} catch (error) {
			unreadable.add(path, error);
			return NO_CONTENT;
		}

		let content = known.get(hash);
		if (content === undefined) {
			content = isLinked.length;
			known.set(hash, content);
			const link = sizes.has(files.size(inode))
				? lstatSync(`${realStoreDirectory}/${linksFolderName}/${hash}`, {throwIfNoEntry: false})
				: undefined;
			isLinked.push(link?.size === files.size(inode));
		}

		return content;
	}
}

function candidatesOf(files: UnlinkedFiles, linkSizes: ReadonlySet<number>) {
	const inodesOfClass = new Map<string | number, number>();
	const classOf = (inode: number) => {
		const kind = files.kind(inode);
		return kind === 'regular' ? files.size(inode) : `${kind} ${files.size(inode)}`;
	};

	for (let inode = 0; inode < files.inodeCount; inode++) {
		const key = classOf(inode);
		inodesOfClass.set(key, (inodesOfClass.get(key) ?? 0) + 1);
	}

	const has = (inode: number) => linkSizes.has(files.size(inode)) || inodesOfClass.get(classOf(inode))! > 1;
	let count = 0;
	for (let inode = 0; inode < files.inodeCount; inode++) {
		count += has(inode) ? 1 : 0;
	}

	return {has, count};
}
