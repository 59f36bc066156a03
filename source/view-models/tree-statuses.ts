import type {BuildStatus} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import type {TransferStatus} from '../build/transfer.js';
import type {TreeOrder} from './tree-order.js';

/** Statuses as numbers, for the passes over all builds. */
export const statusCodes = {
	planned: 0,
	waiting: 0,
	running: 1,
	built: 2,
	failed: 3,
	cancelled: 4,
	'dependency-failed': 5,
	interrupted: 6,
} as const satisfies Record<BuildStatus['name'], number>;

export const statusCodeCount = 7;

export const transferCodes = {planned: 0, running: 1, completed: 2, failed: 3} as const satisfies Record<
	TransferStatus['name'],
	number
>;

/** What one linear pass over all builds says; to be kept as long as `version` stays. */
export type TreeStatuses = {
	readonly version: number;
	/** By Build.index. */
	readonly codes: Uint8Array;
	/** Unfinished builds on the longest chain of the tree that begins at the build and goes down. */
	readonly remaining: Int32Array;
	/** The longest remaining chain from a root down; below its last unfinished build the input that was finished last. */
	readonly critical: ReadonlySet<number>;
};

/** Linear in the number of builds; edges are not looked at. */
export function computeTreeStatuses(state: BuildState, order: TreeOrder): TreeStatuses {
	const count = state.builds.length;
	const codes = new Uint8Array(count);
	const remaining = new Int32Array(count);
	for (let index = 0; index < count; index++) {
		codes[index] = codeOf(state.builds[index]!.status);
	}

	for (let index = count - 1; index >= 0; index--) {
		const build = order.topological[index]!;
		if (codes[build]! <= statusCodes.running) {
			remaining[build] = remaining[build]! + 1;
		}

		const above = order.parent[build]!;
		if (above !== -1 && remaining[build]! > remaining[above]!) {
			remaining[above] = remaining[build]!;
		}
	}

	return {version: state.version, codes, remaining, critical: criticalChain(state, order, remaining, codes)};
}

/** The two that are most frequent are told without a look-up. */
function codeOf({name}: BuildStatus): number {
	return name === 'planned' ? statusCodes.planned : name === 'built' ? statusCodes.built : statusCodes[name];
}

function criticalChain(
	state: BuildState,
	order: TreeOrder,
	remaining: Int32Array,
	codes: Uint8Array,
): ReadonlySet<number> {
	const chain = new Set<number>();
	let current = -1;
	for (const root of order.roots) {
		if (remaining[root]! > (current === -1 ? 0 : remaining[current]!)) {
			current = root;
		}
	}

	while (current !== -1) {
		chain.add(current);
		let next = -1;
		let latest = -1;
		for (let child = order.firstChild[current]!; child !== -1; child = order.nextSibling[child]!) {
			if (remaining[child]! > (next === -1 ? 0 : remaining[next]!)) {
				next = child;
			} else if (remaining[child] === 0 && codes[child] === statusCodes.built) {
				const {status} = state.builds[child]!;
				latest = latest === -1 || stoppedAt(status) > stoppedAt(state.builds[latest]!.status) ? child : latest;
			}
		}

		current = next === -1 ? latest : next;
	}

	return chain;
}

function stoppedAt(status: BuildStatus): number {
	return status.name === 'built' ? status.stoppedAt : -1;
}
