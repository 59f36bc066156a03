import {type Holder, type HoldKind, holds, type StoreAnalysis} from '../../../source/analyses/store-analysis.js';
import type {StoreReading} from '../../../source/store/store-reading.js';

/** What is left out: a path, links, or a process. */
type Without = {readonly path?: number; readonly roots?: ReadonlySet<number>};

/** A StoreAnalysis by its definitions: whatever would be dead without something is found by leaving that out. */
export function simpleAnalysis(reading: StoreReading): StoreAnalysis {
	const {graph, roots, settings} = reading;
	const all = [...Array(graph.names.count).keys()];
	const target = (root: number) => {
		const {target: path, state} = roots.roots[root]!;
		return state === 'live' && path !== null ? graph.names.findBaseName(path.slice(path.lastIndexOf('/') + 1)) : -1;
	};
	const holding = [...roots.roots.keys()].filter((root) => holds(roots.roots[root]!));
	const live = reach(holding.map(target));
	const pids = new Set(roots.roots.map(({process}) => process?.pid).filter((pid) => pid !== undefined));

	function neighbours(id: number): [number, HoldKind][] {
		const found: [number, HoldKind][] = list(graph.references, id).map((other) => [other, 'reference']);
		if (settings.keepDerivations && graph.derivers[id] !== -1) {
			found.push([graph.derivers[id]!, 'deriver']);
		}

		return settings.keepOutputs
			? [...found, ...list(graph.outputs, id).map((other): [number, HoldKind] => [other, 'output'])]
			: found;
	}

	function reach(starts: readonly number[], without: Without = {}, isByReference = false): Set<number> {
		const seen = new Set<number>();
		const visit = (id: number) => {
			if (id === -1 || id === without.path || seen.has(id)) {
				return;
			}

			seen.add(id);
			for (const [other, kind] of neighbours(id)) {
				if (!isByReference || kind === 'reference') {
					visit(other);
				}
			}
		};
		starts.forEach(visit);
		return seen;
	}

	function dies(without: Without): number[] {
		const left = reach(holding.filter((root) => !without.roots?.has(root)).map(target), without);
		return [...live].filter((id) => !left.has(id)).sort((a, b) => a - b);
	}

	const size = (ids: Iterable<number>) => [...ids].reduce((sum, id) => sum + graph.narSizes[id]!, 0);
	const closure = (id: number) => reach([id], {}, true);
	const rootsOfPid = (pid: number) => new Set(holding.filter((root) => roots.roots[root]!.process?.pid === pid));

	function holder(id: number): Holder | undefined {
		const root = holding.find((one) => dies({roots: new Set([one])}).includes(id));
		if (root !== undefined) {
			return {root};
		}

		const pid = [...pids].find((one) => dies({roots: rootsOfPid(one)}).includes(id));
		return pid === undefined ? undefined : {pid};
	}

	/** Nearest first: the nearer one is dominated by more. */
	function dominatorPaths(id: number): number[] {
		return all
			.filter((other) => other !== id && live.has(id) && dies({path: other}).includes(id))
			.sort((a, b) => dies({path: a}).length - dies({path: b}).length);
	}

	return {
		reading,
		live: Uint8Array.from(all, (id) => Number(live.has(id))),
		liveCount: live.size,
		liveNarSize: size(live),
		retainedSize: (id) => (live.has(id) ? size(dies({path: id})) : 0),
		rootRetainedSize: (root) => (holding.includes(root) ? size(dies({roots: new Set([root])})) : 0),
		dominators: (id) => ({paths: dominatorPaths(id), holder: live.has(id) ? holder(id) : undefined}),
		shortestChain(id) {
			const chains = holding.map((root) => ({root, steps: [{id: target(root), via: 'root' as 'root' | HoldKind}]}));
			const seen = new Set<number>();
			for (const chain of chains) {
				const last = chain.steps.at(-1)!.id;
				if (last === id) {
					return chain;
				}

				if (!seen.has(last)) {
					seen.add(last);
					chains.push(
						...neighbours(last).map(([next, via]) => ({root: chain.root, steps: [...chain.steps, {id: next, via}]})),
					);
				}
			}

			return undefined;
		},
		rootsHolding: (id) => holding.filter((root) => reach([target(root)]).has(id)),
		closure: (id) => Uint32Array.from(closure(id)).sort(),
		closureSize: (id) => size(closure(id)),
		closureSizes(ids, onDone) {
			onDone?.(ids.length);
			return Float64Array.from(Array.from(ids), (id) => size(closure(id)));
		},
		retainedInClosure(id) {
			const members = Uint32Array.from(closure(id)).sort();
			const retained = Float64Array.from(members, (member) =>
				member === id ? size(closure(id)) : size(closure(id)) - size(reach([id], {path: member}, true)),
			);
			return {members, retained};
		},
		deadReferrers: (id) =>
			Uint32Array.from(all.filter((other) => other !== id && !live.has(other) && closure(other).has(id))),
		freedBy(some) {
			const ids = Uint32Array.from(dies({roots: new Set(some)}));
			return {ids, narSize: size(ids)};
		},
		proposeRoots(bytes, candidates) {
			const chosen: number[] = [];
			for (const root of candidates) {
				if (size(dies({roots: new Set(chosen)})) < bytes) {
					chosen.push(root);
				}
			}

			return chosen;
		},
		immediateDominator: (id) => dominatorPaths(id)[0] ?? holder(id),
	};
}

function list({offsets, targets}: {offsets: Uint32Array; targets: Uint32Array}, id: number): number[] {
	return Array.from(targets.subarray(offsets[id]!, offsets[id + 1]!));
}
