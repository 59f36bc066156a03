import type {StoreReading} from '../store/store-reading.js';
import {holdingEdges} from './holding-edges.js';
import {reach} from './reach.js';

/**
 * Which of the dead paths a collection really deletes. It starts from the entries of the store's folder, so a valid path
 * whose files are gone stays in the database, unless it holds a dead path that is there (gc.cc, collectGarbage).
 *
 * @param isDead 1 where a path would be dead.
 * @returns 1 where it would be deleted.
 */
export function collected({graph, settings, missing}: StoreReading, isDead: Uint8Array): Uint8Array {
	if (missing === undefined || missing.length === 0) {
		return isDead;
	}

	const isMissing = new Uint8Array(isDead.length);
	for (const id of missing) {
		isMissing[id] = 1;
	}

	// What is not dead is not entered.
	const seen = isDead.map((dead) => 1 - dead);
	const present = function* () {
		for (const [id, dead] of isDead.entries()) {
			if (dead === 1 && isMissing[id] === 0) {
				yield id;
			}
		}
	};
	const deleted = new Uint8Array(isDead.length);
	for (const id of reach(present(), holdingEdges(graph, settings).heldBy, seen)) {
		deleted[id] = 1;
	}

	return deleted;
}
