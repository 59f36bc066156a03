import type {LogIndex, LogReader} from '../build/log-index.js';

/** A log that is all in memory; `line` may be asked for any number. */
export type FakeLog = LogIndex & {readonly textAt: (line: number) => string};

export function fakeLog(lines: readonly string[], length = lines.length): FakeLog {
	return {
		length,
		at: (line) => (line < 0 || line >= length ? undefined : {offset: line, length: 0, encoding: 'raw', source: 0}),
		// A long log ends with the lines that are given, and repeats them before.
		textAt: (line) => lines[(((line - length) % lines.length) + lines.length) % lines.length] ?? '',
	};
}

export const fakeLogs: LogReader = {
	line: (index, line) => (index as FakeLog).textAt(line),
};
