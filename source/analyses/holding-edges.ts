import {type Adjacency, adjacencyOf, reversed} from '../store/adjacency.js';
import type {KeepSettings, StoreGraph} from '../store/store-graph.js';
import type {HoldKind} from './store-analysis.js';

/** By which one path holds others, in lists of one kind each, and the same turned around. */
export type HoldingEdges = {
	readonly kinds: readonly HoldKind[];
	/** From a path to what it holds. */
	readonly holds: readonly Adjacency[];
	/** From a path to what holds it. */
	readonly heldBy: readonly Adjacency[];
};

/**
 * Nix's rule of what a live path keeps alive (misc.cc, computeFSClosure as gc.cc calls it): its references, its deriver
 * with keep-derivations, its outputs with keep-outputs. The graph has only valid derivers and outputs, and no
 * references to oneself.
 *
 * Nix deletes a path when no root is found going back from it (gc.cc, maybeDeleteReferrersClosure), and back from a
 * derivation it goes only to outputs that the derivation lists. So where a recorded deriver does not list the path, it
 * depends on the order in which Nix meets the two whether the deriver stays; here it always stays, as it does in Nix
 * whenever the path comes first.
 */
export function holdingEdges(graph: StoreGraph, {keepOutputs, keepDerivations}: KeepSettings): HoldingEdges {
	const kinds: HoldKind[] = ['reference'];
	const holds = [graph.references];
	const heldBy = [graph.referrers];
	if (keepDerivations) {
		const derivers = derivedFrom(graph.derivers);
		kinds.push('deriver');
		holds.push(derivers);
		heldBy.push(reversed(derivers));
	}

	if (keepOutputs) {
		kinds.push('output');
		holds.push(graph.outputs);
		heldBy.push(reversed(graph.outputs));
	}

	return {kinds, holds, heldBy};
}

function derivedFrom(derivers: Int32Array): Adjacency {
	const sources = new Uint32Array(derivers.length);
	const targets = new Uint32Array(derivers.length);
	let count = 0;
	for (let id = 0; id < derivers.length; id++) {
		if (derivers[id]! >= 0) {
			sources[count] = id;
			targets[count++] = derivers[id]!;
		}
	}

	return adjacencyOf(derivers.length, sources, targets, count);
}
