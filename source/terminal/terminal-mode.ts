import {spawnSync} from 'node:child_process';
import {isForeground} from './foreground.js';

/**
 * Changes flags of the terminal behind a descriptor with `stty`: Node can switch raw mode on and off, but not single
 * flags. A process in the background does not touch the terminal: it would be stopped for it.
 * @returns Whether it was done; false also where there is no `stty`.
 */
export function changeTerminalMode(fd: number, flags: readonly string[]): boolean {
	if (!isForeground()) {
		return false;
	}
	const {status} = spawnSync('stty', flags, {
		stdio: [fd, 'ignore', 'ignore'],
		timeout: 1000,
		killSignal: 'SIGKILL',
	});
	return status === 0;
}
