import {createHash} from 'node:crypto';
import {type DominatorChildren, dominatorChildren} from '../dominator-children.js';
import type {Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type RootHolder, rootHolders} from './holders.js';
import {joinedEdges} from './joined-edges.js';
import {groupCount, groupName, type RootGroup} from './root-words.js';
import {type Sharing, sharingSteps} from './sharing.js';

/** A node of the usage tree that is no path. It has no bytes of its own. */
export type UsageBranch = {
	/** Stable over readings: `group:result`, `link:/a/result`, `pid:12`, `shared:…`, `dead:`. */
	readonly id: string;
	readonly kind: 'group' | 'root' | 'process' | 'shared';
	/** `result links`, the link, `pid 12 firefox`, `shared by 2 roots: …`. */
	readonly name: string;
	/** Of a root: its place in `reading.roots.roots`. */
	readonly root: number | undefined;
	/** Of a process. */
	readonly pid: number | undefined;
	/** Of what is shared by roots: by which. */
	readonly sharers: readonly RootHolder[];
	/** NAR bytes of all below. */
	readonly retainedSize: number;
	readonly branches: readonly UsageBranch[];
	/** Ids of the paths next below. */
	readonly paths: ArrayLike<number>;
};

/**
 * The store as a tree in which each byte counts once. On top are groups of roots, each with what it holds alone: its
 * links and processes with what each holds alone, then what only several of them hold together. Beside these stands
 * what roots of several groups share, and what is dead. Below a path is what goes with it.
 */
export type UsageTree = {
	readonly top: readonly UsageBranch[];
	readonly children: DominatorChildren;
	/** Which holders reach a path. */
	readonly sharing: Sharing;
	/** The id of the branch of a root, by its place. */
	rootId(root: number): string;
	/** The id of the branch of what a set of holders shares. */
	sharedId(set: number): string;
	/** From the highest down to the branch itself; undefined when there is none. */
	way(id: string): readonly UsageBranch[] | undefined;
};

/** Up to so many roots that share something are named; more are counted by kind. */
const MOST_NAMED = 3;

/** So many sets of sharers are named between two pauses. */
const pace = 500;

export function* usageTreeSteps(analysis: StoreAnalysis): Steps<UsageTree> {
	const {reading} = analysis;
	const holders = rootHolders(reading);
	const children = yield* dominatorChildren(analysis);
	const edges = joinedEdges(analysis.holding.holds);
	yield;
	const sharing = yield* sharingSteps(
		edges,
		holders.map(({targets}) => targets),
	);
	const rootId = rootIds(analysis);
	const {sharedBy, ids} = yield* sharedBranches(analysis, children, sharing, holders, rootId);
	const groups = Array.from(
		Map.groupBy(holders, ({group}) => group),
		([group, members]) =>
			above({id: `group:${group}`, kind: 'group', name: groupName(group)}, [
				...members.map((holder) => holderBranch(analysis, holder, children, rootId)),
				...(sharedBy.get(group) ?? []),
			]),
	);
	const several = sharedBy.get('several');
	const dead = deadIds(analysis);
	const top = [
		...groups.sort((a, b) => b.retainedSize - a.retainedSize),
		...(several === undefined
			? []
			: [above({id: 'shared:', kind: 'shared', name: 'shared by roots of several kinds'}, several)]),
		...(dead.length === 0 ? [] : [holding(analysis, {id: 'dead:', kind: 'group', name: 'dead'}, [], dead)]),
	];
	const ways = waysBelow(top);
	return {top, children, sharing, rootId, sharedId: (set) => ids.get(set) ?? '', way: (id) => ways.get(id)};
}

type Label = Pick<UsageBranch, 'id' | 'kind' | 'name'> & Partial<Pick<UsageBranch, 'root' | 'pid' | 'sharers'>>;

/** A branch that has nothing but branches. */
function above(label: Label, branches: readonly UsageBranch[]): UsageBranch {
	const retainedSize = branches.reduce((sum, branch) => sum + branch.retainedSize, 0);
	return {root: undefined, pid: undefined, sharers: [], ...label, retainedSize, branches, paths: []};
}

