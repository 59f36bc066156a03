import {spawnSync} from 'node:child_process';
import {closeSync, constants, openSync} from 'node:fs';
import {PrivateDirectory} from './private-directory.js';

export type Pipe = {readonly readable: number; readonly writable: number};

/**
 * A pipe, for a command's stderr. What Node makes of `stdio: 'pipe'` is a socket, and a program that opens its stderr
 * by name (`echo … > /dev/stderr`, `tee /dev/stderr`) fails on one with ENXIO. Undefined where it cannot be made.
 */
export function openPipe(): Pipe | undefined {
	const directory = new PrivateDirectory();
	const path = directory.file('pipe');
	try {
		if (spawnSync('mkfifo', [path], {stdio: 'ignore'}).status !== 0) {
			return undefined;
		}
		// Without O_NONBLOCK each end would wait for the other to be opened.
		const readable = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			return {readable, writable: openSync(path, constants.O_WRONLY)};
		} catch {
			closeSync(readable);
			return undefined;
		}
	} catch {
		return undefined;
	} finally {
		directory.remove();
	}
}
