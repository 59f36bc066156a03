import type {Build} from '../build/build.js';
import type {LogReader} from '../build/log-index.js';
import {countOf, formatCount} from '../formats/count.js';
import {plainText} from '../formats/sanitise.js';
import type {Ci} from './ci.js';

/** Lines of one log that a fold may have: CI pages become unusable beyond, and all of them are in memory at once. */
const maximumFoldedLines = 20_000;

export type FoldOptions = {
	readonly ci: Ci;
	/** Seconds since 1970, which GitLab wants to know. */
	readonly unixSeconds: number;
};

/**
 * The whole log of a build as a fold of the CI page. Lines are quoted, so that no line of a log is taken for a command
 * to the runner. The markers of GitLab contain an erase-line sequence by definition; nothing else does.
 */
export function logFold(build: Build, logs: LogReader, {ci, unixSeconds}: FoldOptions): string[] {
	const count = build.log.length;
	const title = `log of ${plainText(build.name)} (${countOf(count, 'line')})`;
	const first = Math.max(0, count - maximumFoldedLines);
	const lines = Array.from({length: count - first}, (_, index) => quoteForRunner(logs.line(build.log, first + index)));
	const body = first > 0 ? [`| (the first ${formatCount(first)} lines are left out)`, ...lines] : lines;
	if (ci === 'gitlab') {
		const section = `nixscope_log_${build.index}`;
		const seconds = Math.floor(unixSeconds);
		return [
			`\x1b[0Ksection_start:${seconds}:${section}[collapsed=true]\r\x1b[0K${title}`,
			...body,
			`\x1b[0Ksection_end:${seconds}:${section}\r\x1b[0K`,
		];
	}

	return [`::group::${title}`, ...body, '::endgroup::'];
}

/** Runners read commands at the start of a line (`::error::`), the older form anywhere in it (`##[error]`). */
export function quoteForRunner(text: string): string {
	return `| ${plainText(text).replaceAll('##[', '## [')}`;
}
