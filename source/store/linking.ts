import {type Contents, NO_CONTENT} from './hash-unlinked.js';
import {NO_FOLDER, type UnlinkedFiles} from './unlinked-files.js';

/** What would come of linking, by content. */
export type Linking = {
	/** Files that would be replaced by a link. */
	readonly replaced: Uint32Array;
	/** Files of that content that are not in `.links` now. */
	readonly unlinked: Uint32Array;
};

const NEVER = 0xffff_ffff;

/**
 * Goes through the files as `nix-store --optimise` of Nix 2.23 and newer does. What it counts is not what the disk gets
 * back where one inode has several names that are not in `.links`: each name that it replaces counts. It skips names of
 * inodes that it has met when it reads a folder, and files of such inodes that still have several names (optimise-store.cc:
 * readDirectoryIgnoringInodes, optimisePath_). Older versions forget what they replaced.
 *
 * A file system's greatest number of links is not thought of (ext4: 65,000): Nix passes over what is beyond it, mostly
 * empty files.
 */
export function linkAll(
	files: UnlinkedFiles,
	{ofInode, isLinked}: Contents,
	{forgetsReplaced}: {readonly forgetsReplaced: boolean},
): Linking {
	const replaced = new Uint32Array(isLinked.length);
	const unlinked = new Uint32Array(isLinked.length);
	const hasEntry = Uint8Array.from(isLinked, Number);
	/** By inode: before which file Nix put it among those that it knows. */
	const metAt = new Uint32Array(files.inodeCount).fill(NEVER);
	const links = Uint32Array.from({length: files.inodeCount}, (_, inode) => files.links(inode));
	for (let file = 0; file < files.count; file++) {
		const inode = files.inodeOf(file);
		const content = ofInode[inode]!;
		if (content === NO_CONTENT) {
			continue;
		}

		unlinked[content]!++;
		const folderStart = files.folderStart(file);
		const isKnownToFolder = folderStart !== NO_FOLDER && metAt[inode]! < folderStart;
		if (isKnownToFolder || (metAt[inode] !== NEVER && links[inode]! > 1)) {
			continue;
		}

		if (hasEntry[content] === 0) {
			hasEntry[content] = 1;
			metAt[inode] = file;
			continue;
		}

		replaced[content]!++;
		links[inode]!--;
		if (!forgetsReplaced && metAt[inode] === NEVER) {
			metAt[inode] = file;
		}
	}

	return {replaced, unlinked};
}
