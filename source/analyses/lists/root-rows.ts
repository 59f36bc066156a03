import type {SizedRoot} from '../answers/answer.js';
import {groupRoots, type RootGroup} from '../answers/root-groups.js';
import {sizedRoots} from '../answers/sized-root.js';
import {protectedLinks} from '../droppable.js';
import {rootRefusal} from '../root-refusal.js';
import {rootTarget} from '../root-target.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type CacheKey, kept, type ListCache} from './list-cache.js';
import type {RootRow} from './list-rows.js';

/** A row, but for what changes with time. */
export type TimelessRootRow = Omit<RootRow, 'heldUntil'>;

const rowsKey: CacheKey<readonly TimelessRootRow[]> = {name: 'rows of roots'};

/** All roots, those of one process, and those of one link, in one row. */
export function rootRows(analysis: StoreAnalysis, cache: ListCache): Steps<readonly TimelessRootRow[]> {
	return kept(cache, analysis, rowsKey, '', function* () {
		const {roots, graph} = analysis.reading;
		const targets = roots.roots.map((root) => rootTarget(root, graph.names)).filter((target) => target >= 0);
		// Kept by the analysis.
		yield* analysis.closureSizeSteps([...new Set(targets)]);
		const never = protectedLinks(roots);
		const groups = groupRoots(sizedRoots(analysis, [...roots.roots.keys()]));
		return Array.from(
			Map.groupBy(groups, ({root}) => rootId(root)),
			([id, members]): TimelessRootRow => {
				const row = members.length === 1 ? members[0]! : joined(analysis, members);
				return {id, ...row, refusal: rootRefusal(row.root, never.has(row.root.link)) ?? null};
			},
		);
	});
}

/** The link; `pid N` of what a process holds. */
export function rootId({kind, state, process, link}: SizedRoot): string {
	return kind === 'process' && state === 'live' && process !== null ? `pid ${process.pid}` : link;
}

/** A link that was found in two ways is one root; the file of temporary roots that has several is dropped as one. */
function joined(analysis: StoreAnalysis, groups: readonly RootGroup[]): RootGroup {
	const best = groups.find(({root}) => root.state === 'live') ?? groups[0]!;
	const targets = new Set(groups.map(({root}) => root.target));
	if (targets.size === 1) {
		return best;
	}

	const {roots} = analysis.reading.roots;
	const together = [...roots.keys()].filter((index) => roots[index]!.link === best.root.link);
	return {
		root: best.root,
		count: targets.size,
		retainedSize:
			best.root.processRetainedSize ?? (best.retainedSize === null ? null : analysis.freedBy(together).narSize),
		closureSize: null,
	};
}
