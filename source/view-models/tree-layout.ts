import type {BuildState} from '../build/build-state.js';
import {elapsed} from './elapsed.js';
import type {HiddenCounts} from './hidden-counts.js';
import {buildKey, foldKey, isBuildKey, keyIndex, type NodeKey} from './node-key.js';
import type {Fold, TreeChoice} from './tree-choice.js';
import type {TreeOrder} from './tree-order.js';
import {parentOf} from './tree-parent.js';
import type {TreeStatuses} from './tree-statuses.js';

/** Lines to the left of a row, from its own connector upwards. */
export type Guide = {
	/** No sibling follows: `└─` in the row itself, nothing below it. */
	readonly isLast: boolean;
	readonly up: Guide | undefined;
};

type RowPlace = {
	/** 0 for roots. */
	readonly depth: number;
	/** Undefined for roots. */
	readonly guide: Guide | undefined;
	/** The edge to the row above is on the critical path. */
	readonly isCritical: boolean;
	/** Builds between it and the row above are left out. */
	readonly isElided: boolean;
};

export type TreeRow = RowPlace &
	(
		| {
				readonly kind: 'build';
				readonly key: NodeKey;
				readonly build: number;
				readonly fold: Fold | undefined;
				/** What the user folded away below it. */
				readonly hidden: HiddenCounts | undefined;
		  }
		| {readonly kind: 'transfer'; readonly key: NodeKey; readonly transfer: number}
		| {readonly kind: 'fold'; readonly key: NodeKey; readonly counts: HiddenCounts}
		| {readonly kind: 'quote'; readonly key: undefined; readonly build: number; readonly hasBelow: boolean}
		| {readonly kind: 'mention'; readonly key: undefined; readonly build: number; readonly isBelow: boolean}
	);

export type TreeSort = 'importance' | 'name' | 'duration';

/** Where rows stand among their siblings: fixed when they are first shown. */
export type Ranks = ReadonlyMap<NodeKey, number>;

/** Ranks of the nodes that are shown now: those of before, and new ones behind them, most important first. */
export function rankNodes(
	state: BuildState,
	order: TreeOrder,
	statuses: TreeStatuses,
	shown: ReadonlySet<NodeKey>,
	before: Ranks,
): Map<NodeKey, number> {
	const ranks = new Map<NodeKey, number>();
	const added: NodeKey[] = [];
	let next = 0;
	for (const key of shown) {
		const rank = before.get(key);
		if (rank === undefined) {
			added.push(key);
		} else {
			ranks.set(key, rank);
			next = Math.max(next, rank + 1);
		}
	}

	const importance = importanceWithBelow(added, state, order, statuses);
	added.sort((left, right) => compareImportance(importance.get(left)!, importance.get(right)!) || left - right);
	for (const key of added) {
		ranks.set(key, next++);
	}

	return ranks;
}

const buildClasses = {running: 2, failed: 1, 'dependency-failed': 1.5, built: 5, planned: 4, waiting: 4} as const;

/** Its class, and its place among those of the same class. */
type Importance = readonly [importanceClass: number, place: number];

function compareImportance([leftClass, leftPlace]: Importance, [rightClass, rightPlace]: Importance): number {
	return leftClass - rightClass || leftPlace - rightPlace;
}

/** What leads to something important is as important. */
function importanceWithBelow(
	keys: readonly NodeKey[],
	state: BuildState,
	order: TreeOrder,
	statuses: TreeStatuses,
): Map<NodeKey, Importance> {
	const importance = new Map(keys.map((key) => [key, importanceOf(key, state, statuses)]));
	for (const key of keys) {
		const own = importanceOf(key, state, statuses);
		for (let above = parentOf(key, order); above !== -1; above = order.parent[above]!) {
			const known = importance.get(buildKey(above));
			if (known !== undefined && compareImportance(own, known) >= 0) {
				break;
			}

			if (known !== undefined) {
				importance.set(buildKey(above), own);
			}
		}
	}

	return importance;
}

function importanceOf(key: NodeKey, state: BuildState, {critical, remaining}: TreeStatuses): Importance {
	const index = keyIndex(key);
	if (!isBuildKey(key)) {
		return [state.transfers[index]!.status.name === 'running' ? 3 : 5, 0];
	}

	if (critical.has(index)) {
		return [0, 0];
	}

	const {status} = state.builds[index]!;
	const importance = status.name in buildClasses ? buildClasses[status.name as keyof typeof buildClasses] : 6;
	if (status.name === 'built') {
		return [importance, status.startedAt - status.stoppedAt];
	}

	return [importance, status.name === 'running' ? status.startedAt : -remaining[index]!];
}

