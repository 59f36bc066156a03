import type {EventEmitter} from 'node:events';

/**
 * Ends by a signal, so that shells and scripts around us stop as they do with any program; an exit code of 128 + N
 * would let a script go on. Exit listeners run before.
 */
export function dieBySignal(signal: NodeJS.Signals): never {
	silenceSecondCursor();
	process.emit('exit', 1);
	process.removeAllListeners(signal);
	process.kill(process.pid, signal);
	// Only a signal that is blocked from outside gets here.
	process.exit(1);
}

export function exit(code: number): never {
	silenceSecondCursor();
	process.exit(code);
}

/**
 * cli-cursor, which Ink uses, shows the cursor once more on exit by writing to stderr: that may be a file, or a terminal
 * that nobody reads, where the write never returns. What was hidden has been taken back by then.
 */
function silenceSecondCursor(): void {
	const {__signal_exit_emitter__: emitter} = process as {__signal_exit_emitter__?: EventEmitter};
	emitter?.removeAllListeners('afterexit');
}
