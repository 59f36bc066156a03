import type {StoreGraph} from '../../store/store-graph.js';

/** @returns NAR bytes; null where the database has none. */
export function pathSize({isSized, narSizes}: StoreGraph, id: number): number | null {
	return isSized[id] === 1 ? narSizes[id]! : null;
}
