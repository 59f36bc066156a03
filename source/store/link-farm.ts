import {lstatSync, type Stats} from 'node:fs';
import {folderNames, joinPath} from './folder-names.js';
import {InodeNumbers} from './inode-numbers.js';
import {ScanProgress, type ScanWatch} from './scan-watch.js';
import {linksFolderName} from './store-entries.js';
import {isGone, UnreadableFiles} from './unreadable-files.js';

/** The hard links by which files of a store share inodes (Nix: optimise-store.cc). */
export type LinkFarm = {
	/** Inodes of all entries; exact numbers by `numbers`. */
	readonly inodes: ReadonlySet<number>;
	readonly numbers: InodeNumbers;
	/** Bytes that any entry has. */
	readonly sizes: ReadonlySet<number>;
	/** Files of the store that share their inode with another file. */
	readonly linkedFiles: number;
	/** Bytes: (links − 2) × size over all entries that some file uses. */
	readonly savedBytes: number;
	/** Bytes on disk of the folder itself, which Nix takes off when it says what is saved. */
	readonly folderDiskSize: number;
	readonly unreadable: readonly string[];
};

/** @throws ScanCancelled */
export function scanLinks(realStoreDirectory: string, watch: ScanWatch = {}): LinkFarm {
	const inodes = new Set<number>();
	const sizes = new Set<number>();
	const numbers = new InodeNumbers();
	let linkedFiles = 0;
	let savedBytes = 0;
	const {folderDiskSize, unreadable} = forEachLink(realStoreDirectory, watch, (stats, file) => {
		inodes.add(numbers.of(stats, file));
		sizes.add(stats.size);
		if (stats.nlink > 2) {
			linkedFiles += stats.nlink - 1;
			savedBytes += (stats.nlink - 2) * stats.size;
		}
	});
	return {inodes, numbers, sizes, linkedFiles, savedBytes, folderDiskSize, unreadable};
}

/**
 * Looks at each entry of `.links`; a store need not have it.
 *
 * @throws ScanCancelled
 */
export function forEachLink(
	realStoreDirectory: string,
	watch: ScanWatch,
	onLink: (stats: Stats, file: string) => void,
): {readonly folderDiskSize: number; readonly unreadable: string[]} {
	const folder = `${realStoreDirectory}/${linksFolderName}`;
	const unreadable = new UnreadableFiles();
	let names: ReturnType<typeof folderNames> = [];
	let folderDiskSize = 0;
	try {
		folderDiskSize = lstatSync(folder).blocks * 512;
		names = folderNames(folder);
	} catch (error) {
		if (!isGone(error)) {
			unreadable.add(folder, error);
		}
	}

	const progress = new ScanProgress(watch, 'reading the links', names.length);
	for (const name of names) {
		const file = joinPath(folder, name) as string;
		progress.step();
		try {
			onLink(lstatSync(file), file);
		} catch (error) {
			if (!isGone(error)) {
				unreadable.add(file, error);
			}
		}
	}

	return {folderDiskSize, unreadable: unreadable.lines()};
}
