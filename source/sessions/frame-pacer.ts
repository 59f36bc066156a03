/** Changes are drawn this often at most; keys are answered at once. */
export const CHANGE_INTERVAL_MS = 250;

/** With only clocks moving, a frame a second. */
export const CLOCK_INTERVAL_MS = 1000;

export type FramePacer = {
	/** State has changed. Cheap: called for every chunk of input. */
	changed(): void;
	/** A key: draw now. */
	now(): void;
	stop(): void;
};

export type FramePacerOptions = {
	readonly onFrame: () => void;
	/** Clocks are running, so that a screen without news still changes. */
	readonly isTicking: () => boolean;
	/** The terminal has not yet taken the frame before. */
	readonly isBusy: () => boolean;
};

/**
 * Decides when a frame is due: at most four a second for changes, one a second when only clocks move, none when nothing
 * does or while the terminal is not taking what was drawn.
 */
export function createFramePacer(options: FramePacerOptions): FramePacer {
	let changePending = false;
	let lastFrameAt = Number.NEGATIVE_INFINITY;
	let timer: NodeJS.Timeout | undefined;
	let timerDueAt = Number.POSITIVE_INFINITY;
	let stopped = false;

	function draw(): void {
		clearTimeout(timer);
		timer = undefined;
		timerDueAt = Number.POSITIVE_INFINITY;
		if (options.isBusy()) {
			schedule(CHANGE_INTERVAL_MS);
			return;
		}

		const isDue = changePending || options.isTicking();
		changePending = false;
		lastFrameAt = performance.now();
		if (isDue) {
			options.onFrame();
		}

		if (options.isTicking()) {
			schedule(CLOCK_INTERVAL_MS);
		}
	}

	function schedule(delay: number): void {
		const dueAt = performance.now() + delay;
		if (stopped || dueAt >= timerDueAt) {
			return;
		}

		clearTimeout(timer);
		timerDueAt = dueAt;
		timer = setTimeout(draw, delay);
		timer.unref();
	}

	return {
		changed() {
			if (!changePending) {
				changePending = true;
				schedule(Math.max(0, lastFrameAt + CHANGE_INTERVAL_MS - performance.now()));
			}
		},
		now() {
			changePending = true;
			if (!stopped) {
				draw();
			}
		},
		stop() {
			stopped = true;
			clearTimeout(timer);
		},
	};
}
