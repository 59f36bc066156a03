/** A node of the usage tree before it has its place. */
export type UsageBranch = {
	readonly path?: string;
	readonly link?: string;
	readonly group?: string;
	/** NAR bytes of its own; 0 for links and groups. */
	readonly narSize: number;
	readonly retainedSize: number;
	/** Largest first; made when they are wanted. */
	readonly children: () => readonly UsageBranch[];
};

/** A branch that has no bytes of its own. */
export function branchOf(
	label: {readonly link: string} | {readonly group: string},
	children: () => readonly UsageBranch[],
	retainedSize: number,
): UsageBranch {
	return {...label, narSize: 0, retainedSize, children};
}

/** A branch that has nothing but its children. */
export function branchAbove(
	label: {readonly link: string} | {readonly group: string},
	children: readonly UsageBranch[],
): UsageBranch {
	const sorted = [...children].sort(largestFirst);
	return {...label, narSize: 0, retainedSize: sizeOfAll(sorted), children: () => sorted};
}

export function sizeOfAll(branches: readonly UsageBranch[]): number {
	return branches.reduce((sum, {retainedSize}) => sum + retainedSize, 0);
}

export function largestFirst(a: UsageBranch, b: UsageBranch): number {
	return b.retainedSize - a.retainedSize || b.narSize - a.narSize;
}
