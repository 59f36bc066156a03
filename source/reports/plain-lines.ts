import type {Build} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import type {Transfer} from '../build/transfer.js';
import {formatBytes} from '../formats/bytes.js';
import {formatCount} from '../formats/count.js';
import type {Signs} from '../formats/symbols.js';
import type {InputDescription} from '../inputs/input.js';
import {buildStartedAt, buildStoppedAt, isFailed} from './build-facts.js';
import type {Ci} from './ci.js';
import {logFold} from './log-fold.js';
import {plainEnd} from './plain-end.js';
import {
	blockedEntry,
	builtEntry,
	failedEntry,
	failedTransferEntry,
	noticeEntry,
	type PlainEntry,
	silentEntry,
	startEntry,
	transferEntry,
} from './plain-entries.js';
import {currentPhase, heartbeatEntry, isRunning} from './plain-heartbeat.js';
import {transferTotals} from './transfer-totals.js';

/** A CI job without output looks hung, and some runners end it. */
export const HEARTBEAT_MS = 30_000;
export const SILENCE_MS = 5 * 60_000;

export type PlainOptions = {
	readonly signs: Signs;
	/** The runner that shows the output, for its folds. */
	readonly ci: Ci | undefined;
};

/** Output where there is no terminal: lines that are never taken back, without escape sequences. */
export type PlainOutput = {
	/** What has happened since the last call. Cheap when nothing has: call it several times a second. */
	update(state: BuildState, logs: LogReader, now: number): string[];
	/** Everything that is left, the counts and the report. Call it once, after the state has its end. */
	finish(state: BuildState, logs: LogReader, now: number): string[];
};

export function createPlainOutput(description: InputDescription, options: PlainOptions): PlainOutput {
	const progress = new PlainProgress(description, options);
	return {
		update: (state, logs, now) => progress.update(state, logs, now),
		finish: (state, logs, now) => [
			...progress.update(state, logs, now, true),
			...plainEnd(state, logs, description, {...options, now}),
		],
	};
}

/** Remembers what has been told, by build and transfer. */
class PlainProgress {
	readonly #description: InputDescription;
	readonly #options: PlainOptions;
	readonly #started = new Set<number>();
	readonly #settled = new Set<number>();
	readonly #toldTransfers = new Set<number>();
	/** When each silent build was last heard of when that was told. */
	readonly #toldSilence = new Map<Build, number>();
	#noticeCount = 0;
	#planTold = false;
	#version = -1;
	#nextHeartbeat = HEARTBEAT_MS;
	#transfersToldAt = 0;

	constructor(description: InputDescription, options: PlainOptions) {
		this.#description = description;
		this.#options = options;
	}

