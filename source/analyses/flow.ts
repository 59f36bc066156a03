import type {Adjacency} from '../store/adjacency.js';

/**
 * A directed graph with one node from which the others are looked at. Edges come in several lists, tried in order; a
 * list may know only the first nodes (its offsets are shorter), the rest have no edges in it.
 */
export type Flow = {
	readonly nodeCount: number;
	readonly start: number;
	readonly successors: readonly Adjacency[];
	/** The same edges turned around, and list for list. */
	readonly predecessors: readonly Adjacency[];
};
