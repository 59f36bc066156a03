import {rootHolders} from '../answers/holders.js';
import {joinedEdges} from '../answers/joined-edges.js';
import type {RootGroup} from '../answers/root-words.js';
import {sharingSteps} from '../answers/sharing.js';
import {collected} from '../collected.js';
import {protectedLinks} from '../droppable.js';
import {reach, sizeOf} from '../reach.js';
import {rootTarget} from '../root-target.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {Overview} from './overview.js';

const monthsShown = 12;

/** What protected roots hold, what else is live, what is dead, and what of that a collection deletes. */
export function sizesByState(
	analysis: StoreAnalysis,
): Pick<Overview, 'protected' | 'otherLive' | 'dead' | 'collectable'> {
	const {reading, live, liveCount, liveNarSize, holding} = analysis;
	const {names, narSizes} = reading.graph;
	const never = protectedLinks(reading.roots);
	const targets = reading.roots.roots
		.filter(({link}) => never.has(link))
		.map((root) => rootTarget(root, names))
		.filter((target) => target >= 0);
	const ids = reach(targets, holding.holds, new Uint8Array(names.count));
	const guarded = sizeOf(ids, narSizes);
	const deleted = collected(
		reading,
		live.map((isLive) => 1 - isLive),
	);
	const collectable = {paths: 0, narSize: 0};
	let dead = 0;
	for (let id = 0; id < names.count; id++) {
		dead += live[id] === 1 ? 0 : narSizes[id]!;
		collectable.paths += deleted[id]!;
		collectable.narSize += deleted[id] === 1 ? narSizes[id]! : 0;
	}

	return {
		protected: {paths: ids.length, narSize: guarded},
		otherLive: {paths: liveCount - ids.length, narSize: liveNarSize - guarded},
		dead: {paths: names.count - liveCount, narSize: dead},
		collectable,
	};
}

/** What each kind of root holds that no other does: protected ones first, then the largest. */
export function* heldByKinds(analysis: StoreAnalysis): Steps<Pick<Overview, 'heldAlone' | 'sharedNarSize'>> {
	const {reading, holding, liveNarSize} = analysis;
	const {narSizes} = reading.graph;
	const groups = [...Map.groupBy(rootHolders(reading), ({group}) => group)];
	const edges = joinedEdges(holding.holds);
	yield;
	const {setOf, holders} = yield* sharingSteps(
		edges,
		groups.map(([, members]) => members.flatMap(({targets}) => targets)),
	);
	const bySet = new Map<number, number>();
	for (let id = 0; id < setOf.length; id++) {
		const set = setOf[id]!;
		if (set !== 0) {
			bySet.set(set, (bySet.get(set) ?? 0) + narSizes[id]!);
		}
	}

	const alone = new Map<RootGroup, number>();
	let together = 0;
	for (const [set, size] of bySet) {
		const [only, other] = holders(set);
		if (other === undefined) {
			alone.set(groups[only!]![0], size);
			together += size;
		}
	}

	const heldAlone = groups.map(([kind, {length}]) => ({kind, count: length, narSize: alone.get(kind) ?? 0}));
	return {
		heldAlone: heldAlone.sort(
			(a, b) => Number(b.kind === 'protected') - Number(a.kind === 'protected') || b.narSize - a.narSize,
		),
		sharedNarSize: liveNarSize - together,
	};
}

/** What was registered in each month up to that of the reading, in the time zone of the process. */
export function growth({readAt, graph}: StoreAnalysis['reading']): Overview['months'] {
	const {narSizes, registrationTimes} = graph;
	const last = new Date(readAt);
	const begins = Array.from({length: monthsShown + 1}, (_, place) =>
		new Date(last.getFullYear(), last.getMonth() - monthsShown + 1 + place, 1).getTime(),
	);
	const sizes = new Array<number>(monthsShown).fill(0);
	let isKnown = false;
	for (let id = 0; id < narSizes.length; id++) {
		const time = registrationTimes[id]!;
		isKnown ||= !Number.isNaN(time);
		if (time >= begins[0]! && time < begins[monthsShown]!) {
			const month = begins.findLastIndex((begin) => begin <= time);
			sizes[month]! += narSizes[id]!;
		}
	}

	return isKnown ? sizes.map((narSize, place) => ({month: monthName(begins[place]!), narSize})) : [];
}

function monthName(time: number): string {
	const date = new Date(time);
	return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}
