import type {LogIndex, LogReader} from '../build/log-index.js';
import {plainText} from '../formats/sanitise.js';
import {createLogMatcher, type LogMatcher} from './log-matcher.js';
import type {Search} from './monitor-ui.js';

/** Lines that are read in one frame: keys must be answered meanwhile. */
const linesPerFrame = 20_000;

/** A search over one log, a piece a frame; lines that arrive later are searched when they are there. */
export type LogSearch = {
	readonly matcher: LogMatcher;
	/** Numbers of the lines that match, ascending. */
	readonly lines: readonly number[];
	/** Lines that have been searched. */
	readonly searched: number;
};

/** Keeps the search of the log on the screen from frame to frame. */
export type LogSearcher = {
	/** Goes on with the search, or begins it when the log or the query is another. */
	advance(log: LogIndex, logs: LogReader, search: Search): LogSearch;
};

export function createLogSearcher(): LogSearcher {
	let key: {readonly log: LogIndex; readonly query: string; readonly flags: string} | undefined;
	let found: {matcher: LogMatcher; lines: number[]; searched: number} | undefined;
	return {
		advance(log, logs, {query, isRegex, isCaseSensitive}) {
			const flags = `${isRegex} ${isCaseSensitive}`;
			if (found === undefined || key?.log !== log || key.query !== query || key.flags !== flags) {
				key = {log, query, flags};
				found = {matcher: createLogMatcher(query, isRegex, isCaseSensitive), lines: [], searched: 0};
			}

			const {matcher, lines} = found;
			const end = Math.min(log.length, found.searched + linesPerFrame);
			if (query === '' || matcher.error !== undefined) {
				found.searched = log.length;
			}

			for (; found.searched < end; found.searched++) {
				if (matcher.matches(plainText(logs.line(log, found.searched)))) {
					lines.push(found.searched);
				}
			}

			return found;
		},
	};
}
