/** @returns Hold links whose time is over, and which are still there: a collection drops them. */
export function expiredHolds(_environment: NodeJS.ProcessEnv, _now: number): string[] {
	throw new Error('not there yet');
}

/** @returns Until when each hold link that is still there holds, in milliseconds since 1970. */
export function heldUntil(_environment: NodeJS.ProcessEnv): ReadonlyMap<string, number> {
	throw new Error('not there yet');
}
