import {lstatSync, type Stats} from 'node:fs';
import {type FilePath, folderNames, folderNamesInDiskOrder, joinPath} from './folder-names.js';
import type {LinkFarm} from './link-farm.js';
import type {FileKind} from './nar-hash.js';
import type {PathTable} from './path-table.js';
import {ScanProgress, type ScanWatch} from './scan-watch.js';
import {NO_FOLDER, UnlinkedFiles} from './unlinked-files.js';
import type {UnreadableFiles} from './unreadable-files.js';

export type UnlinkedListing = {
	readonly files: UnlinkedFiles;
	/** Files that their owner may write: Nix leaves them alone. */
	readonly writableFiles: number;
};

/**
 * Goes through the valid paths as `nix-store --optimise` does and keeps the files that it would hash: regular ones that
 * are not writable, and symlinks, where their inode is not in `.links` (Nix: optimise-store.cc, optimisePath_).
 *
 * @throws ScanCancelled
 */
export function listUnlinked(
	realStoreDirectory: string,
	names: PathTable,
	{inodes, numbers}: LinkFarm,
	unreadable: UnreadableFiles,
	watch: ScanWatch,
): UnlinkedListing {
	const files = new UnlinkedFiles(realStoreDirectory);
	const progress = new ScanProgress(watch, 'reading the store', names.count);
	let writableFiles = 0;
	let hasShared = false;
	let readNames = folderNames;

	for (const baseName of sortedBaseNames(names)) {
		progress.step();
		const rewind = files.mark();
		const writableBefore = writableFiles;
		readNames = folderNames;
		hasShared = false;
		visit(joinPath(realStoreDirectory, baseName), baseName, NO_FOLDER);
		if (hasShared) {
			// Which of several names of one inode Nix comes to first matters for what it counts.
			rewind();
			writableFiles = writableBefore;
			readNames = folderNamesInDiskOrder;
			visit(joinPath(realStoreDirectory, baseName), baseName, NO_FOLDER);
		}
	}

	return {files, writableFiles};

	function visit(path: FilePath, name: FilePath, parent: number): void {
		let stats: Stats;
		let children: FilePath[];
		try {
			stats = lstatSync(path);
			children = stats.isDirectory() ? readNames(path) : [];
		} catch (error) {
			unreadable.add(path, error);
			return;
		}

		if (stats.isDirectory()) {
			const folder = files.addFolder(parent, name);
			for (const child of children) {
				visit(joinPath(path, child), child, folder);
			}

			return;
		}

		progress.look();
		const kind = kindOf(stats);
		const inodeNumber = numbers.of(stats, path);
		if (kind === undefined || inodes.has(inodeNumber)) {
			return;
		}

		if (kind !== 'symlink' && (stats.mode & 0o200) !== 0) {
			writableFiles++;
			return;
		}

		hasShared ||= stats.nlink > 1;
		files.addFile(parent, name, {kind, size: stats.size, links: stats.nlink, inodeNumber});
	}
}

/** Nix's sets of store paths are in order of the bytes of their base names. */
function sortedBaseNames(names: PathTable): string[] {
	return Array.from({length: names.count}, (_, id) => names.baseName(id)).sort();
}

function kindOf(stats: Stats): FileKind | undefined {
	if (stats.isSymbolicLink()) {
		return 'symlink';
	}

	if (!stats.isFile()) {
		return undefined;
	}

	return (stats.mode & 0o100) === 0 ? 'regular' : 'executable';
}
