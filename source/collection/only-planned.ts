import {reach} from '../analyses/reach.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';

/**
 * Dead paths that must go with these: Nix deletes a path only together with all that hold it (gc.cc,
 * deleteReferrersClosure).
 *
 * @param ids What dies with the dropped roots.
 * @returns Of what is dead already; without `ids`, rising.
 */
export function onlyPlanned({holding, live}: StoreAnalysis, ids: Uint32Array): Uint32Array {
	const seen = new Uint8Array(live.length);
	const reached = reach(ids, holding.heldBy, seen);
	return reached.filter((id) => live[id] === 0).sort();
}
