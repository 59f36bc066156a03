/**
 * Identity of a row of the tree, which survives every change of the graph: a build, a transfer, or the counted line of
 * what is folded below a root (or beside all roots).
 */
export type NodeKey = number;

export function buildKey(build: number): NodeKey {
	return build * 2;
}

export function transferKey(transfer: number): NodeKey {
	return transfer * 2 + 1;
}

/** @param root Its build index; -1 for the line beside the roots. */
export function foldKey(root: number): NodeKey {
	return -2 - root;
}

export function isBuildKey(key: NodeKey): boolean {
	return key >= 0 && key % 2 === 0;
}

export function isTransferKey(key: NodeKey): boolean {
	return key >= 0 && key % 2 === 1;
}

/** Index of the build or transfer. */
export function keyIndex(key: NodeKey): number {
	return key >> 1;
}

/** Of a counted line: build index of its root; -1 beside the roots. */
export function foldRoot(key: NodeKey): number {
	return -2 - key;
}
