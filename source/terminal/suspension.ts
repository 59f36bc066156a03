import {untilForeground} from './foreground.js';

/** Gives the screen back to the shell; the function it resolves to takes it again and draws everything anew. */
export type GiveScreenBack = () => Promise<() => Promise<void> | void>;

/**
 * Ctrl-Z and `fg`. The kernel stops everybody in the foreground, Nix as well; we leave the terminal as it was, stop by
 * the same signal, and come back on SIGCONT once we are in the foreground: continued by `bg` we go on reading without
 * drawing, as a process in the background that touches its terminal is stopped again, and Nix with it.
 * @returns Ends it.
 */
export function handleSuspension(giveScreenBack: GiveScreenBack): () => void {
	let isAway = false;
	/** The SIGCONT that ended our own stop is delivered only afterwards. */
	let expectsContinue = false;

	const leaveAndReturn = async (stop: () => void): Promise<void> => {
		if (isAway) {
			return;
		}
		isAway = true;
		try {
			const takeScreen = await giveScreenBack();
			stop();
			await untilForeground();
			await takeScreen();
		} finally {
			isAway = false;
		}
	};

	const onStop = (): void => {
		void leaveAndReturn(() => {
			// With its default action the signal stops the process right here; a process without a shell that could
			// continue it is not stopped.
			process.off('SIGTSTP', onStop);
			process.kill(process.pid, 'SIGTSTP');
			expectsContinue = true;
			process.on('SIGTSTP', onStop);
		});
	};

	/** Stopped by SIGSTOP, without a word before: others may have used the terminal since. */
	const onContinue = (): void => {
		if (expectsContinue) {
			expectsContinue = false;
		} else {
			void leaveAndReturn(() => {});
		}
	};

	process.on('SIGTSTP', onStop);
	process.on('SIGCONT', onContinue);
	return () => {
		process.off('SIGTSTP', onStop);
		process.off('SIGCONT', onContinue);
	};
}
