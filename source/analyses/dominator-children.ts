import {type Adjacency, adjacencyOf} from '../store/adjacency.js';
import type {Steps} from './steps.js';
import type {Holder, StoreAnalysis} from './store-analysis.js';

/** The dominator tree from above: what stands next below each path, root and process. */
export type DominatorChildren = {
	/** Next below each path. */
	readonly belowPath: Adjacency;
	/** Next below a root: the path that it alone holds. */
	belowRoot(root: number): readonly number[];
	/** Next below a process: what several of its roots hold, and nothing else. */
	belowProcess(pid: number): readonly number[];
	/** What several holders share: below none of them. */
	readonly shared: readonly number[];
	/** All live paths that stand below no path. */
	readonly highest: readonly number[];
};

const pace = 50_000;

export function* dominatorChildren(analysis: StoreAnalysis): Steps<DominatorChildren> {
	const {live} = analysis;
	const parents = new Uint32Array(analysis.liveCount);
	const children = new Uint32Array(analysis.liveCount);
	const belowHolder = new Map<string, number[]>();
	const shared: number[] = [];
	const highest: number[] = [];
	let count = 0;
	for (let id = 0; id < live.length; id++) {
		if (id % pace === pace - 1) {
			yield;
		}

		const parent = live[id] === 1 ? analysis.immediateDominator(id) : id;
		if (parent === id) {
			continue;
		}

		if (typeof parent === 'number') {
			parents[count] = parent;
			children[count++] = id;
			continue;
		}

		highest.push(id);
		if (parent === undefined) {
			shared.push(id);
		} else {
			const key = holderKey(parent);
			const below = belowHolder.get(key) ?? [];
			below.push(id);
			belowHolder.set(key, below);
		}
	}

	yield;
	return {
		belowPath: adjacencyOf(live.length, parents, children, count),
		belowRoot: (root) => belowHolder.get(holderKey({root})) ?? [],
		belowProcess: (pid) => belowHolder.get(holderKey({pid})) ?? [],
		shared,
		highest,
	};
}

function holderKey(holder: Holder): string {
	return 'pid' in holder ? `pid ${holder.pid}` : `root ${holder.root}`;
}
