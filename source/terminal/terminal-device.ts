import {closeSync, constants, openSync} from 'node:fs';
import tty from 'node:tty';

const controllingTerminal = '/dev/tty';

/**
 * A descriptor of the terminal to draw on, of its own and non-blocking: a write to a terminal that nobody reads then
 * says EAGAIN instead of stopping the event loop, and the flag is not shared with the other processes on that terminal.
 * Without a controlling terminal, the one behind stderr or stdout. Undefined when there is none.
 */
export function openTerminalOutput(): number | undefined {
	const candidates = [controllingTerminal, ...[2, 1].filter((fd) => tty.isatty(fd)).map((fd) => `/dev/fd/${fd}`)];
	for (const path of candidates) {
		try {
			return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
		} catch {
			// ENXIO: no controlling terminal. ENOENT: no /dev. The next one may do.
		}
	}
	return undefined;
}

/** A descriptor to read keys from; undefined when there is no controlling terminal. */
export function openTerminalInput(): number | undefined {
	try {
		return openSync(controllingTerminal, constants.O_RDONLY | constants.O_NOCTTY);
	} catch {
		return undefined;
	}
}

export type WindowSize = {readonly columns: number; readonly rows: number};

/** The size of the terminal in characters, asked anew; 80×24 where it does not say. */
export function readWindowSize(): WindowSize {
	const fallback = {columns: 80, rows: 24};
	const fd = openTerminalOutput();
	if (fd === undefined) {
		return fallback;
	}
	let probe: tty.WriteStream;
	try {
		probe = new tty.WriteStream(fd);
	} catch {
		closeSync(fd);
		return fallback;
	}
	const {columns, rows} = probe;
	closeTerminal(probe, fd);
	return {columns: columns || fallback.columns, rows: rows || fallback.rows};
}

/** Closes a stream made of a descriptor, and the descriptor: Node reads through a copy of it, where it can make one. */
export function closeTerminal(stream: tty.ReadStream | tty.WriteStream, fd: number): void {
	stream.destroy();
	try {
		closeSync(fd);
	} catch {
		// EBADF: the stream had no copy and has closed it.
	}
}
