/** Something that stands below a path in a tree. */
export type TreeChild = {
	/** Its id; -1 when it is no path, and nothing stands below it. */
	readonly path: number;
};

/** A row of a tree before it is shown. */
export type TreeEntry<Child extends TreeChild> = {
	/** Undefined for the row that stands for those that are not shown. */
	readonly child: Child | undefined;
	/** How many are not shown. */
	readonly hidden: number;
	readonly key: string;
	readonly depth: number;
	readonly canOpen: boolean;
	readonly isOpen: boolean;
	readonly isRepeated: boolean;
};

export type TreePlan<Child extends TreeChild> = {
	readonly pathCount: number;
	/** The path whose tree it is; counts as shown. */
	readonly start: number;
	/** In order; asked for open rows only. */
	childrenOf(path: number): readonly Child[];
	hasChildren(path: number): boolean;
	/** Tells a child from the others below the same path; stable over readings. */
	nameOf(child: Child): string;
	/** Whether a child stays shown when there are too many. */
	isKept(child: Child): boolean;
	/** Paths that are open at first, one below the other. */
	readonly openAtFirst: readonly number[];
	/** Keys. */
	readonly opened: readonly string[];
	readonly shut: readonly string[];
};

/** So many children are shown below a row; the others when that is asked for. */
export const mostChildren = 50;

const moreName = 'more';

/**
 * The rows of a tree from its highest to its lowest. A path that stands further up already is not opened again, so that
 * there is an end to it where paths hold each other.
 */
export function treeEntries<Child extends TreeChild>(plan: TreePlan<Child>): TreeEntry<Child>[] {
	const opened = new Set(plan.opened);
	const shut = new Set(plan.shut);
	const isShown = new Uint8Array(plan.pathCount);
	const entries: TreeEntry<Child>[] = [];
	isShown[plan.start] = 1;
	addBelow(plan.start, '', 0, true);
	return entries;

	function addBelow(path: number, above: string, depth: number, isOnWay: boolean): void {
		const next = isOnWay ? plan.openAtFirst[depth] : undefined;
		const moreKey = keyOf(above, moreName);
		const all = plan.childrenOf(path);
		const shown = opened.has(moreKey) ? all : chosen(all, (child) => child.path === next || plan.isKept(child));
		for (const child of shown) {
			const key = keyOf(above, plan.nameOf(child));
			const isPath = child.path >= 0;
			const isRepeated = isPath && isShown[child.path] === 1;
			const canOpen = isPath && !isRepeated && plan.hasChildren(child.path);
			const isNext = isPath && child.path === next;
			const isOpen = canOpen && !shut.has(key) && (isNext || opened.has(key));
			entries.push({child, hidden: 0, key, depth, canOpen, isOpen, isRepeated});
			if (isPath) {
				isShown[child.path] = 1;
			}

			if (isOpen) {
				addBelow(child.path, key, depth + 1, isNext);
			}
		}

		if (shown.length < all.length) {
			const hidden = all.length - shown.length;
			entries.push({child: undefined, hidden, key: moreKey, depth, canOpen: true, isOpen: false, isRepeated: false});
		}
	}
}

/** The first ones, with all that is kept among them, in their order. */
function chosen<Child>(all: readonly Child[], isKept: (child: Child) => boolean): readonly Child[] {
	if (all.length <= mostChildren) {
		return all;
	}

	let room = Math.max(0, mostChildren - all.filter(isKept).length);
	let kept = mostChildren;
	return all.filter((child) => (isKept(child) ? kept-- > 0 : room-- > 0));
}

function keyOf(above: string, name: string): string {
	return above === '' ? name : `${above}\n${name}`;
}
