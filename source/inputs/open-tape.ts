import {createLogTape} from './log-tape.js';
import {isGzip, openBytes} from './open-bytes.js';
import {createRecordingTape} from './recording-tape.js';
import type {Tape} from './tape.js';

const HEADER_START = '{"nixscope":"recording"';

/**
 * Opens a recording or a raw log, told apart by their first bytes.
 *
 * @throws When the file cannot be read, or is a recording of another version.
 */
export async function openTape(file: string): Promise<Tape> {
	const firstLine = await readFirstLine(file);
	return firstLine.startsWith(HEADER_START) ? createRecordingTape(file, firstLine, isGzip(file)) : createLogTape(file);
}

async function readFirstLine(file: string): Promise<string> {
	let text = '';
	for await (const chunk of openBytes(file)) {
		text += (chunk as Buffer).toString('utf8');
		// Only a header is wanted: the first line of a log may be megabytes long.
		if (text.includes('\n') || !text.startsWith(HEADER_START.slice(0, text.length))) {
			break;
		}
	}

	return text.split('\n', 1)[0] ?? '';
}
