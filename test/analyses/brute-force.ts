import type {PlainStore} from './random-reading.js';

/** What a test leaves out before it marks again. */
export type Without = {
	readonly path?: number;
	/** Places in `store.roots`. */
	readonly roots?: ReadonlySet<number>;
	readonly pid?: number;
};

/** All paths that roots keep alive: the plainest way, edge after edge until nothing changes. */
export function aliveWithout(store: PlainStore, without: Without = {}): Set<number> {
	const alive = new Set(
		store.roots
			.filter(({live, pid}, root) => live && !without.roots?.has(root) && (pid === null || pid !== without.pid))
			.map(({target}) => target),
	);
	alive.delete(without.path ?? -1);
	const edges = holdingPairs(store);
	for (let before = -1; before !== alive.size; ) {
		before = alive.size;
		for (const [from, to] of edges) {
			if (alive.has(from) && to !== without.path) {
				alive.add(to);
			}
		}
	}

	return alive;
}

/** @returns Everything reached from `id` over the pairs, itself included, but never through `without`. */
export function reachable(id: number, pairs: ReadonlyArray<readonly [number, number]>, without?: number): Set<number> {
	const found = new Set(id === without ? [] : [id]);
	for (let before = -1; before !== found.size; ) {
		before = found.size;
		for (const [from, to] of pairs) {
			if (found.has(from) && to !== without) {
				found.add(to);
			}
		}
	}

	return found;
}

export function holdingPairs(store: PlainStore): ReadonlyArray<readonly [number, number]> {
	return [
		...store.references,
		...(store.keepDerivations ? store.derivers : []),
		...(store.keepOutputs ? store.outputs : []),
	];
}

export function sum(store: PlainStore, ids: Iterable<number>): number {
	return [...ids].reduce((size, id) => size + store.sizes[id]!, 0);
}

export function difference(from: ReadonlySet<number>, other: ReadonlySet<number>): number[] {
	return [...from].filter((id) => !other.has(id)).sort((a, b) => a - b);
}
