import {writeSync} from 'node:fs';

/** How long a reader that takes nothing is waited for before it is asked again. */
const PAUSE_MS = 5;

/**
 * Writes all of a text before it returns: what a program says last must not be lost on its way out. A pipe may be
 * non-blocking (its other holders decide), so a full one is tried again; one that nobody reads any more takes nothing.
 */
export function writeOut(descriptor: number, text: string | Uint8Array): void {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text;
	for (let written = 0; written < bytes.length; ) {
		try {
			written += writeSync(descriptor, bytes, written);
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code !== 'EAGAIN' && code !== 'EINTR') {
				return;
			}

			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
		}
	}
}

/** @param lines Without newlines. */
export function writeLines(descriptor: number, lines: readonly string[]): void {
	if (lines.length > 0) {
		writeOut(descriptor, `${lines.join('\n')}\n`);
	}
}
