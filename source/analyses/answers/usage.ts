import {finished} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import type {UsageAnswer, UsageNode} from './answer.js';
import {completeness} from './completeness.js';
import {type UsageBranch, type UsageTree, usageTreeSteps} from './usage-tree.js';

/** A branch, or a path by its id. */
type Member = UsageBranch | number;

/**
 * The usage tree as a list: largest first on each level.
 *
 * @param options.depth How many levels; undefined for all.
 */
export function usageAnswer(analysis: StoreAnalysis, {depth}: {readonly depth: number | undefined}): UsageAnswer {
	const tree = finished(usageTreeSteps(analysis));
	const nodes: UsageNode[] = [];
	let level = tree.top.map((member): [number | null, Member] => [null, member]);
	for (let count = 1; level.length > 0 && count <= (depth ?? Number.POSITIVE_INFINITY); count++) {
		const below: typeof level = [];
		const isLast = count === depth;
		for (const [parent, member] of level) {
			const id = nodes.length;
			nodes.push({id, parent, ...nodeOf(analysis, member)});
			for (const child of isLast ? [] : membersBelow(analysis, tree, member)) {
				below.push([id, child]);
			}
		}

		level = below;
	}

	const total = analysis.reading.graph.narSizes.reduce((sum, size) => sum + size, 0);
	return {...completeness(analysis.reading), total, nodes};
}

function nodeOf(analysis: StoreAnalysis, member: Member): Omit<UsageNode, 'id' | 'parent'> {
	if (typeof member === 'number') {
		const {names} = analysis.reading.graph;
		return {path: names.path(member), ...sizesOf(analysis, member)};
	}

	return {...(member.kind === 'root' ? {link: member.name} : {group: member.name}), ...sizesOf(analysis, member)};
}

function sizesOf(
	{reading, live, retainedSize}: StoreAnalysis,
	member: Member,
): {narSize: number; retainedSize: number} {
	if (typeof member === 'number') {
		const narSize = reading.graph.narSizes[member]!;
		return {narSize, retainedSize: live[member] === 1 ? retainedSize(member) : narSize};
	}

	return {narSize: 0, retainedSize: member.retainedSize};
}

function membersBelow(analysis: StoreAnalysis, {children}: UsageTree, member: Member): readonly Member[] {
	const {offsets, targets} = children.belowPath;
	const members =
		typeof member === 'number'
			? targets.subarray(offsets[member]!, offsets[member + 1]!)
			: [...member.branches, ...Array.from(member.paths)];
	return Array.from<Member, readonly [Member, ReturnType<typeof sizesOf>]>(members, (one) => [
		one,
		sizesOf(analysis, one),
	])
		.sort(([, a], [, b]) => b.retainedSize - a.retainedSize || b.narSize - a.narSize)
		.map(([one]) => one);
}
