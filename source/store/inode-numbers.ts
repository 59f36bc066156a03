import {lstatSync, type Stats} from 'node:fs';
import type {FilePath} from './folder-names.js';

/**
 * Inode numbers that can be compared: a file system may use all 64 bits (overlayfs, some network ones), which a number
 * of JavaScript cannot hold. Those get small negative numbers instead. All files must be on one file system.
 */
export class InodeNumbers {
	readonly #large = new Map<bigint, number>();

	of(stats: Stats, file: FilePath): number {
		if (stats.ino <= Number.MAX_SAFE_INTEGER) {
			return stats.ino;
		}

		const exact = lstatSync(file, {bigint: true}).ino;
		const known = this.#large.get(exact) ?? -1 - this.#large.size;
		this.#large.set(exact, known);
		return known;
	}
}
