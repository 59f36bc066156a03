import type {OnProgress, Progress} from './progress.js';

/** How a long look at files tells how far it is, and is told to stop. */
export type ScanWatch = {
	readonly onProgress?: OnProgress | undefined;
	/** Asked now and then from within the work, which is synchronous: read a SharedArrayBuffer. */
	readonly isCancelled?: (() => boolean) | undefined;
};

/** Thrown out of a scan whose watch said that it is cancelled. */
export class ScanCancelled extends Error {
	override readonly name = 'ScanCancelled';
}

/** Files between two words: about ten milliseconds. */
const FILES_A_WORD = 2048;

/** Counts what is done. */
export class ScanProgress {
	#done = 0;
	#looks = 0;

	readonly #watch: ScanWatch;
	readonly #task: Progress['task'];
	readonly #total: number | undefined;

	constructor(watch: ScanWatch, task: Progress['task'], total: number | undefined) {
		this.#watch = watch;
		this.#task = task;
		this.#total = total;
		this.#tell();
	}

	/** One more is done. @throws ScanCancelled */
	step(): void {
		this.#done++;
		this.look();
	}

	/** A part of one is done. @throws ScanCancelled */
	look(): void {
		if (++this.#looks % FILES_A_WORD === 0) {
			this.#tell();
		}
	}

	#tell(): void {
		if (this.#watch.isCancelled?.() === true) {
			throw new ScanCancelled('cancelled');
		}

		this.#watch.onProgress?.({task: this.#task, done: this.#done, total: this.#total});
	}
}
