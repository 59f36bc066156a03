import type {LogReader} from '../build/log-index.js';
import {flow} from '../formats/flow.js';
import type {Line} from '../formats/line.js';
import {line, span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {truncateEnd} from '../formats/width.js';
import {type FailedBuild, logCommand} from './build-facts.js';
import {failureItems, hashLines, logTail, quoteLines} from './failure-text.js';

export type NoticeOptions = {
	readonly columns: number;
	readonly signs: Signs;
	/** Lines of the log that are quoted; 10 when not said. */
	readonly tailLines?: number;
};

/**
 * What is printed into the scrollback the moment a build fails: name, reason, the end of its log, and the command for
 * all of it, which is never cut.
 */
export function failureNotice(
	build: FailedBuild,
	logs: LogReader,
	{columns, signs, tailLines = 10}: NoticeOptions,
): Line[] {
	const name = truncateEnd(plainText(build.name), Math.max(1, columns - 2), signs.cut);
	const bar = span(signs.quote, 'failed');
	return [
		...flow(failureItems(build), {
			columns,
			indent: 2,
			gap: 1,
			label: [span(`${signs.failed} ${name} `, 'failed-sign')],
		}),
		...hashLines(build, [bar, span(' ')]),
		...quoteLines(logTail(build, logs, tailLines), {columns, indent: 0, signs}),
		line(bar, span(' '), span(plainText(logCommand(build)), 'muted')),
	];
}
