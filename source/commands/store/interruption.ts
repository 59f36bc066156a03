import {dieBySignal} from '../../terminal/leave.js';
import type {StatusLine} from './status-line.js';

/** A request to stop that came from outside: Ctrl-C, a service manager, a terminal that was closed. */
export type Interruption = {
	/** Aborted by the first signal. */
	readonly signal: AbortSignal;
	/** What came; undefined while nothing has. */
	readonly by: () => NodeJS.Signals | undefined;
	/** The signals have their usual effect again. */
	close(): void;
};

/** How long something that has not begun to change anything may take to say so. */
const GRACE_MS = 1000;

/**
 * Listens for signals, so that what is under way can come to a good end. A second one ends the program at once: the
 * journal is right at any moment.
 *
 * @param status What the terminal wrote for the key (`^C`) goes with it.
 */
export function listenForInterruption(status: Pick<StatusLine, 'wipe' | 'end'>): Interruption {
	const abort = new AbortController();
	let by: NodeJS.Signals | undefined;
	const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
		const listener = () => {
			if (by !== undefined) {
				status.end();
				dieBySignal(signal);
			}

			by = signal;
			status.wipe();
			abort.abort();
		};
		process.on(signal, listener);
		return {signal, listener};
	});
	return {
		signal: abort.signal,
		by: () => by,
		close() {
			for (const {signal, listener} of listeners) {
				process.off(signal, listener);
			}
		},
	};
}

/**
 * Waits for an answer. A store that is being read cannot be told to stop; nothing has been changed then, and the answer
 * is not waited for.
 *
 * @param hasBegun Whether something may have been changed.
 * @returns Undefined when it was interrupted before anything was changed.
 */
export async function answerUnlessInterrupted<Answer>(
	answer: Promise<Answer>,
	{signal}: Interruption,
	hasBegun: () => boolean,
): Promise<Answer | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const interrupted = new Promise<undefined>((resolve) => {
		signal.addEventListener('abort', () => {
			timer = setTimeout(() => {
				if (!hasBegun()) {
					resolve(undefined);
				}
			}, GRACE_MS);
		});
	});
	const settled = answer.catch((error: unknown) => {
		// What was stopped before it began may say so by failing; what comes too late must not end the program.
		if (signal.aborted && !hasBegun()) {
			return undefined;
		}

		throw error;
	});
	try {
		return await Promise.race([settled, interrupted]);
	} finally {
		clearTimeout(timer);
	}
}
