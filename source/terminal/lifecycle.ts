import {dieBySignal, exit} from './leave.js';
import {RestoreActions} from './restore-actions.js';

export type LifecycleListeners = {
	/**
	 * The first SIGINT. Nix has got it, too: keep reading until it has said its last words, print the report, then call
	 * dieBy('SIGINT').
	 */
	onInterrupt(): void;
	/**
	 * SIGTERM, SIGHUP, SIGQUIT or a second SIGINT: forward it, save what has to be saved. The process dies by the signal
	 * when the promise settles or after two seconds, whichever is first.
	 */
	onTerminate(signal: NodeJS.Signals): void | Promise<void>;
	/** A bug; the terminal is restored already. The process exits with code 1 afterwards. */
	onCrash(error: unknown): void;
};

/** What a terminating process may still do; service managers kill after 10 s and more. */
const lastWordsMs = 2000;

/**
 * Every way out of the program: whatever it is, the restore actions run once, synchronously, before the process is gone.
 */
export class Lifecycle {
	readonly restoreActions = new RestoreActions();
	readonly #listeners: LifecycleListeners;
	readonly #signalListeners = new Map<NodeJS.Signals, () => void>();
	#wasInterrupted = false;
	#isTerminating = false;

	constructor(listeners: LifecycleListeners) {
		this.#listeners = listeners;
		process.on('exit', this.#restore);
		process.on('uncaughtException', this.#crash);
		process.on('unhandledRejection', this.#crash);
		this.#listen('SIGINT', () => this.#interrupt());
		for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
			this.#listen(signal, () => void this.#terminate(signal));
		}
	}

	/** SIGINT has come, and the end of the program is to be by it. */
	get wasInterrupted(): boolean {
		return this.#wasInterrupted;
	}

	/** Restores and exits; `print` runs between the two, on a terminal as it was. */
	exit(code: number, print?: () => void): never {
		this.#restore();
		print?.();
		return exit(code);
	}

	/** As exit(), by a signal. */
	dieBy(signal: NodeJS.Signals, print?: () => void): never {
		this.#restore();
		print?.();
		return dieBySignal(signal);
	}

	/** Takes the listeners off again, for a program that follows in the same process; restores first. */
	close(): void {
		this.#restore();
		process.off('exit', this.#restore);
		process.off('uncaughtException', this.#crash);
		process.off('unhandledRejection', this.#crash);
		for (const [signal, listener] of this.#signalListeners) {
			process.off(signal, listener);
		}
	}

	#listen(signal: NodeJS.Signals, listener: () => void): void {
		this.#signalListeners.set(signal, listener);
		process.on(signal, listener);
	}

	readonly #restore = (): void => {
		this.restoreActions.run();
	};

	readonly #crash = (error: unknown): void => {
		this.#restore();
		try {
			this.#listeners.onCrash(error);
		} finally {
			exit(1);
		}
	};

	#interrupt(): void {
		if (this.#wasInterrupted) {
			void this.#terminate('SIGINT');
			return;
		}
		this.#wasInterrupted = true;
		this.#listeners.onInterrupt();
	}

	async #terminate(signal: NodeJS.Signals): Promise<void> {
		if (this.#isTerminating) {
			this.dieBy(signal);
		}
		this.#isTerminating = true;
		const timer = setTimeout(() => this.dieBy(signal), lastWordsMs);
		try {
			await this.#listeners.onTerminate(signal);
		} finally {
			clearTimeout(timer);
			this.dieBy(signal);
		}
	}
}
