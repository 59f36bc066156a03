import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {constants, gunzipSync} from 'node:zlib';
import type {InputEvent} from './input.js';
import {openBytes} from './open-bytes.js';
import {parseEvent, parseHeader} from './recording.js';
import type {Tape} from './tape.js';

/** Where the last record of a file is looked for; a record that is longer gives a duration that is known only at the end. */
const END_SIZE = 256 * 1024;

/** A packed recording has to be unpacked to its end for that: up to this size, some tens of milliseconds. */
const MAXIMUM_PACKED_SIZE = 1024 * 1024;

/**
 * A recording of recorder.ts as a tape, read piece by piece.
 *
 * @param firstLine Its header.
 * @throws When the header is not one.
 */
export function createRecordingTape(file: string, firstLine: string, isCompressed: boolean): Tape {
	const description = parseHeader(firstLine);
	if (description === undefined) {
		throw new Error(`${file} is a recording that this version of nixscope cannot read`);
	}

	let durationMs = lastTime(file, isCompressed);
	return {
		description,
		isTimed: true,
		logFile: undefined,
		get durationMs() {
			return durationMs;
		},
		async *events() {
			let last = 0;
			for await (const event of readEvents(file)) {
				// A clock that was set back while recording must not make time run backwards here.
				last = Math.max(last, event.receivedAt);
				yield event.receivedAt === last ? event : {...event, receivedAt: last};
				if (event.kind === 'end') {
					durationMs = last;
					return;
				}
			}

			durationMs = last;
			yield {kind: 'end', receivedAt: last, exitCode: undefined, signal: undefined};
		},
	};
}

async function* readEvents(file: string): AsyncGenerator<InputEvent> {
	const bytes = openBytes(file);
	// readline keeps what it has split while we wait: lines wait in memory at most a chunk of the file at a time.
	const lines = createInterface({input: bytes, crlfDelay: Number.POSITIVE_INFINITY});
	let isHeader = true;
	try {
		for await (const line of lines) {
			const event = isHeader ? undefined : parseEvent(line);
			isHeader = false;
			if (event !== undefined) {
				yield event;
			}
		}
	} finally {
		lines.close();
		bytes.destroy();
	}
}

function lastTime(file: string, isCompressed: boolean): number | undefined {
	const descriptor = openSync(file, 'r');
	try {
		const {size} = fstatSync(descriptor);
		if (isCompressed && size > MAXIMUM_PACKED_SIZE) {
			return undefined;
		}

		const buffer = Buffer.alloc(isCompressed ? size : Math.min(END_SIZE, size));
		readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
		const content = isCompressed ? gunzipSync(buffer, {finishFlush: constants.Z_SYNC_FLUSH}) : buffer;
		const lines = content.subarray(-END_SIZE).toString('utf8').split('\n');
		for (let index = lines.length - 1; index >= 0; index--) {
			const event = parseEvent(lines[index]!);
			if (event !== undefined) {
				return event.receivedAt;
			}
		}

		return undefined;
	} catch {
		// Damaged: it plays as far as it goes.
		return undefined;
	} finally {
		closeSync(descriptor);
	}
}
