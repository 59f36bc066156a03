import type {Adjacency} from '../../store/adjacency.js';

/** The edges of several lists in one. */
export function joinedEdges(lists: readonly Adjacency[]): Adjacency {
	if (lists.length === 1) {
		return lists[0]!;
	}

	const nodeCount = Math.max(0, ...lists.map(({offsets}) => offsets.length - 1));
	const offsets = new Uint32Array(nodeCount + 1);
	const targets = new Uint32Array(lists.reduce((sum, list) => sum + list.targets.length, 0));
	let count = 0;
	for (let node = 0; node < nodeCount; node++) {
		for (const list of lists) {
			const end = list.offsets[node + 1] ?? 0;
			for (let edge = list.offsets[node] ?? 0; edge < end; edge++) {
				targets[count++] = list.targets[edge]!;
			}
		}

		offsets[node + 1] = count;
	}

	return {offsets, targets};
}
