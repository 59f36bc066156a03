import type {RootHolder} from './holders.js';
import {groupCount, groupName, type RootGroup} from './root-words.js';
import type {Sharing} from './sharing.js';
import {branchAbove, largestFirst, type UsageBranch} from './usage-branch.js';

/** Up to so many roots that share something are named; more are counted by kind. */
const MOST_NAMED = 3;

/** What stands right below the super-root of the dominator tree. */
export type TopOfTree = {
	readonly holders: readonly RootHolder[];
	/** The links of all roots, by their places. */
	readonly links: readonly string[];
	/** Next below a root: the path that it alone holds. */
	belowRoot(root: number): readonly number[];
	/** Next below a process: what several of its roots hold, and nothing else. */
	belowProcess(pid: number): readonly number[];
	/** What several holders share. */
	readonly shared: readonly number[];
	/** By the places of holders. */
	readonly sharing: Sharing;
};

/**
 * @param pathBranches Makes the branches of paths.
 * @returns A branch for each group of roots, largest first, then one for what roots of several groups share.
 */
export function rootBranches(top: TopOfTree, pathBranches: (ids: readonly number[]) => UsageBranch[]): UsageBranch[] {
	const sharedBy = new Map<RootGroup | 'several', UsageBranch[]>();
	for (const [set, ids] of Map.groupBy(top.shared, (id) => top.sharing.setOf[id]!)) {
		const sharers = top.sharing.holders(set).map((place) => top.holders[place]!);
		const isOfOneGroup = new Set(sharers.map(({group}) => group)).size === 1;
		const key = isOfOneGroup ? sharers[0]!.group : 'several';
		const branches = sharedBy.get(key) ?? [];
		branches.push(branchAbove({group: sharersName(sharers)}, pathBranches(ids)));
		sharedBy.set(key, branches);
	}

	const groups = Array.from(
		Map.groupBy(top.holders, ({group}) => group),
		([group, holders]) =>
			branchAbove({group: groupName(group)}, [
				...holders.map((holder) => holderBranch(holder, top, pathBranches)),
				...(sharedBy.get(group) ?? []),
			]),
	);
	const several = sharedBy.get('several');
	return [
		...groups.sort(largestFirst),
		...(several === undefined ? [] : [branchAbove({group: 'shared by roots of several kinds'}, several)]),
	];
}

function holderBranch(
	{roots, pid, name}: RootHolder,
	{links, belowRoot, belowProcess}: TopOfTree,
	pathBranches: (ids: readonly number[]) => UsageBranch[],
): UsageBranch {
	const ofLinks = roots.map((root) => branchAbove({link: links[root]!}, pathBranches(belowRoot(root))));
	return pid === undefined ? ofLinks[0]! : branchAbove({group: name}, [...ofLinks, ...pathBranches(belowProcess(pid))]);
}

/** `shared by 2 roots: /a/result, /b/result`, `shared by 14 roots: 12 NixOS generations, 2 result links` */
function sharersName(sharers: readonly RootHolder[]): string {
	const names =
		sharers.length <= MOST_NAMED
			? sharers.map(({name}) => name)
			: Array.from(
					Map.groupBy(sharers, ({group}) => group),
					([group, {length}]) => groupCount(group, length),
				);
	return `shared by ${sharers.length} roots: ${names.join(', ')}`;
}
