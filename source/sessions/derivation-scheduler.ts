import type {BuildStateMachine} from '../build/build-state-machine.js';

/** Read side by side; small, so that reading never delays a frame or a key. */
const BATCH_SIZE = 32;

/**
 * Nix ≥ 2.33 writes derivations in the background and may print the plan before they are there: what is missing is
 * looked for again. A store that is elsewhere never has them, so this ends soon.
 */
const RETRY_DELAYS_MS = [100, 300, 1000, 3000, 10_000];
const MAXIMUM_RETRIED = 5000;

export type DerivationScheduler = {
	/** There may be derivations to read; cheap when there are none. */
	wake(): void;
	/** Resolves when everything wanted so far has been read. */
	settled(): Promise<void>;
};

export type DerivationSchedulerOptions = {
	readonly machine: BuildStateMachine;
	/** The content of each path in order; undefined where there is no such file. */
	readonly read: (paths: readonly string[]) => Promise<ReadonlyArray<string | undefined>>;
	/** Told of each derivation that was read, for the recording. */
	readonly onRead: (path: string, content: string) => void;
	readonly now: () => number;
};

/** Reads .drv files in batches beside the stream, one batch at a time. */
export function createDerivationScheduler(options: DerivationSchedulerOptions): DerivationScheduler {
	let running: Promise<void> | undefined;
	let missing: string[] = [];
	let retries = 0;
	let timer: NodeJS.Timeout | undefined;

	async function readBatch(batch: readonly string[]): Promise<void> {
		const contents = await options.read(batch);
		for (const [index, path] of batch.entries()) {
			const content = contents[index];
			if (content === undefined) {
				missing.push(path);
			} else {
				options.machine.addDerivation(path, content, options.now());
				options.onRead(path, content);
			}
		}
	}

	async function readWanted(): Promise<void> {
		for (;;) {
			const batch = options.machine.takeWantedDerivations(BATCH_SIZE);
			if (batch.length === 0) {
				break;
			}

			await readBatch(batch);
		}

		if (missing.length > 0 && retries < RETRY_DELAYS_MS.length && timer === undefined) {
			timer = setTimeout(() => {
				timer = undefined;
				retry();
			}, RETRY_DELAYS_MS[retries++]);
		}
	}

	async function readMissing(): Promise<void> {
		const paths = missing.slice(0, MAXIMUM_RETRIED);
		missing = [];
		for (let index = 0; index < paths.length; index += BATCH_SIZE) {
			await readBatch(paths.slice(index, index + BATCH_SIZE));
		}
	}

	function run(work: () => Promise<void>): Promise<void> {
		running ??= work().finally(() => {
			running = undefined;
		});
		return running;
	}

	function retry(): void {
		void run(async () => {
			await readMissing();
			await readWanted();
		});
	}

	return {
		wake() {
			void run(readWanted);
		},
		async settled() {
			clearTimeout(timer);
			await running;
			await run(async () => {
				await readWanted();
				await readMissing();
			});
			clearTimeout(timer);
		},
	};
}
