import path from 'node:path';
import type {Root} from '../../store/root.js';
import type {StoreReading} from '../../store/store-reading.js';
import {holds, type StoreAnalysis} from '../store-analysis.js';
import type {SizedRoot} from './answer.js';

/**
 * Temporary roots protect by digest, whatever the rest of the name is.
 *
 * @returns The target's id; -1 when it is not known or not valid.
 */
export function rootTarget({graph: {names}}: StoreReading, {target, kind}: Root): number {
	const baseName = path.posix.basename(target ?? '');
	const id = names.findBaseName(baseName);
	return id === -1 && kind === 'temporary' ? names.findDigest(baseName.slice(0, 32)) : id;
}

/** @param indexes Places in `reading.roots.roots`. @returns The roots with their sizes, in the same order. */
export function sizedRoots(analysis: StoreAnalysis, indexes: readonly number[]): SizedRoot[] {
	const {reading} = analysis;
	const rows = indexes.map((index) => {
		const root = reading.roots.roots[index]!;
		return {index, root, target: holds(root) ? rootTarget(reading, root) : -1};
	});
	const targets = [...new Set(rows.map(({target}) => target))].filter((target) => target !== -1);
	const sizes = analysis.closureSizes(targets);
	const sizeOf = new Map(targets.map((target, place) => [target, sizes[place]!]));
	return rows.map(({index, root, target}) => ({
		...root,
		retainedSize: target === -1 ? null : analysis.rootRetainedSize(index),
		processRetainedSize: target === -1 || root.process === null ? null : analysis.processRetainedSize(root.process.pid),
		closureSize: sizeOf.get(target) ?? null,
	}));
}
