import type {PathTable} from '../store/path-table.js';
import type {Root} from '../store/root.js';
import {holds} from './store-analysis.js';

/**
 * The path that a root holds. Temporary roots protect by digest, whatever the rest of the name is (gc.cc: for suffixes
 * like .lock and .chroot).
 *
 * @returns Its id; -1 when the root holds nothing.
 */
export function rootTarget(root: Root, names: PathTable): number {
	if (!holds(root) || root.target === null) {
		return -1;
	}

	const baseName = root.target.slice(root.target.lastIndexOf('/') + 1);
	const id = names.findBaseName(baseName);
	return id < 0 && root.kind === 'temporary' ? names.findDigest(baseName.slice(0, 32)) : id;
}
