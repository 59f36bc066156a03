import {holderName} from '../answers/holders.js';
import {finished} from '../steps.js';
import type {Holder, StoreAnalysis} from '../store-analysis.js';
import {createListCache, type ListCache} from './list-cache.js';
import type {UsageDetail} from './list-rows.js';
import {memberSize, type UsageMember, usageTree, wayTo} from './usage-nodes.js';

/** So many are named. */
const mostNamed = 3;

const nothing: UsageDetail = {neededBy: [], neededByCount: 0, freedBy: [], alsoFreed: null};

/**
 * What a node of the usage tree has to say below the list. What several roots share is needed by these.
 *
 * @param id Of its row.
 */
export function usageDetail(analysis: StoreAnalysis, id: string, cache: ListCache = createListCache()): UsageDetail {
	const member = wayTo(analysis, finished(usageTree(analysis, cache)), id)?.at(-1);
	if (typeof member === 'number') {
		return analysis.live[member] === 1
			? {...neededBy(analysis, member), ...freedBy(analysis, analysis.dominators(member).holder, member)}
			: nothing;
	}

	if (member === undefined || member.kind === 'group') {
		return nothing;
	}

	if (member.kind === 'shared') {
		const names = member.sharers.map(({name}) => name);
		return {...nothing, neededBy: names.slice(0, mostNamed), neededByCount: names.length};
	}

	const holder = member.pid === undefined ? {root: member.root!} : {pid: member.pid};
	return {...nothing, ...freedBy(analysis, holder, member)};
}

/** All that refer to it or hold it otherwise. */
function neededBy(
	{reading, live, holding, retainedSize}: StoreAnalysis,
	id: number,
): Pick<UsageDetail, 'neededBy' | 'neededByCount'> {
	const holders = new Set<number>();
	for (const {offsets, targets} of holding.heldBy) {
		for (let edge = offsets[id]!; edge < offsets[id + 1]!; edge++) {
			if (live[targets[edge]!] === 1) {
				holders.add(targets[edge]!);
			}
		}
	}

	const largest: number[] = [];
	for (const holder of holders) {
		const place = largest.findIndex((other) => retainedSize(other) < retainedSize(holder));
		if (place >= 0) {
			largest.splice(place, 0, holder);
		} else if (largest.length < mostNamed) {
			largest.push(holder);
		}

		largest.splice(mostNamed);
	}

	return {neededBy: largest.map((holder) => reading.graph.names.name(holder)), neededByCount: holders.size};
}

/** A link of a process goes when the process ends. */
function freedBy(
	analysis: StoreAnalysis,
	holder: Holder | undefined,
	member: UsageMember,
): Pick<UsageDetail, 'freedBy' | 'alsoFreed'> {
	if (holder === undefined) {
		return {freedBy: [], alsoFreed: null};
	}

	const {roots} = analysis.reading.roots;
	const root = 'pid' in holder ? roots.find(({process}) => process?.pid === holder.pid)! : roots[holder.root]!;
	const frees =
		'root' in holder && root.process === null
			? analysis.rootRetainedSize(holder.root)
			: analysis.processRetainedSize(root.process!.pid);
	return {freedBy: [holderName(root)], alsoFreed: frees - memberSize(analysis, member)};
}
