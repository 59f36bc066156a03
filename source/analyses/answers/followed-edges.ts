import {type Adjacency, adjacencyOf} from '../../store/adjacency.js';
import type {StoreReading} from '../../store/store-reading.js';

/** The edges by which one path holds another under the keep settings: references, derivers, outputs. */
export function followedEdges({graph, settings}: StoreReading): Adjacency {
	const {names, references, derivers, outputs} = graph;
	const {keepDerivations, keepOutputs} = settings;
	if (!keepDerivations && !keepOutputs) {
		return references;
	}

	const most = references.targets.length + (keepDerivations ? names.count : 0) + outputs.targets.length;
	const sources = new Uint32Array(most);
	const targets = new Uint32Array(most);
	let count = 0;
	for (let id = 0; id < names.count; id++) {
		addAll(id, references);
		if (keepDerivations && derivers[id] !== -1) {
			add(id, derivers[id]!);
		}

		if (keepOutputs) {
			addAll(id, outputs);
		}
	}

	return adjacencyOf(names.count, sources, targets, count);

	function addAll(source: number, {offsets, targets: all}: Adjacency): void {
		for (let edge = offsets[source]!; edge < offsets[source + 1]!; edge++) {
			add(source, all[edge]!);
		}
	}

	function add(source: number, target: number): void {
		sources[count] = source;
		targets[count++] = target;
	}
}
