import {expiredHolds, type HoldOf, heldLinks} from '../collection/holds.js';
import {StoreError} from '../store/store-error.js';

/** What the journal tells of holds that are there. */
export type KnownHolds = {
	/** What each was made for, by its link. */
	readonly links: ReadonlyMap<string, HoldOf>;
	/** Links of those whose time is over. */
	readonly expired: readonly string[];
	/** Why nothing is known of them, in words. */
	readonly remarks: readonly string[];
};

export const NO_HOLDS: KnownHolds = {links: new Map(), expired: [], remarks: []};

/**
 * Looking at a store needs no journal: one that cannot be read is told.
 *
 * @param now Milliseconds since 1970.
 */
export function knownHolds(environment: NodeJS.ProcessEnv, now: number): KnownHolds {
	try {
		return {links: heldLinks(environment), expired: expiredHolds(environment, now), remarks: []};
	} catch (error) {
		if (error instanceof StoreError) {
			return {...NO_HOLDS, remarks: [`${error.message}: nothing can be dropped, put back or collected until it can`]};
		}

		throw error;
	}
}
