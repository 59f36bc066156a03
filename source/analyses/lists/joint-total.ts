import {protectedLinks} from '../droppable.js';
import {rootRefusal} from '../root-refusal.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {JointTotal} from './overview.js';

/** What roots free when all of them are dropped, exactly; beside it what each frees alone. */
export function jointTotal(analysis: StoreAnalysis, links: readonly string[]): JointTotal {
	const {roots} = analysis.reading;
	const never = protectedLinks(roots);
	const byLink = Map.groupBy(roots.roots.keys(), (index) => roots.roots[index]!.link);
	const asked = [...new Set(links)];
	const able = asked.filter((link) =>
		(byLink.get(link) ?? []).some((index) => rootRefusal(roots.roots[index]!, never.has(link)) === undefined),
	);
	const {ids, narSize} = analysis.freedBy(able.flatMap((link) => byLink.get(link)!));
	return {
		links: able,
		narSize,
		paths: ids.length,
		alone: able.map((link) => aloneOf(byLink.get(link)!)),
		gone: asked.filter((link) => !able.includes(link)),
	};

	/** A link may be found in two ways, and by one that has changed in between leads to two paths. */
	function aloneOf(indexes: readonly number[]): number {
		const targets = new Set(indexes.map((index) => roots.roots[index]!.target));
		return targets.size === 1
			? Math.max(...indexes.map((index) => analysis.rootRetainedSize(index)))
			: analysis.freedBy(indexes).narSize;
	}
}
