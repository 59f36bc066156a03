import type {UsageBranch, UsageTree} from '../answers/usage-tree.js';
import {usageTreeSteps} from '../answers/usage-tree.js';
import {protectedLinks} from '../droppable.js';
import {rootRefusal} from '../root-refusal.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type CacheKey, kept, type ListCache} from './list-cache.js';

const treeKey: CacheKey<UsageTree> = {name: 'usage tree'};
const pathPrefix = 'path:';

/** What stands below a node: branches, and paths by their ids. */
export type Below = {readonly branches: readonly UsageBranch[]; readonly paths: ArrayLike<number>};

/** A node of the usage tree: a branch or the id of a path. */
export type UsageMember = UsageBranch | number;

export function usageTree(analysis: StoreAnalysis, cache: ListCache): Steps<UsageTree> {
	return kept(cache, analysis, treeKey, '', () => usageTreeSteps(analysis));
}

export function membersBelow({children}: UsageTree, member: UsageMember): Below {
	if (typeof member !== 'number') {
		return member;
	}

	const {offsets, targets} = children.belowPath;
	return {branches: [], paths: targets.subarray(offsets[member]!, offsets[member + 1]!)};
}

export function countBelow(tree: UsageTree, member: UsageMember): number {
	const {branches, paths} = membersBelow(tree, member);
	return branches.length + paths.length;
}

export function memberId({reading}: StoreAnalysis, member: UsageMember): string {
	return typeof member === 'number' ? `${pathPrefix}${reading.graph.names.path(member)}` : member.id;
}

export function memberName({reading}: StoreAnalysis, member: UsageMember): string {
	return typeof member === 'number' ? reading.graph.names.name(member) : member.name;
}

/** What goes with it; of a dead path its own size. */
export function memberSize({reading, live, retainedSize}: StoreAnalysis, member: UsageMember): number {
	if (typeof member !== 'number') {
		return member.retainedSize;
	}

	return live[member] === 1 ? retainedSize(member) : reading.graph.narSizes[member]!;
}

/** @returns From below the store down to the node itself; undefined when there is none of this id. */
export function wayTo(analysis: StoreAnalysis, tree: UsageTree, id: string): readonly UsageMember[] | undefined {
	if (!id.startsWith(pathPrefix)) {
		return tree.way(id);
	}

	const {names} = analysis.reading.graph;
	const path = id.slice(pathPrefix.length);
	const number = path.startsWith(`${names.storeDirectory}/`)
		? names.findBaseName(path.slice(names.storeDirectory.length + 1))
		: -1;
	if (number < 0) {
		return undefined;
	}

	const {paths} = analysis.dominators(number);
	const above = tree.way(branchAbove(analysis, tree, paths.at(-1) ?? number)) ?? [];
	return [...above, ...paths.toReversed(), number];
}

/** @returns The id of the branch under which a path stands that is below no other path. */
function branchAbove(analysis: StoreAnalysis, {sharing, rootId, sharedId}: UsageTree, id: number): string {
	if (analysis.live[id] === 0) {
		return 'dead:';
	}

	const holder = analysis.immediateDominator(id);
	if (holder === undefined || typeof holder === 'number') {
		return sharedId(sharing.setOf[id]!);
	}

	if ('pid' in holder) {
		return `pid:${holder.pid}`;
	}

	return rootId(holder.root);
}

/** @returns The link of a root that can be dropped; else null. */
export function droppableLink({reading}: StoreAnalysis, member: UsageMember): string | null {
	if (typeof member === 'number' || member.root === undefined) {
		return null;
	}

	const root = reading.roots.roots[member.root]!;
	return rootRefusal(root, protectedLinks(reading.roots).has(root.link)) === undefined ? root.link : null;
}
