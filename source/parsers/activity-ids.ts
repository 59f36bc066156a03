/** Hands out activity numbers for all sources of a session, so that two Nix processes never share one. */
export type ActivityIdAllocator = {
	next(): number;
};
