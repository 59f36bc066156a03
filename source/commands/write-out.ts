import {writeSync} from 'node:fs';

/** How long a reader that takes nothing is waited for before it is asked again. */
const PAUSE_MS = 5;

/**
 * Writes all of a text before it returns: what a program says last must not be lost on its way out. A pipe may be
 * non-blocking (its other holders decide), so a full one is tried again; one that nobody reads any more takes nothing.
 */
export function writeOut(descriptor: number, text: string | Uint8Array): void {
	tryToWrite(descriptor, text);
}

/** An answer could not be written: told in one line, exit code 1. */
export class OutputError extends Error {
	/** Nobody reads it any more, as behind `| head`: there is nothing to tell. */
	readonly isReaderGone: boolean;

	constructor(message: string, isReaderGone: boolean) {
		super(message);
		this.isReaderGone = isReaderGone;
	}
}

/**
 * As writeOut, for an answer that somebody asked for: what is not all there is no success.
 *
 * @throws OutputError
 */
export function writeAnswer(text: string | Uint8Array): void {
	const code = tryToWrite(1, text);
	if (code !== undefined) {
		const reason = code === 'ENOSPC' ? 'no space is left there' : code === 'EDQUOT' ? 'the quota is used up' : code;
		throw new OutputError(`the answer could not be written to stdout: ${reason}`, code === 'EPIPE');
	}
}

/** @returns Why not all of it was taken; undefined when all was. */
function tryToWrite(descriptor: number, text: string | Uint8Array): string | undefined {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text;
	for (let written = 0; written < bytes.length; ) {
		try {
			written += writeSync(descriptor, bytes, written);
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code !== 'EAGAIN' && code !== 'EINTR') {
				return code ?? 'it failed';
			}

			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
		}
	}

	return undefined;
}

/** @param lines Without newlines. */
export function writeLines(descriptor: number, lines: readonly string[]): void {
	if (lines.length > 0) {
		writeOut(descriptor, `${lines.join('\n')}\n`);
	}
}
