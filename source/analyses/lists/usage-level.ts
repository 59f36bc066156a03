import {completeness} from '../answers/completeness.js';
import {pathSize} from '../answers/path-size.js';
import type {UsageTree} from '../answers/usage-tree.js';
import {finished, type Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {expandedList} from './expanded-list.js';
import {type CacheKey, createListCache, kept, type ListCache} from './list-cache.js';
import type {UsageLevel, UsageLevelRequest, UsageRow} from './list-rows.js';
import {placeWindow} from './place-window.js';
import {
	type Below,
	countBelow,
	droppableLink,
	memberId,
	memberName,
	memberSize,
	membersBelow,
	type UsageMember,
	usageTree,
	wayTo,
} from './usage-nodes.js';
import {memberAt, usageMatches, usageOrder} from './usage-order.js';

const orderKey: CacheKey<Uint32Array> = {name: 'order of a level'};
const matchesKey: CacheKey<Uint32Array> = {name: 'matches of a level'};

/** So many rows are shown below an open one; the others are counted. */
const mostBelow = 3;

/** What stands next below a node of the usage tree. A node that is no longer there gives the level of the store. */
export function usageLevel(
	analysis: StoreAnalysis,
	request: UsageLevelRequest,
	cache: ListCache = createListCache(),
): UsageLevel {
	return finished(usageLevelSteps(analysis, request, cache));
}

/** The same in pieces: the first level takes long. */
export function* usageLevelSteps(
	analysis: StoreAnalysis,
	request: UsageLevelRequest,
	cache: ListCache,
): Steps<UsageLevel> {
	const {sort, filter, window} = request;
	const tree = yield* usageTree(analysis, cache);
	const way = request.node === undefined ? [] : (wayTo(analysis, tree, request.node) ?? []);
	const node = way.at(-1);
	const below: Below = node === undefined ? {branches: tree.top, paths: []} : membersBelow(tree, node);
	const inputs = `${node === undefined ? '' : memberId(analysis, node)}\n${sort.column} ${sort.isReversed}`;
	const order = yield* kept(cache, analysis, orderKey, inputs, () => usageOrder(analysis, below, sort, cache));
	const matched = yield* kept(cache, analysis, matchesKey, `${inputs}\n${filter}`, () =>
		usageMatches(analysis, below, order, filter),
	);

	const lookAheads = new Map<number, readonly UsageRow[]>();
	let allRows = order.length;
	for (const id of new Set(request.open)) {
		const place = placeOf(analysis, tree, below, way, id);
		if (place >= 0) {
			const rows = yield* lookAhead(analysis, tree, memberAt(below, place), request, cache);
			allRows += rows.length;
			lookAheads.set(matched.indexOf(place), rows);
		}
	}

	lookAheads.delete(-1);
	const list = expandedList(matched.length, new Map([...lookAheads].map(([place, rows]) => [place, rows.length])));
	const {first, end, atIndex} = placeWindow(list.rowCount, rowOf(window.at), window);
	const total = analysis.reading.graph.narSizes.reduce((sum, size) => sum + size, 0);
	return {
		...completeness(analysis.reading),
		totalCount: allRows,
		matchCount: list.rowCount,
		first,
		rows: Array.from({length: end - first}, (_, index) => {
			const at = list.memberAt(first + index);
			return at.below >= 0
				? lookAheads.get(at.member)![at.below]!
				: row(analysis, tree, memberAt(below, matched[at.member]!), 0, at.member === matched.length - 1);
		}),
		atIndex,
		trail: way.map((member) => ({id: memberId(analysis, member), name: memberName(analysis, member)})),
		retainedSize: node === undefined ? total : memberSize(analysis, node),
		narSize: typeof node === 'number' ? pathSize(analysis.reading.graph, node) : null,
		storeNarSize: total,
	};

	function rowOf(id: string | undefined): number {
		if (id === undefined) {
			return -1;
		}

		const member = matched.indexOf(placeOf(analysis, tree, below, way, id));
		if (member >= 0) {
			return list.rowOf(member);
		}

		for (const [place, rows] of lookAheads) {
			const nth = rows.findIndex((one) => one.id === id);
			if (nth >= 0) {
				return list.rowOf(place, nth);
			}
		}

		return -1;
	}
}

/** @returns Where a member stands below the node at the end of a way; -1 when it does not. */
function placeOf(
	analysis: StoreAnalysis,
	tree: UsageTree,
	{branches, paths}: Below,
	above: readonly UsageMember[],
	id: string,
): number {
	const way = wayTo(analysis, tree, id);
	const member = way?.length === above.length + 1 ? way.at(-1)! : undefined;
	if (member === undefined || way!.at(-2) !== above.at(-1)) {
		return -1;
	}

	if (typeof member !== 'number') {
		return branches.indexOf(member);
	}

	const place = Array.prototype.indexOf.call(paths, member);
	return place < 0 ? -1 : branches.length + place;
}

/** The first rows below a row, and one for all others. */
function* lookAhead(
	analysis: StoreAnalysis,
	tree: UsageTree,
	member: UsageMember,
	{sort}: UsageLevelRequest,
	cache: ListCache,
): Steps<readonly UsageRow[]> {
	const below = membersBelow(tree, member);
	const order = yield* usageOrder(analysis, below, sort, cache);
	const shown = Array.from(order.subarray(0, mostBelow), (place) => memberAt(below, place));
	const rows = shown.map((one, place) => row(analysis, tree, one, 1, place === order.length - 1));
	if (order.length <= mostBelow) {
		return rows;
	}

	const others = Array.from(order.subarray(mostBelow), (place) => memberAt(below, place));
	const {narSizes} = analysis.reading.graph;
	const rest: UsageRow = {
		id: `rest:${memberId(analysis, member)}`,
		kind: 'rest',
		name: `${others.length} more`,
		retainedSize: others.reduce<number>((sum, one) => sum + memberSize(analysis, one), 0),
		narSize: others.every((one) => typeof one === 'number')
			? others.reduce((sum, one) => sum + narSizes[one]!, 0)
			: null,
		childCount: others.length,
		depth: 1,
		isLast: true,
		path: null,
		link: null,
	};
	return [...rows, rest];
}

function row(analysis: StoreAnalysis, tree: UsageTree, member: UsageMember, depth: 0 | 1, isLast: boolean): UsageRow {
	const {graph} = analysis.reading;
	const isPath = typeof member === 'number';
	return {
		id: memberId(analysis, member),
		kind: isPath ? 'path' : member.kind,
		name: memberName(analysis, member),
		retainedSize: memberSize(analysis, member),
		narSize: isPath ? pathSize(graph, member) : null,
		childCount: countBelow(tree, member),
		depth,
		isLast,
		path: isPath ? graph.names.path(member) : null,
		link: droppableLink(analysis, member),
	};
}