/** The rows of the tree from top to bottom; as many as the choice holds, and the counted lines. */
export function layoutTree(
	order: TreeOrder,
	statuses: TreeStatuses,
	choice: TreeChoice,
	hidden: ReadonlyMap<number, HiddenCounts>,
	folds: ReadonlyMap<NodeKey, Fold>,
	compare: (left: NodeKey, right: NodeKey) => number,
): TreeRow[] {
	const children = new Map<number, NodeKey[]>();
	for (const key of choice.shown) {
		let above = parentOf(key, order);
		while (above !== -1 && !choice.shown.has(buildKey(above))) {
			above = order.parent[above]!;
		}

		const siblings = children.get(above);
		if (siblings === undefined) {
			children.set(above, [key]);
		} else {
			siblings.push(key);
		}
	}

	const tops = children.get(-1) ?? [];
	const rootPositions = new Map(order.roots.map((root, index) => [buildKey(root), index]));
	tops.sort(
		(left, right) =>
			(rootPositions.get(left) ?? Infinity) - (rootPositions.get(right) ?? Infinity) || compare(left, right) || 0,
	);

	type Pending = RowPlace & {readonly key: NodeKey | undefined; readonly build: number};
	const pending: Pending[] = [];
	const rows: TreeRow[] = [];
	const rowOf = new Map<number, number>();
	const pushBelow = (above: number, depth: number, guide: Guide | undefined, keys: readonly NodeKey[]) => {
		const mentioned = above === -1 ? [] : (choice.mentions.get(above) ?? []);
		const counts = above === -1 || order.parent[above] === -1 ? hidden.get(above) : undefined;
		const isFolded = above !== -1 && folds.get(buildKey(above)) === 'folded';
		const hasFoldRow = counts !== undefined && counts.total > 0 && !isFolded;
		const entries: Array<{key: NodeKey | undefined; build: number}> = [
			...keys.map((key) => ({key, build: -1})),
			...mentioned.map((build) => ({key: undefined, build})),
			...(hasFoldRow ? [{key: foldKey(above), build: -1}] : []),
		];
		// Pushed last to first, so that the first is taken first.
		for (let index = entries.length - 1; index >= 0; index--) {
			const {key, build} = entries[index]!;
			const isCritical =
				key !== undefined && isBuildKey(key) && statuses.critical.has(keyIndex(key)) && statuses.critical.has(above);
			pending.push({
				key,
				build,
				depth,
				guide: above === -1 ? undefined : {isLast: index === entries.length - 1, up: guide},
				isCritical,
				isElided: key !== undefined && key >= 0 && parentOf(key, order) !== above,
			});
		}
	};

	pushBelow(-1, 0, undefined, tops);
	while (pending.length > 0) {
		const {key, build, ...place} = pending.pop()!;
		if (key === undefined) {
			rows.push({kind: 'mention', key: undefined, build, isBelow: !rowOf.has(build), ...place});
		} else if (key < 0) {
			rows.push({kind: 'fold', key, counts: hidden.get(-2 - key)!, ...place});
		} else if (isBuildKey(key)) {
			const index = keyIndex(key);
			const below = (children.get(index) ?? []).sort(compare);
			const hasBelow = below.length > 0;
			const fold = folds.get(key);
			rowOf.set(index, rows.length);
			rows.push({
				kind: 'build',
				key,
				build: index,
				fold,
				hidden: fold === 'folded' ? hidden.get(index) : undefined,
				...place,
			});
			if (choice.quoted.has(index)) {
				rows.push({kind: 'quote', key: undefined, build: index, hasBelow, ...place});
			}

			pushBelow(index, place.depth + 1, place.guide, below);
		} else {
			rows.push({kind: 'transfer', key, transfer: keyIndex(key), ...place});
		}
	}

	return rows;
}

/** How siblings are compared. */
export function siblingOrder(
	sort: TreeSort,
	state: BuildState,
	ranks: Ranks,
	now: number,
): (left: NodeKey, right: NodeKey) => number {
	const byRank = (left: NodeKey, right: NodeKey) => (ranks.get(left) ?? 0) - (ranks.get(right) ?? 0);
	if (sort === 'importance') {
		return byRank;
	}

	const entryOf = (key: NodeKey) => (isBuildKey(key) ? state.builds : state.transfers)[keyIndex(key)]!;
	if (sort === 'name') {
		return (left, right) => compareText(entryOf(left).name, entryOf(right).name) || byRank(left, right);
	}

	return (left, right) =>
		elapsed(entryOf(right).status, now) - elapsed(entryOf(left).status, now) || byRank(left, right);
}

function compareText(left: string, right: string): number {
	return left < right ? -1 : Number(left > right);
}
