import type {UsageNode} from '../../analyses/answers/answer.js';

export type TreeRow = {
	/** Undefined for those of a level that are left out together. */
	readonly node: UsageNode | undefined;
	/** How many are left out. */
	readonly hidden: number;
	readonly retainedSize: number;
	/** For each level above and this one, below the first: whether it is the last of its level. */
	readonly ancestors: readonly boolean[];
};

/** So many of each level are shown in any case. */
const fewest = 2;

/**
 * The tree as rows, the largest of each level first. Where there are more than `limit` rows each level keeps as many of
 * its largest as fit, and the rest is one row; several that hold nothing are one row in any case.
 */
export function usageRows(nodes: readonly UsageNode[], limit: number): TreeRow[] {
	const children = childrenOf(nodes);
	let most = largestLevel(children);
	let rows = treeRows(children, most);
	while (rows.length > limit && most > fewest) {
		most = Math.max(fewest, Math.floor(most * 0.7));
		rows = treeRows(children, most);
	}

	return rows;
}

type Children = ReadonlyMap<number | null, readonly UsageNode[]>;

function childrenOf(nodes: readonly UsageNode[]): Children {
	const children = new Map<number | null, UsageNode[]>();
	for (const node of nodes) {
		const level = children.get(node.parent);
		if (level === undefined) {
			children.set(node.parent, [node]);
		} else {
			level.push(node);
		}
	}

	for (const level of children.values()) {
		level.sort((a, b) => b.retainedSize - a.retainedSize);
	}

	return children;
}

function largestLevel(children: Children): number {
	let largest = 0;
	for (const level of children.values()) {
		largest = Math.max(largest, level.length);
	}

	return largest;
}

/** Without recursion: the tree may be as deep as the store. */
function treeRows(children: Children, most: number): TreeRow[] {
	const rows: TreeRow[] = [];
	const pending = levelRows(children.get(null) ?? [], [], most);
	for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
		rows.push(row);
		if (row.node !== undefined) {
			pending.push(...levelRows(children.get(row.node.id) ?? [], row.ancestors, most, true));
		}
	}

	return rows;
}

/** @returns The rows of one level, the first one last, ready to be taken from the end. */
function levelRows(level: readonly UsageNode[], above: readonly boolean[], most: number, isBelow = false): TreeRow[] {
	// A row that says "1 more" is no shorter than the one.
	const nothing = level.filter(({retainedSize}) => retainedSize === 0).length;
	const some = nothing > 1 ? level.slice(0, -nothing) : level;
	const shown = some.length <= most + 1 ? some : some.slice(0, most);
	const left = level.slice(shown.length);
	const ancestors = (isLast: boolean) => (isBelow ? [...above, isLast] : above);
	const rows = shown.map(
		(node, index): TreeRow => ({
			node,
			hidden: 0,
			retainedSize: node.retainedSize,
			ancestors: ancestors(left.length === 0 && index === shown.length - 1),
		}),
	);
	if (left.length > 0) {
		const retainedSize = left.reduce((sum, node) => sum + node.retainedSize, 0);
		rows.push({node: undefined, hidden: left.length, retainedSize, ancestors: ancestors(true)});
	}

	return rows.reverse();
}
