import {type Adjacency, adjacencyOf} from '../../store/adjacency.js';
import type {Holder, StoreAnalysis} from '../store-analysis.js';
import type {UsageAnswer, UsageNode} from './answer.js';
import {completeness} from './completeness.js';
import {rootHolders} from './holders.js';
import {joinedEdges} from './joined-edges.js';
import {sharing} from './sharing.js';
import {largestFirst, type UsageBranch} from './usage-branch.js';
import {rootBranches} from './usage-roots.js';

/**
 * The store as a tree in which each byte counts once. On top are groups of roots, each with what it holds alone: its
 * links and processes with what each holds alone, then what only several of them hold together. Beside these stands
 * what roots of several groups share, and what is dead. Below a path is what goes with it.
 *
 * @param options.depth How many levels; undefined for all.
 */
export function usageAnswer(analysis: StoreAnalysis, {depth}: {readonly depth: number | undefined}): UsageAnswer {
	const top = usageBranches(analysis);
	const nodes: UsageNode[] = [];
	let level = top.map((branch): [number | null, UsageBranch] => [null, branch]);
	for (let count = 1; level.length > 0 && count <= (depth ?? Number.POSITIVE_INFINITY); count++) {
		const below: typeof level = [];
		const isLast = count === depth;
		for (const [parent, {children, ...node}] of level) {
			const id = nodes.length;
			nodes.push({id, parent, ...node});
			for (const child of isLast ? [] : children()) {
				below.push([id, child]);
			}
		}

		level = below;
	}

	const total = analysis.reading.graph.narSizes.reduce((sum, size) => sum + size, 0);
	return {...completeness(analysis.reading), total, nodes};
}

function usageBranches(analysis: StoreAnalysis): UsageBranch[] {
	const {reading} = analysis;
	const {names, narSizes} = reading.graph;
	const tree = dominatorTree(analysis);
	const holders = rootHolders(reading);
	const branches = rootBranches(
		{
			...tree,
			holders,
			links: reading.roots.roots.map(({link}) => link),
			sharing: sharing(
				joinedEdges(analysis.holding.holds),
				holders.map(({targets}) => targets),
			),
		},
		(ids) => ids.map(pathBranch).sort(largestFirst),
	);

	const dead = deadIds(analysis);
	return dead.length === 0 ? branches : [...branches, deadBranch(dead)];

	function deadBranch(ids: Uint32Array): UsageBranch {
		return {
			group: 'dead',
			narSize: 0,
			retainedSize: ids.reduce((sum, id) => sum + narSizes[id]!, 0),
			children: () =>
				Array.from(ids, (id) => ({
					path: names.path(id),
					narSize: narSizes[id]!,
					retainedSize: narSizes[id]!,
					children: () => [],
				})),
		};
	}

	function pathBranch(id: number): UsageBranch {
		return {
			path: names.path(id),
			narSize: narSizes[id]!,
			retainedSize: analysis.retainedSize(id),
			children: () => neighbours(tree.belowPath, id).map(pathBranch).sort(largestFirst),
		};
	}
}

/** Largest first. */
function deadIds({reading, live, liveCount}: StoreAnalysis): Uint32Array {
	const {names, narSizes} = reading.graph;
	const ids = new Uint32Array(names.count - liveCount);
	let count = 0;
	for (let id = 0; id < names.count; id++) {
		if (live[id] === 0) {
			ids[count++] = id;
		}
	}

	return ids.sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);
}

/** The dominator tree from above: what stands next below each path, root and process. */
function dominatorTree(analysis: StoreAnalysis) {
	const {names} = analysis.reading.graph;
	const parents = new Uint32Array(analysis.liveCount);
	const children = new Uint32Array(analysis.liveCount);
	const belowHolder = new Map<string, number[]>();
	const shared: number[] = [];
	let count = 0;
	for (let id = 0; id < names.count; id++) {
		if (analysis.live[id] === 0) {
			continue;
		}

		const parent = analysis.immediateDominator(id);
		if (parent === undefined) {
			shared.push(id);
		} else if (typeof parent === 'number') {
			parents[count] = parent;
			children[count++] = id;
		} else {
			const key = holderKey(parent);
			const below = belowHolder.get(key) ?? [];
			below.push(id);
			belowHolder.set(key, below);
		}
	}

	return {
		belowPath: adjacencyOf(names.count, parents, children, count),
		belowRoot: (root: number) => belowHolder.get(holderKey({root})) ?? [],
		belowProcess: (pid: number) => belowHolder.get(holderKey({pid})) ?? [],
		shared,
	};
}

function holderKey(holder: Holder): string {
	return 'pid' in holder ? `pid ${holder.pid}` : `root ${holder.root}`;
}

function neighbours({offsets, targets}: Adjacency, node: number): number[] {
	return Array.from(targets.subarray(offsets[node]!, offsets[node + 1]!));
}
