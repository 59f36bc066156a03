import type {LogIndex, LogReader} from '../build/log-index.js';
import type {LogStore} from '../inputs/log-store.js';
import {decodeLogText} from '../parsers/log-text.js';

/** A builder may print megabytes without a newline; more of one line than this is never shown. */
const MAXIMUM_LINE_BYTES = 64 * 1024;

/** Reads lines back from where the bytes of the session are kept. */
export function createLogReader(store: LogStore): LogReader {
	return {
		line(index: LogIndex, line: number): string {
			const slice = index.at(line);
			if (slice === undefined) {
				return '';
			}

			const length = Math.min(slice.length, MAXIMUM_LINE_BYTES);
			return decodeLogText(store.read(slice.source, slice.offset, length), slice.encoding);
		},
	};
}
