import type {BuildState} from '../build/build-state.js';
import {elapsed} from './elapsed.js';
import {lowestOf} from './lowest-of.js';
import {buildKey, isBuildKey, isTransferKey, keyIndex, type NodeKey, transferKey} from './node-key.js';
import type {TreeChoiceInput} from './tree-choice.js';
import {statusCodes} from './tree-statuses.js';

/** A row that has just finished keeps its place at least this long, so that a user sees how it ended. */
const finishedStaysMs = 1000;

/** In order of importance; failures beyond half of the height come last, so that they never hide what runs. */
export function collectMusts({state, statuses, folds, selected, shownBefore, height, now}: TreeChoiceInput): NodeKey[] {
	const failed: NodeKey[] = [];
	const running: number[] = [];
	const finished: NodeKey[] = [];
	const {codes} = statuses;
	for (let index = 0; index < codes.length; index++) {
		if (codes[index] === statusCodes.running) {
			running.push(index);
		} else if (codes[index] === statusCodes.failed) {
			failed.push(buildKey(index));
		} else if (codes[index] !== statusCodes.planned && shownBefore.has(buildKey(index))) {
			const {status} = state.builds[index]!;
			if ('stoppedAt' in status && status.stoppedAt !== undefined && now - status.stoppedAt < finishedStaysMs) {
				finished.push(buildKey(index));
			}
		}
	}

	running.sort(
		(left, right) =>
			Number(statuses.critical.has(right)) - Number(statuses.critical.has(left)) ||
			startOf(state, left) - startOf(state, right),
	);
	const transfers: NodeKey[] = [];
	for (const {index, status} of state.transfers) {
		if (status.name === 'running') {
			transfers.push(transferKey(index));
		} else if (
			status.name !== 'planned' &&
			now - status.stoppedAt < finishedStaysMs &&
			shownBefore.has(transferKey(index))
		) {
			finished.push(transferKey(index));
		}
	}

	// What the user has chosen or folded stays where it is.
	const chosen = [selected ?? -1, ...folds.keys()].filter((key) => key >= 0 && isKnown(key, state));
	const first = Math.max(1, Math.floor(height / 2));
	const keys = [
		...chosen,
		...failed.slice(0, first),
		...running.map(buildKey),
		...transfers,
		...finished,
		...failed.slice(first),
	];
	return [...new Set(keys)];
}

function isKnown(key: NodeKey, state: BuildState): boolean {
	return isBuildKey(key)
		? keyIndex(key) < state.builds.length
		: isTransferKey(key) && keyIndex(key) < state.transfers.length;
}

function startOf(state: BuildState, index: number): number {
	const {status} = state.builds[index]!;
	return status.name === 'running' ? status.startedAt : 0;
}

/** Rows that are worth the room that is left. */
export type Candidates = {
	/** Those that are shown already. */
	readonly shown: readonly NodeKey[];
	/** The best of all. */
	readonly best: readonly NodeKey[];
};

/** What can start soonest first, then what most waits for. */
export function collectWaiting({statuses, order, shownBefore, height}: TreeChoiceInput): Candidates {
	const best = lowestOf(height);
	const {codes, remaining} = statuses;
	const {depth} = order;
	// Both are below the number of builds, so that the depth only decides between equals.
	const score = (build: number) => remaining[build]! * codes.length - depth[build]!;
	for (let index = 0; index < codes.length; index++) {
		if (codes[index] === statusCodes.planned) {
			best.offer(index, score(index));
		}
	}

	const shown = lowestOf(height);
	for (const key of shownBefore) {
		if (isBuildKey(key) && codes[keyIndex(key)] === statusCodes.planned) {
			shown.offer(keyIndex(key), score(keyIndex(key)));
		}
	}

	return {shown: shown.sorted().map(buildKey), best: best.sorted().map(buildKey)};
}

/** What took longest first. */
export function collectFinished({state, statuses, shownBefore, height}: TreeChoiceInput): Candidates {
	const best = lowestOf(height);
	const score = (build: number) => -elapsed(state.builds[build]!.status, 0);
	for (let index = 0; index < statuses.codes.length; index++) {
		if (statuses.codes[index]! >= statusCodes.built) {
			best.offer(index, score(index));
		}
	}

	const shown = lowestOf(height);
	const transfers: NodeKey[] = [];
	for (const key of shownBefore) {
		const index = keyIndex(key);
		if (isBuildKey(key) && statuses.codes[index]! >= statusCodes.built) {
			shown.offer(index, score(index));
		} else if (isTransferKey(key) && 'stoppedAt' in (state.transfers[index]?.status ?? {})) {
			// Fetched paths are many and say little: only those that were just seen coming.
			transfers.push(key);
		}
	}

	return {shown: [...shown.sorted().map(buildKey), ...transfers], best: best.sorted().map(buildKey)};
}
