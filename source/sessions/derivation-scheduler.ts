import type {BuildStateMachine} from '../build/build-state-machine.js';

/** Read side by side; small, so that reading never delays a frame or a key. */
const BATCH_SIZE = 32;

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

	async function readAll(): Promise<void> {
		for (;;) {
			const batch = options.machine.takeWantedDerivations(BATCH_SIZE);
			if (batch.length === 0) {
				return;
			}

			const contents = await options.read(batch);
			for (const [index, path] of batch.entries()) {
				const content = contents[index];
				if (content !== undefined) {
					options.machine.addDerivation(path, content, options.now());
					options.onRead(path, content);
				}
			}
		}
	}

	return {
		wake() {
			running ??= readAll().finally(() => {
				running = undefined;
			});
		},
		async settled() {
			this.wake();
			await running;
		},
	};
}
