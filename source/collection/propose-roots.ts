import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {formatBytes} from '../formats/bytes.js';

/**
 * Proposes roots to drop until, with what is dead already, so many NAR bytes would be deleted.
 *
 * @param candidates Places in `reading.roots.roots`.
 * @returns All candidates that help when they are not enough.
 */
export function proposeRoots(
	analysis: StoreAnalysis,
	bytes: number,
	candidates: readonly number[],
	now: number,
): {readonly roots: readonly number[]; readonly remarks: readonly string[]} {
	const dead = deadNarSize(analysis);
	if (dead >= bytes) {
		return {roots: [], remarks: [`what is dead already, ${formatBytes(dead)}, is enough: no root is dropped`]};
	}

	const roots = analysis.proposeRoots(bytes - dead, candidates, now);
	const total = dead + analysis.freedBy(roots).narSize;
	const remarks =
		total < bytes
			? [`only ${formatBytes(total)} of ${formatBytes(bytes)}: no other root may be dropped or frees more`]
			: [];
	return {roots, remarks};
}

function deadNarSize({reading, live}: StoreAnalysis): number {
	let size = 0;
	for (const [id, narSize] of reading.graph.narSizes.entries()) {
		size += live[id] === 1 ? 0 : narSize;
	}

	return size;
}
