import {closeSync, openSync, writeSync} from 'node:fs';
import {constants, gzipSync} from 'node:zlib';
import type {InputDescription, InputEvent} from './input.js';
import {formatEvent, formatHeader} from './recording.js';

/** Writes a recording while it happens; see recording.ts. */
export type Recorder = {
	/** Never throws: a full disk ends the recording, not the build. */
	record(event: InputEvent): void;
	/** Why the recording is not complete; undefined while all is well. */
	readonly failure: string | undefined;
	close(): void;
};

/** Characters that wait to be written together: a call for every record would cost more than the record. */
const BUFFER_SIZE = 64 * 1024;
/** A recording of a program that was killed lacks at most what came in this time. */
const FLUSH_INTERVAL_MS = 1000;

/**
 * @param file Made anew; compressed when its name ends in `.gz`.
 * @throws When it cannot be made: the user should know before the build begins.
 */
export function createRecorder(file: string, description: InputDescription): Recorder {
	const descriptor = openSync(file, 'w', 0o666);
	const isCompressed = file.endsWith('.gz');
	let waiting = formatHeader(description);
	let flushedAt = 0;
	let failure: string | undefined;
	let isOpen = true;
	/** Derivations may still be read after the end of the stream; the end is the last line all the same. */
	let end: InputEvent | undefined;

	function flush(): void {
		if (waiting === '' || failure !== undefined) {
			return;
		}

		const bytes = Buffer.from(waiting);
		waiting = '';
		try {
			// Gzip files may be members in a row, so each flush is whole and nothing is held back in a compressor.
			writeAll(descriptor, isCompressed ? gzipSync(bytes, {level: constants.Z_BEST_SPEED}) : bytes);
		} catch (error) {
			failure = `cannot write ${file}: ${(error as Error).message}`;
		}
	}

	return {
		record(event) {
			if (!isOpen || failure !== undefined) {
				return;
			}

			if (event.kind === 'end') {
				end = event;
				return;
			}

			waiting += formatEvent(end === undefined ? event : {...event, receivedAt: end.receivedAt});
			if (waiting.length >= BUFFER_SIZE || event.receivedAt - flushedAt >= FLUSH_INTERVAL_MS) {
				flushedAt = event.receivedAt;
				flush();
			}
		},
		get failure() {
			return failure;
		},
		close() {
			if (isOpen) {
				waiting += end === undefined ? '' : formatEvent(end);
				flush();
				isOpen = false;
				closeSync(descriptor);
			}
		},
	};
}

function writeAll(descriptor: number, bytes: Buffer): void {
	for (let written = 0; written < bytes.length; ) {
		written += writeSync(descriptor, bytes, written);
	}
}
