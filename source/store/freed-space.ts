import {lstatSync, type Stats} from 'node:fs';
import {type FilePath, folderNames, joinPath} from './folder-names.js';
import {InodeNumbers} from './inode-numbers.js';
import {forEachLink} from './link-farm.js';
import {ScanProgress, type ScanWatch} from './scan-watch.js';
import type {LocalStore} from './store-address.js';
import {isGone} from './unreadable-files.js';

export type FreedSpace = {
	/**
	 * Bytes that Nix says it has freed, before it rounds them: a file counts with its size when it is unlinked while it
	 * has one link or two, the second being taken for that in `.links` (Nix 2.8 to 2.34: file-system.cc, deletePath).
	 */
	readonly nixReportedSize: number;
	/**
	 * Bytes of the blocks of inodes that vanish, folders included: the difference that `du` of the store shows, but for
	 * the store's folder and `.links` themselves. Links that no file uses any more, or did not use before, go too.
	 */
	readonly diskSize: number;
};

/** A file with more names than one. */
type SharedInode = {
	readonly links: number;
	readonly size: number;
	readonly diskSize: number;
	deletedLinks: number;
};

/**
 * What a collection gets back that deletes these entries of the store (Nix: gc.cc, collectGarbage).
 *
 * @param entries Base names. Those that are not there count nothing.
 * @returns Null where a file cannot be looked at.
 * @throws ScanCancelled
 */
export function measureFreed(
	{store, entries}: {readonly store: Pick<LocalStore, 'realStoreDirectory'>; readonly entries: Iterable<string>},
	watch: ScanWatch = {},
): FreedSpace | null {
	const progress = new ScanProgress(watch, 'measuring files', undefined);
	const numbers = new InodeNumbers();
	const shared = new Map<number, SharedInode>();
	let nixReportedSize = 0;
	let diskSize = 0;
	try {
		for (const entry of entries) {
			measure(joinPath(store.realStoreDirectory, entry));
		}
	} catch (error) {
		if (isSystemError(error)) {
			return null;
		}

		throw error;
	}

	for (const {links, size, diskSize: blocks, deletedLinks} of shared.values()) {
		nixReportedSize += size * Math.max(0, deletedLinks - Math.max(0, links - 2));
		if (deletedLinks >= links) {
			diskSize += blocks;
		}
	}

	const {unreadable} = forEachLink(store.realStoreDirectory, watch, (stats, file) => {
		const remaining = stats.nlink - (shared.get(numbers.of(stats, file))?.deletedLinks ?? 0);
		if (remaining === 1) {
			diskSize += stats.blocks * 512;
		}
	});
	return unreadable.length === 0 ? {nixReportedSize, diskSize} : null;

	function measure(file: FilePath): void {
		const stats = lstatOrGone(file);
		if (stats === undefined) {
			return;
		}

		progress.step();
		const blocks = stats.blocks * 512;
		if (stats.isDirectory()) {
			diskSize += blocks;
			for (const name of namesOrGone(file)) {
				measure(joinPath(file, name));
			}
		} else if (stats.nlink === 1) {
			nixReportedSize += stats.size;
			diskSize += blocks;
		} else {
			const inode = numbers.of(stats, file);
			const known = shared.get(inode);
			if (known === undefined) {
				shared.set(inode, {links: stats.nlink, size: stats.size, diskSize: blocks, deletedLinks: 1});
			} else {
				known.deletedLinks++;
			}
		}
	}
}

function lstatOrGone(file: FilePath): Stats | undefined {
	return lstatSync(file, {throwIfNoEntry: false});
}

function namesOrGone(folder: FilePath): FilePath[] {
	try {
		return folderNames(folder);
	} catch (error) {
		if (isGone(error)) {
			return [];
		}

		throw error;
	}
}

function isSystemError(error: unknown): boolean {
	return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
