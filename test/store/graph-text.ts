import type {Adjacency} from '../../source/store/adjacency.js';
import type {StoreGraph} from '../../source/store/store-graph.js';

/** The base names, by id. */
export function namesOf({names}: StoreGraph): string[] {
	return Array.from({length: names.count}, (_, id) => names.baseName(id));
}

/** The neighbours of each node. */
export function neighbours({offsets, targets}: Adjacency): number[][] {
	return Array.from({length: offsets.length - 1}, (_, node) => [...targets.slice(offsets[node], offsets[node + 1])]);
}

/** One line a path, sorted: all that does not depend on the order of ids. */
export function linesOf(graph: StoreGraph): string[] {
	const names = namesOf(graph);
	const references = neighbours(graph.references);
	const outputs = neighbours(graph.outputs);
	return names
		.map((name, id) => {
			const deriver = graph.derivers[id]!;
			return [
				name,
				graph.isSized[id] === 1 ? graph.narSizes[id] : 'size unknown',
				`by ${deriver === -1 ? 'unknown' : names[deriver]}`,
				`refers to ${[...references[id]!.map((to) => names[to]), ...(graph.refersToItself[id] === 1 ? [name] : [])].sort()}`,
				`outputs ${outputs[id]!.map((to) => names[to]).sort()}`,
			].join(' | ');
		})
		.sort();
}
