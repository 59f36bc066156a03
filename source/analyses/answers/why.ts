import type {Holder, StoreAnalysis} from '../store-analysis.js';
import type {WhyAnswer} from './answer.js';
import {completeness, liveness} from './completeness.js';
import {pathSize} from './path-size.js';
import {sizedRoots} from './sized-root.js';

/** The C library is held by nearly everything. */
const MOST_HOLDERS = 1000;

/** Why a path is live: what alone holds it, a shortest way from a root, all roots. Or what dead paths hold it. */
export function whyAnswer(analysis: StoreAnalysis, id: number): WhyAnswer {
	const {reading} = analysis;
	const {names} = reading.graph;
	const isLive = analysis.live[id] === 1;
	const {paths, holder} = analysis.dominators(id);
	const roots = sizedRoots(analysis, analysis.rootsHolding(id));
	return {
		...completeness(reading),
		path: names.path(id),
		live: liveness(analysis, id),
		narSize: pathSize(reading.graph, id),
		closureSize: analysis.closureSize(id),
		retainedSize: isLive ? analysis.retainedSize(id) : null,
		shortestChain: chain(analysis, id),
		dominators: [
			...paths.map((dominator) => names.path(dominator)),
			...(holder === undefined ? [] : [holderName(analysis, holder)]),
		],
		roots: roots.sort(
			(a, b) => (b.closureSize ?? 0) - (a.closureSize ?? 0) || (a.link < b.link ? -1 : Number(a.link > b.link)),
		),
		...holders(analysis, id),
		heldByDead: isLive ? [] : Array.from(analysis.deadReferrers(id), (referrer) => names.path(referrer)),
		deriver: reading.graph.derivers[id] === -1 ? null : names.path(reading.graph.derivers[id]!),
	};
}

function holders(analysis: StoreAnalysis, id: number): Pick<WhyAnswer, 'heldBy' | 'heldByCount'> {
	if (analysis.live[id] === 0) {
		return {heldBy: [], heldByCount: 0};
	}

	const {names} = analysis.reading.graph;
	const all = analysis.heldBy(id).map((holder) => ({...holder, retainedSize: analysis.retainedSize(holder.id)}));
	const largest = all.sort((a, b) => b.retainedSize - a.retainedSize || a.id - b.id).slice(0, MOST_HOLDERS);
	return {
		heldBy: largest.map(({id: holder, via, retainedSize}) => ({path: names.path(holder), via, retainedSize})),
		heldByCount: all.length,
	};
}

function chain(analysis: StoreAnalysis, id: number): WhyAnswer['shortestChain'] {
	const found = analysis.shortestChain(id);
	if (found === undefined) {
		return [];
	}

	const {graph, roots} = analysis.reading;
	return [
		{path: roots.roots[found.root]!.link, via: 'root'},
		...found.steps.map((step) => ({path: graph.names.path(step.id), via: step.via})),
	];
}

function holderName({reading}: StoreAnalysis, holder: Holder): string {
	return 'pid' in holder ? `pid ${holder.pid}` : reading.roots.roots[holder.root]!.link;
}
