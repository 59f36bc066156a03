import {spawnSync} from 'node:child_process';
import {isForeground} from './foreground.js';

/** A Ctrl-C while `stty` runs ends it, too: it is in the foreground like everybody. */
const attempts = 3;

/**
 * Reads or changes the mode of the terminal behind a descriptor with `stty`: Node can switch raw mode on and off, but
 * neither single flags nor back to a mode that was seen earlier, and after having done so it touches the terminal on
 * exit, which stops a process in the background. For the same reason nothing is done here in the background.
 * @returns What `stty` printed; undefined when it could not be done, also where there is no `stty`.
 */
export function stty(fd: number, flags: readonly string[]): string | undefined {
	if (!isForeground()) {
		return undefined;
	}
	for (let attempt = 0; attempt < attempts; attempt++) {
		const {status, signal, stdout} = spawnSync('stty', flags, {
			stdio: [fd, 'pipe', 'ignore'],
			timeout: 1000,
			killSignal: 'SIGKILL',
		});
		if (status === 0) {
			return stdout.toString().trim();
		}
		if (signal !== 'SIGINT') {
			return undefined;
		}
	}
	return undefined;
}

/**
 * Whether typed characters show in a mode that `stty -g` printed: ECHO is 8 among the local flags on Linux, the BSDs and
 * macOS alike (termios.h). GNU prints the flags as `iflag:oflag:cflag:lflag:…`, BSD as `…:lflag=5cb:…`, in hexadecimal.
 */
export function showsTyping(mode: string): boolean {
	const flags = /lflag=([\da-f]+)/.exec(mode)?.[1] ?? mode.split(':')[3];
	return flags === undefined || (Number.parseInt(flags, 16) & 8) !== 0;
}
