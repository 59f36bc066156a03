import type {CollectProgress, CollectStage} from '../analyses/answers/collect.js';
import {plainText} from '../formats/sanitise.js';

/** Milliseconds between two reports. */
const PACE_MS = 100;
const RECENT = 3;

export type ProgressOptions = {
	readonly planned: ReadonlyMap<string, number | null>;
	readonly rootCount: number;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly onProgress: (progress: CollectProgress) => void;
};

/** Counts what happens, and tells it at most ten times a second; a new stage is told at once. */
export class ProgressCounter {
	readonly remarks: string[] = [];
	/** Base names that Nix said it deletes. */
	readonly said = new Set<string>();
	readonly #options: ProgressOptions;
	readonly #startedAt: number;
	readonly #narSize: number;
	#stage: CollectStage = 'checking';
	#droppedRoots = 0;
	#deletedPaths = 0;
	#deletedNarSize = 0;
	#recent: string[] = [];
	#toldAt = Number.NEGATIVE_INFINITY;

	constructor(options: ProgressOptions) {
		this.#options = options;
		this.#startedAt = options.now();
		this.#narSize = [...options.planned.values()].reduce<number>((sum, size) => sum + (size ?? 0), 0);
		this.tell();
	}

	get elapsedMs(): number {
		return this.#options.now() - this.#startedAt;
	}

	stage(stage: CollectStage): void {
		if (stage !== this.#stage) {
			this.#stage = stage;
			this.tell();
		}
	}

	dropped(): void {
		this.#droppedRoots++;
		this.#tellInTime();
	}

	deleting(baseName: string): void {
		if (this.said.has(baseName)) {
			return;
		}

		this.said.add(baseName);
		const {planned} = this.#options;
		if (planned.has(baseName)) {
			this.#deletedPaths++;
			this.#deletedNarSize += planned.get(baseName) ?? 0;
		}

		this.#recent = [...this.#recent, plainText(baseName)].slice(-RECENT);
		this.#tellInTime();
	}

	remark(words: string): void {
		this.remarks.push(words);
		this.tell();
	}

	tell(): void {
		this.#toldAt = this.#options.now();
		this.#options.onProgress({
			stage: this.#stage,
			droppedRoots: this.#droppedRoots,
			rootCount: this.#options.rootCount,
			deletedPaths: this.#deletedPaths,
			pathCount: this.#options.planned.size,
			deletedNarSize: this.#deletedNarSize,
			narSize: this.#narSize,
			recent: this.#recent,
			elapsedMs: this.elapsedMs,
			remarks: [...this.remarks],
		});
	}

	#tellInTime(): void {
		const since = this.#options.now() - this.#toldAt;
		if (since >= PACE_MS || since < 0) {
			this.tell();
		}
	}
}
