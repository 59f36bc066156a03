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
	if (wasEchoOffAtStart && process.execve) {
		process.emit('exit', code);
		process.execve('/bin/sh', ['sh', '-c', `stty echo </dev/tty; exit ${code}`], process.env);
	}
	process.exit(code);
}

/** A fact about the process, as is what Node remembers: see below. */
let wasEchoOffAtStart = false;

/**
 * Says that echo was off when this process started, because some program (`sudo … |& nixscope`) was asking for a
 * password just then. Node remembers that mode at its start and sets it again as the very last thing it does, so that
 * the user would type blind from then on; exit() has a shell set it right afterwards, in place of this process.
 */
export function noteEchoOffAtStart(): void {
	wasEchoOffAtStart = true;
}

/**
 * cli-cursor, which Ink uses, shows the cursor once more on exit by writing to stderr: that may be a file, or a terminal
 * that nobody reads, where the write never returns. What was hidden has been taken back by then.
 */
function silenceSecondCursor(): void {
	const {__signal_exit_emitter__: emitter} = process as {__signal_exit_emitter__?: EventEmitter};
	emitter?.removeAllListeners('afterexit');
}
