import {analyse} from '../analyses/analyse.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';
import {formatSize} from '../formats/bytes.js';
import {deletedPaths} from './deleted-paths.js';

export type Wish = {
	/** NAR bytes to delete. */
	readonly bytes: number;
	/** Places in `reading.roots.roots`. */
	readonly candidates: readonly number[];
	/** What is dead already is not deleted, and does not count. */
	readonly isOnly: boolean;
	/** Milliseconds since 1970. */
	readonly now: number;
};

/**
 * Proposes roots to drop until, with what is dead already, a collection deletes so many NAR bytes.
 *
 * @returns All candidates that help when they are not enough.
 */
export function proposeRoots(
	analysis: StoreAnalysis,
	{bytes, candidates, isOnly, now}: Wish,
): {readonly roots: readonly number[]; readonly remarks: readonly string[]} {
	const allDead = deletedPaths(analysis, []).narSize;
	const dead = isOnly ? 0 : allDead;
	if (dead >= bytes) {
		return {roots: [], remarks: [`what is dead already, ${formatSize(dead)}, is enough: no root is dropped`]};
	}

	const roots = withoutMissing(analysis).proposeRoots(bytes - dead, candidates, now);
	const total = roots.length === 0 ? dead : deletedPaths(analysis, roots).narSize - allDead + dead;
	return {
		roots,
		remarks: total < bytes ? [`${tooLittle(total, bytes)}: no other root may be dropped or frees more`] : [],
	};
}

function tooLittle(total: number, bytes: number): string {
	const [some, all] = [formatSize(total), formatSize(bytes)];
	return some === all ? `a little less than ${all}` : `only ${some} of ${all}`;
}

/**
 * The same store, in which paths without files have no size: a collection seldom deletes them (analyses/collected.ts), so
 * that what is proposed deletes at least what was asked for.
 */
function withoutMissing(analysis: StoreAnalysis): StoreAnalysis {
	const {reading} = analysis;
	const {missing = [], graph} = reading;
	if (missing.length === 0) {
		return analysis;
	}

	const narSizes = graph.narSizes.slice();
	for (const id of missing) {
		narSizes[id] = 0;
	}

	return analyse({...reading, graph: {...graph, narSizes}});
}
