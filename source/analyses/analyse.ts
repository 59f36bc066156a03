import type {StoreReading} from '../store/store-reading.js';
import {type ClosureSizes, closureTables, type PathSets, sumClosures} from './closure-sizes.js';
import {depthFirst} from './depth-first.js';
import {immediateDominators, retainedSizes} from './dominators.js';
import {freedTogether} from './drop-roots.js';
import {lazily} from './lazily.js';
import {liveGraph} from './live-graph.js';
import {proposedRoots} from './propose-roots.js';
import {reach, sizeOf} from './reach.js';
import {chainTo, rootOf, shortestChains} from './shortest-chains.js';
import {finished, type Steps} from './steps.js';
import type {MakeAnalysis, StoreAnalysis} from './store-analysis.js';

/** So few closures are walked one by one: the tables for many take longer to make, and once they are there still a bit. */
const fewClosures = 12;
const fewWithTables = 2;

/** Answers about one reading; see StoreAnalysis for each. */
export const analyse: MakeAnalysis = (reading) => {
	const {graph, roots} = reading;
	const {narSizes, references, referrers} = graph;
	const pathCount = graph.names.count;
	const held = lazily(() => liveGraph(reading));
	const search = lazily(() => depthFirst(held()));
	const live = lazily(() => marks(search().numbers, pathCount));
	const liveCount = lazily(() => live().reduce((count, isLive) => count + isLive, 0));
	const liveNarSize = lazily(() => live().reduce((size, isLive, id) => size + isLive * narSizes[id]!, 0));
	const tree = lazily(() => dominatorTree(held(), search(), narSizes));
	const chains = lazily(() => shortestChains(held()));
	let closures: ClosureSizes | undefined;

	/** By id; NaN until it is known. */
	const knownClosures = lazily(() => new Float64Array(pathCount).fill(Number.NaN));

	const closure = (id: number) => reach([id], [references], new Uint8Array(pathCount));
	const closureSize = (id: number) => {
		const known = knownClosures();
		if (Number.isNaN(known[id])) {
			known[id] = sizeOf(closure(id), narSizes);
		}

		return known[id]!;
	};

	function* closureSizeSteps(ids: ArrayLike<number>, onDone?: (done: number) => void): Steps<Float64Array> {
		const known = knownClosures();
		const missing = Uint32Array.from(ids).filter((id) => Number.isNaN(known[id]));
		if (missing.length > (closures === undefined ? fewClosures : fewWithTables)) {
			const before = ids.length - missing.length;
			closures ??= yield* closureTables(references, narSizes);
			const sizes = yield* sumClosures(closures, single(missing), (done) => onDone?.(before + done));
			for (const [place, id] of missing.entries()) {
				known[id] = sizes[place]!;
			}
		}

		const sizes = new Float64Array(ids.length);
		for (let place = 0; place < sizes.length; place++) {
			if (Number.isNaN(known[ids[place]!])) {
				yield;
			}

			sizes[place] = closureSize(ids[place]!);
		}

		onDone?.(ids.length);
		return sizes;
	}

	const retainedSize = (node: number) => {
		const number = search().numbers[node]!;
		return number < 0 ? 0 : tree().retained[number]!;
	};

	const rootRetainedSize = (root: number) => {
		const node = held().roots.nodes[root]!;
		return node < 0 ? 0 : retainedSize(node);
	};

	const processRetainedSize = (pid: number) => {
		const node = held().roots.processes.get(pid);
		return node === undefined ? 0 : retainedSize(node);
	};

	const dominatorOf = (node: number) => {
		const {numbers, nodes} = search();
		return nodes[tree().dominators[numbers[node]!]!]!;
	};

	return {
		reading,
		get holding() {
			return held().holding;
		},
		get live() {
			return live();
		},
		get liveCount() {
			return liveCount();
		},
		get liveNarSize() {
			return liveNarSize();
		},
		retainedSize,
		rootRetainedSize,
		processRetainedSize,
		dominators(id) {
			const paths: number[] = [];
			if (live()[id] === 0) {
				return {paths, holder: undefined};
			}

			let node = dominatorOf(id);
			while (node < pathCount) {
				paths.push(node);
				node = dominatorOf(node);
			}

			return {paths, holder: held().roots.holder(node)};
		},
		immediateDominator(id) {
			if (live()[id] === 0) {
				return undefined;
			}

			const node = dominatorOf(id);
			return node < pathCount ? node : held().roots.holder(node);
		},
		shortestChain(id) {
			const steps = chainTo(id, chains(), held());
			return steps.length === 0 ? undefined : {root: rootOf(steps[0]!.id, held().roots.targets, roots.roots), steps};
		},
		rootsHolding(id) {
			const {targets} = held().roots;
			const seen = new Uint8Array(pathCount);
			reach([id], held().holding.heldBy, seen);
			return roots.roots.flatMap((_, root) => (targets[root]! >= 0 && seen[targets[root]!] === 1 ? [root] : []));
		},
		heldBy(id) {
			const {kinds, heldBy} = held().holding;
			return heldBy.flatMap(({offsets, targets}, list) =>
				Array.from(targets.subarray(offsets[id]!, offsets[id + 1]!))
					.filter((holder) => live()[holder] === 1)
					.map((holder) => ({id: holder, via: kinds[list]!})),
			);
		},
		closure,
		closureSize,
		closureSizes: (ids, onDone) => finished(closureSizeSteps(ids, onDone)),
		closureSizeSteps,
		*unionSizeSteps(sets) {
			closures ??= yield* closureTables(references, narSizes);
			return yield* sumClosures(closures, sets);
		},
		retainedInClosure(id) {
			const flow = {nodeCount: pathCount, start: id, successors: [references], predecessors: [referrers]};
			const inside = depthFirst(flow);
			const {retained} = dominatorTree(flow, inside, narSizes);
			const members = closure(id);
			return {members, retained: Float64Array.from(members, (member) => retained[inside.numbers[member]!]!)};
		},
		deadReferrers(id) {
			// No live path refers to a dead one.
			return live()[id] === 1 ? new Uint32Array() : reach([id], [referrers], new Uint8Array(pathCount)).slice(1);
		},
		freedBy: (dropped) => freedTogether(held(), dropped, live(), narSizes),
		proposeRoots: (bytes, candidates, now) =>
			proposedRoots(held(), roots.roots, candidates, bytes, now, rootRetainedSize, narSizes),
	} satisfies StoreAnalysis;
};

function dominatorTree(
	flow: Parameters<typeof immediateDominators>[0],
	search: Parameters<typeof immediateDominators>[1],
	narSizes: StoreReading['graph']['narSizes'],
): {dominators: Int32Array; retained: Float64Array} {
	const dominators = immediateDominators(flow, search);
	const sizes = new Float64Array(search.nodes.length);
	for (let number = 0; number < sizes.length; number++) {
		const node = search.nodes[number]!;
		sizes[number] = node < narSizes.length ? narSizes[node]! : 0;
	}

	return {dominators, retained: retainedSizes(dominators, sizes)};
}

/** @returns 1 for each path that has a number. */
function marks(numbers: Int32Array, pathCount: number): Uint8Array {
	const live = new Uint8Array(pathCount);
	for (let id = 0; id < pathCount; id++) {
		live[id] = numbers[id]! < 0 ? 0 : 1;
	}

	return live;
}

/** @returns A set for each path. */
function single(members: Uint32Array): PathSets {
	return {members, offsets: Uint32Array.from({length: members.length + 1}, (_, place) => place)};
}
