import type {Root} from '../../store/root.js';
import type {RootFilter} from '../../store/root-filter.js';
import {holds, type StoreAnalysis} from '../store-analysis.js';
import type {RootsAnswer, SizedRoot} from './answer.js';
import {completeness} from './completeness.js';
import {sizedRoots} from './sized-root.js';

/**
 * The roots that pass the filter: first those that a person may drop, what frees most before the rest, then protected
 * ones, processes, and what holds nothing.
 *
 * @param now Milliseconds since 1970.
 */
export function rootsAnswer(analysis: StoreAnalysis, filter: RootFilter, now: number): RootsAnswer {
	const {roots} = analysis.reading.roots;
	const chosen = [...roots.keys()].filter((index) => passes(roots[index]!, filter, now));
	const together = analysis.freedBy(chosen.filter((index) => holds(roots[index]!)));
	return {
		...completeness(analysis.reading),
		roots: sizedRoots(analysis, chosen).sort(inOrder),
		totalCount: roots.length,
		retainedTogether: together.narSize,
	};
}

/** Whether a root passes the filter. A root of unknown age is never old. */
export function passes(root: Root, {kinds, olderThanMs}: RootFilter, now: number): boolean {
	return (
		(kinds.length === 0 || kinds.includes(root.kind)) &&
		(olderThanMs === undefined || (root.modifiedAt !== null && root.modifiedAt <= now - olderThanMs))
	);
}

function inOrder(a: SizedRoot, b: SizedRoot): number {
	return (
		place(a) - place(b) ||
		(b.retainedSize ?? 0) - (a.retainedSize ?? 0) ||
		(b.closureSize ?? 0) - (a.closureSize ?? 0) ||
		(a.link < b.link ? -1 : Number(a.link > b.link))
	);
}

function place(root: Root): number {
	if (!holds(root)) {
		return 3;
	}

	if (root.kind === 'process' || root.kind === 'temporary') {
		return 2;
	}

	return root.protected ? 1 : 0;
}
