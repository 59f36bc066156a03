import type {LogIndex, LogReader} from '../build/log-index.js';

/** A log that is all in memory; `line` may be asked for any number. */
export type FakeLog = LogIndex & {readonly textAt: (line: number) => string};

/** @param filler Lines before those that are given, which are the last ones; they are repeated when not said. */
export function fakeLog(lines: readonly string[], length = lines.length, filler?: (line: number) => string): FakeLog {
	return {
		length,
		at: (line) => (line < 0 || line >= length ? undefined : {offset: line, length: 0, encoding: 'raw', source: 0}),
		textAt: (line) =>
			filler !== undefined && line < length - lines.length
				? filler(line)
				: (lines[(((line - length) % lines.length) + lines.length) % lines.length] ?? ''),
	};
}

export const fakeLogs: LogReader = {
	line: (index, line) => (index as FakeLog).textAt(line),
};
