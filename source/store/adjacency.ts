/**
 * The neighbours of every node in one list (compressed sparse rows): those of `node` are
 * `targets[offsets[node]]` up to, not including, `targets[offsets[node + 1]]`.
 */
export type Adjacency = {
	/** One more than there are nodes. */
	readonly offsets: Uint32Array;
	readonly targets: Uint32Array;
};

/**
 * Sorts edges by their source, keeping the order of those of one source.
 *
 * @param count How many of the edges in `sources` and `targets` count.
 */
export function adjacencyOf(
	nodeCount: number,
	sources: ArrayLike<number>,
	targets: ArrayLike<number>,
	count = sources.length,
): Adjacency {
	const offsets = new Uint32Array(nodeCount + 1);
	for (let edge = 0; edge < count; edge++) {
		offsets[sources[edge]! + 1]!++;
	}

	for (let node = 0; node < nodeCount; node++) {
		offsets[node + 1]! += offsets[node]!;
	}

	const next = offsets.slice();
	const sorted = new Uint32Array(count);
	for (let edge = 0; edge < count; edge++) {
		sorted[next[sources[edge]!]!++] = targets[edge]!;
	}

	return {offsets, targets: sorted};
}

/** @returns The same edges, turned around; neighbours in rising order. */
export function reversed({offsets, targets}: Adjacency): Adjacency {
	const nodeCount = offsets.length - 1;
	const reverse = new Uint32Array(nodeCount + 1);
	for (const target of targets) {
		reverse[target + 1]!++;
	}

	for (let node = 0; node < nodeCount; node++) {
		reverse[node + 1]! += reverse[node]!;
	}

	const next = reverse.slice();
	const sources = new Uint32Array(targets.length);
	for (let node = 0; node < nodeCount; node++) {
		for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
			sources[next[targets[edge]!]!++] = node;
		}
	}

	return {offsets: reverse, targets: sources};
}
