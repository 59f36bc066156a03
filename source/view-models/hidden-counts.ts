import type {BuildState} from '../build/build-state.js';
import {buildKey, isBuildKey, keyIndex, type NodeKey, transferKey} from './node-key.js';
import type {Fold} from './tree-choice.js';
import type {TreeOrder} from './tree-order.js';
import {statusCodeCount, type TreeStatuses, transferCodes} from './tree-statuses.js';

/** What one counted line stands for. Every build and transfer is in exactly one such count or drawn in full. */
export type HiddenCounts = {
	/** By status code. */
	readonly builds: number[];
	/** By transfer code. */
	readonly downloads: number[];
	readonly uploads: number[];
	/** All of them. */
	total: number;
};

/**
 * Counts of what is not drawn: by root that is drawn (build index; -1 beside the roots), and by build that the user
 * folded. One pass over all builds and transfers.
 */
export function countHidden(
	state: BuildState,
	order: TreeOrder,
	statuses: TreeStatuses,
	shown: ReadonlySet<NodeKey>,
	folds: ReadonlyMap<NodeKey, Fold>,
): Map<number, HiddenCounts> {
	const foldOf = ownersOfFolded(order, shown, folds);
	const counts = new Map<number, HiddenCounts>();
	const countsOf = (owner: number) => {
		let found = counts.get(owner);
		if (found === undefined) {
			found = {builds: Array(statusCodeCount).fill(0), downloads: [0, 0, 0, 0], uploads: [0, 0, 0, 0], total: 0};
			counts.set(owner, found);
		}

		return found;
	};

	// Builds of one root follow each other, so that its counts are looked up once.
	let lastRoot = -2;
	let ofRoot: HiddenCounts | undefined;
	const isShown = new Uint8Array(order.preorder.length);
	for (const key of shown) {
		if (isBuildKey(key)) {
			isShown[keyIndex(key)] = 1;
		}
	}

	for (const build of order.preorder) {
		if (isShown[build]) {
			continue;
		}

		const root = order.root[build]!;
		if (root !== lastRoot) {
			lastRoot = root;
			ofRoot = undefined;
		}

		const folded = foldOf?.[build] ?? -1;
		let owner: HiddenCounts;
		if (folded === -1) {
			ofRoot ??= countsOf(shown.has(buildKey(root)) ? root : -1);
			owner = ofRoot;
		} else {
			owner = countsOf(folded);
		}

		owner.builds[statuses.codes[build]!]!++;
		owner.total++;
	}

	for (const {index, kind, status} of state.transfers) {
		if (shown.has(transferKey(index))) {
			continue;
		}

		const above = order.transferParent[index]!;
		const root = above === -1 ? -1 : order.root[above]!;
		const folded = above === -1 ? -1 : (foldOf?.[above] ?? -1);
		const owner = countsOf(folded === -1 ? (root !== -1 && shown.has(buildKey(root)) ? root : -1) : folded);
		owner[kind === 'download' ? 'downloads' : 'uploads'][transferCodes[status.name]]!++;
		owner.total++;
	}

	return counts;
}

/** By build: the outermost drawn build that the user folded and that it is in; undefined when nothing is folded. */
function ownersOfFolded(
	order: TreeOrder,
	shown: ReadonlySet<NodeKey>,
	folds: ReadonlyMap<NodeKey, Fold>,
): Int32Array | undefined {
	let owners: Int32Array | undefined;
	for (const [key, fold] of folds) {
		const build = key >> 1;
		if (fold === 'folded' && key >= 0 && shown.has(key) && build < order.parent.length) {
			owners ??= new Int32Array(order.parent.length).fill(-1);
			const start = order.position[build]!;
			for (let position = start; position < start + order.subtreeSize[build]!; position++) {
				owners[order.preorder[position]!] = build;
			}
		}
	}

	return owners;
}
