import {collected} from '../analyses/collected.js';
import type {StoreAnalysis} from '../analyses/store-analysis.js';

/** What a collection deletes of the valid paths, by id, rising. */
export type DeletedPaths = {
	/** Of what no root holds as it is. */
	readonly alreadyDead: Uint32Array;
	/** Of what dies with the dropped roots. */
	readonly newlyDead: Uint32Array;
	/** NAR bytes of both. */
	readonly narSize: number;
	/** How many dead paths stay in the database, since their files are gone (analyses/collected.ts). */
	readonly leftCount: number;
};

/** @param roots Places in `reading.roots.roots`, with all roots of each link. */
export function deletedPaths(analysis: StoreAnalysis, roots: readonly number[]): DeletedPaths {
	const {reading, live} = analysis;
	const isDead = live.map((one) => 1 - one);
	for (const id of roots.length === 0 ? [] : analysis.freedBy(roots).ids) {
		isDead[id] = 1;
	}

	const isDeleted = collected(reading, isDead);
	const alreadyDead: number[] = [];
	const newlyDead: number[] = [];
	let narSize = 0;
	let leftCount = 0;
	for (let id = 0; id < isDead.length; id++) {
		if (isDeleted[id] === 1) {
			(live[id] === 1 ? newlyDead : alreadyDead).push(id);
			narSize += reading.graph.narSizes[id]!;
		} else {
			leftCount += isDead[id]!;
		}
	}

	return {alreadyDead: Uint32Array.from(alreadyDead), newlyDead: Uint32Array.from(newlyDead), narSize, leftCount};
}
