/** Hands out activity numbers for all sources of a session, so that two Nix processes never share one. */
export type ActivityIdAllocator = {
	next(): number;
};

/** @returns Numbers from 1 on, so that no activity is falsy. */
export function createActivityIdAllocator(): ActivityIdAllocator {
	let last = 0;
	return {
		next: () => {
			last += 1;
			return last;
		},
	};
}