	update(state: BuildState, logs: LogReader, now: number, isEnd = false): string[] {
		const entries: PlainEntry[] = [];
		if (state.version !== this.#version || isEnd) {
			this.#version = state.version;
			const {told, blocked} = this.#builds(state);
			// What happened in one moment: the cause before its consequences.
			entries.push(...told, ...this.#notices(state, logs), ...blocked);
		}

		entries.push(...this.#transfers(state, now, isEnd));
		const inOrder = entries.sort((a, b) => a.at - b.at);
		const alive = isEnd ? [] : [...this.#silences(state, now), ...this.#heartbeat(state, now)];
		const lines = [...inOrder, ...alive].flatMap((entry) => entry.lines);
		return [...this.#plan(state, lines.length > 0), ...lines];
	}

	/** Before the first line about work: by then the plan is complete. */
	#plan(state: BuildState, isDue: boolean): string[] {
		const {buildCounts: builds, downloadCounts: downloads} = state;
		const hasBegun = this.#started.size > 0 || this.#settled.size > 0 || this.#toldTransfers.size > 0;
		if (this.#planTold || !isDue || !hasBegun || !state.plan.announced || builds.total + downloads.total === 0) {
			return [];
		}

		this.#planTold = true;
		const size = state.plan.downloadBytes > 0 ? ` (${formatBytes(state.plan.downloadBytes)})` : '';
		const fetches = downloads.total > 0 ? `, ${formatCount(downloads.total)} to fetch${size}` : '';
		return [`nixscope: ${formatCount(builds.total)} to build${fetches}`];
	}

	#builds(state: BuildState): {told: PlainEntry[]; blocked: PlainEntry[]} {
		const entries: PlainEntry[] = [];
		const blocked = new Map<Build | undefined, Build[]>();
		for (const build of state.builds) {
			const startedAt = buildStartedAt(build);
			if (startedAt !== undefined && !this.#started.has(build.index)) {
				this.#started.add(build.index);
				entries.push(startEntry(build, startedAt));
			}

			const {status} = build;
			const isSettled = status.name === 'built' || status.name === 'dependency-failed';
			if (isSettled && !this.#settled.has(build.index)) {
				this.#settled.add(build.index);
				if (status.name === 'built') {
					entries.push(builtEntry(build, status.stoppedAt));
				} else {
					blocked.set(status.culprit, [...(blocked.get(status.culprit) ?? []), build]);
				}
			}
		}

		const blockedEntries = [...blocked].map(([culprit, builds]) =>
			blockedEntry(builds, culprit, Math.max(...builds.map((build) => buildStoppedAt(build) ?? 0))),
		);
		return {told: entries, blocked: blockedEntries};
	}

	#notices(state: BuildState, logs: LogReader): PlainEntry[] {
		const entries: PlainEntry[] = [];
		for (; this.#noticeCount < state.notices.length; this.#noticeCount++) {
			const notice = state.notices[this.#noticeCount]!;
			if (notice.kind !== 'build-failed') {
				entries.push(noticeEntry(notice));
			} else if (isFailed(notice.build)) {
				const entry = failedEntry(notice.build, logs);
				entries.push({...entry, lines: [...entry.lines, ...this.#fold(notice.build, logs, entry.at)]});
			}
		}

		return entries;
	}

	#fold(build: Build, logs: LogReader, at: number): string[] {
		const {ci} = this.#options;
		if (ci === undefined || build.log.length === 0) {
			return [];
		}

		return logFold(build, logs, {ci, unixSeconds: (this.#description.startedAt + at) / 1000});
	}

	/** Fetches are told together: when there is a pause, and every half minute while there is none. */
	#transfers(state: BuildState, now: number, isEnd: boolean): PlainEntry[] {
		const fresh = state.transfers.filter(
			({index, status}) => (status.name === 'completed' || status.name === 'failed') && !this.#toldTransfers.has(index),
		);
		const running = state.downloadCounts.running + state.uploadCounts.running;
		if (fresh.length === 0 || (running > 0 && now - this.#transfersToldAt < HEARTBEAT_MS && !isEnd)) {
			return [];
		}

		this.#transfersToldAt = now;
		for (const {index} of fresh) {
			this.#toldTransfers.add(index);
		}

		return [...completedEntries(fresh), ...failedEntries(fresh)];
	}

	#silences(state: BuildState, now: number): PlainEntry[] {
		return state.builds.filter(isRunning).flatMap((build) => {
			const since = build.lastSignAt ?? build.status.startedAt;
			if (now - since < SILENCE_MS || this.#toldSilence.get(build) === since) {
				return [];
			}

			this.#toldSilence.set(build, since);
			return [silentEntry(build, now - since, currentPhase(build), now)];
		});
	}

	#heartbeat(state: BuildState, now: number): PlainEntry[] {
		if (now < this.#nextHeartbeat) {
			return [];
		}

		this.#nextHeartbeat = now + HEARTBEAT_MS;
		return [heartbeatEntry(state, now)];
	}
}

function completedEntries(transfers: readonly Transfer[]): PlainEntry[] {
	return (['download', 'upload'] as const).flatMap((kind) => {
		const totals = transferTotals(transfers, kind);
		const last = Math.max(
			0,
			...transfers.flatMap(({status}) => (status.name === 'completed' ? [status.stoppedAt] : [])),
		);
		return totals.completed === 0 ? [] : [transferEntry(totals, kind, last)];
	});
}

function failedEntries(transfers: readonly Transfer[]): PlainEntry[] {
	return transfers.flatMap(({name, kind, status}) =>
		status.name === 'failed' ? [failedTransferEntry(name, kind, status.message, status.stoppedAt)] : [],
	);
}
