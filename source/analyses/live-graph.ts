import type {StoreReading} from '../store/store-reading.js';
import type {Flow} from './flow.js';
import {type HoldingEdges, holdingEdges} from './holding-edges.js';
import {type RootNodes, rootNodes} from './root-nodes.js';

/** Everything that holds something: roots over links over paths. */
export type LiveGraph = Flow & {readonly roots: RootNodes; readonly holding: HoldingEdges};

/** Paths have the numbers of `reading.graph`; the lists of edges are those of `holding` and then that of the roots. */
export function liveGraph({graph, roots, settings}: StoreReading): LiveGraph {
	const holding = holdingEdges(graph, settings);
	const nodes = rootNodes(roots.roots, graph.names);
	return {
		roots: nodes,
		holding,
		nodeCount: nodes.nodeCount,
		start: nodes.start,
		successors: [...holding.holds, nodes.edges],
		predecessors: [...holding.heldBy, nodes.reverseEdges],
	};
}