/** A branch with paths next below. */
function holding(
	{reading, live, retainedSize}: StoreAnalysis,
	label: Label,
	branches: readonly UsageBranch[],
	paths: ArrayLike<number>,
): UsageBranch {
	const {narSizes} = reading.graph;
	const branch = above(label, branches);
	let size = branch.retainedSize;
	for (let place = 0; place < paths.length; place++) {
		const id = paths[place]!;
		size += live[id] === 1 ? retainedSize(id) : narSizes[id]!;
	}

	return {...branch, retainedSize: size, paths};
}

function* sharedBranches(
	analysis: StoreAnalysis,
	{shared}: DominatorChildren,
	sharing: Sharing,
	holders: readonly RootHolder[],
	rootId: (root: number) => string,
): Steps<{
	readonly sharedBy: ReadonlyMap<RootGroup | 'several', readonly UsageBranch[]>;
	/** By set. */
	readonly ids: ReadonlyMap<number, string>;
}> {
	const branchIds = new Map<number, string>();
	const sharedBy = new Map<RootGroup | 'several', UsageBranch[]>();
	let count = 0;
	for (const [set, ids] of Map.groupBy(shared, (id) => sharing.setOf[id]!)) {
		const sharers = sharing.holders(set).map((place) => holders[place]!);
		const isOfOneGroup = sharers.every(({group}) => group === sharers[0]!.group);
		const key = isOfOneGroup ? sharers[0]!.group : 'several';
		const branches = sharedBy.get(key) ?? [];
		const label = sharersLabel(sharers, rootId);
		branchIds.set(set, label.id);
		branches.push(holding(analysis, {...label, sharers}, [], ids));
		sharedBy.set(key, branches);
		if (++count % pace === 0) {
			yield;
		}
	}

	return {sharedBy, ids: branchIds};
}

function holderBranch(
	analysis: StoreAnalysis,
	{roots, pid, name}: RootHolder,
	children: DominatorChildren,
	rootId: (root: number) => string,
): UsageBranch {
	const links = roots.map((root) => {
		const name = analysis.reading.roots.roots[root]!.link;
		return holding(analysis, {id: rootId(root), kind: 'root', name, root}, [], children.belowRoot(root));
	});
	return pid === undefined
		? links[0]!
		: holding(analysis, {id: `pid:${pid}`, kind: 'process', name, pid}, links, children.belowProcess(pid));
}

/** A link is enough, but a process has many roots of one link: all that it has mapped. */
function rootIds({reading}: StoreAnalysis): (root: number) => string {
	const {roots} = reading.roots;
	const targets = new Map(roots.toReversed().map(({link, target, state}) => [link, state === 'live' ? target : null]));
	return (root) => {
		const {link, target, process} = roots[root]!;
		return process === null && targets.get(link) === target ? `link:${link}` : `link:${link} ${target}`;
	};
}

/** `shared by 2 roots: /a/result, /b/result`, `shared by 14 roots: 12 NixOS generations, 2 result links` */
function sharersLabel(sharers: readonly RootHolder[], rootId: (root: number) => string): Label {
	const names =
		sharers.length <= MOST_NAMED
			? sharers.map(({name}) => name)
			: Array.from(
					Map.groupBy(sharers, ({group}) => group),
					([group, {length}]) => groupCount(group, length),
				);
	const ids = sharers.map(({pid, roots}) => (pid === undefined ? rootId(roots[0]!) : `pid:${pid}`));
	const digest = createHash('sha1').update(ids.sort().join('\n')).digest('hex').slice(0, 16);
	return {
		id: `shared:${digest}`,
		kind: 'shared',
		name: `shared by ${sharers.length} roots: ${names.join(', ')}`,
	};
}

function deadIds({reading, live, liveCount}: StoreAnalysis): Uint32Array {
	const ids = new Uint32Array(reading.graph.names.count - liveCount);
	let count = 0;
	for (let id = 0; id < live.length; id++) {
		if (live[id] === 0) {
			ids[count++] = id;
		}
	}

	return ids;
}

function waysBelow(top: readonly UsageBranch[]): ReadonlyMap<string, readonly UsageBranch[]> {
	const ways = new Map<string, readonly UsageBranch[]>();
	const add = (branch: UsageBranch, above: readonly UsageBranch[]) => {
		const way = [...above, branch];
		if (!ways.has(branch.id)) {
			ways.set(branch.id, way);
		}

		for (const below of branch.branches) {
			add(below, way);
		}
	};

	for (const branch of top) {
		add(branch, []);
	}

	return ways;
}
