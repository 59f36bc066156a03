import {rootTarget} from '../root-target.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {SizedRoot} from './answer.js';

/** @param indexes Places in `reading.roots.roots`. @returns The roots with their sizes, in the same order. */
export function sizedRoots(analysis: StoreAnalysis, indexes: readonly number[]): SizedRoot[] {
	const {reading} = analysis;
	const rows = indexes.map((index) => {
		const root = reading.roots.roots[index]!;
		return {index, root, target: rootTarget(root, reading.graph.names)};
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
