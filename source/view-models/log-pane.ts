import type {Build} from '../build/build.js';
import type {LogReader} from '../build/log-index.js';
import {countOf} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {describeReason} from '../formats/failure-words.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {formatPhase} from '../formats/phase.js';
import type {Signs} from '../formats/symbols.js';
import {emptyLine, paneTitle} from './cells.js';
import {elapsed} from './elapsed.js';
import {visibleLog} from './log-lines.js';
import {displayName} from './short-name.js';

/** The end of the log of one build, below or beside the tree, under a title. Exactly `height` lines. */
export function logPane(
	build: Build,
	logs: LogReader,
	size: {readonly columns: number; readonly height: number},
	{isPinned, signs, now}: {readonly isPinned: boolean; readonly signs: Signs; readonly now: number},
): Line[] {
	const {columns, height} = size;
	const {lines} = visibleLog(undefined, height - 1, {
		log: build.log,
		logs,
		build,
		columns,
		numberWidth: 0,
		wrap: false,
		matcher: undefined,
		currentMatch: undefined,
		signs,
		now,
	});
	const title: Span[] = [
		span(displayName(build.name), 'bold'),
		span(` ${buildFacts(build, columns, now).join(` ${signs.dot} `)}`, 'muted'),
	];
	const rest = Array.from({length: Math.max(0, height - 1 - lines.length)}, () => emptyLine(columns));
	return [paneTitle(title, paneState(build, isPinned, signs), columns, signs), ...lines, ...rest];
}

function buildFacts(build: Build, columns: number, now: number): string[] {
	const phase = build.phases.at(-1)?.phase;
	const ms = elapsed(build.status, now);
	const facts = [
		...(build.status.name === 'failed'
			? [describeReason(build.status.reason)]
			: phase !== undefined && build.status.name === 'running'
				? [formatPhase(phase)]
				: []),
		...(ms >= 0 ? [formatDuration(ms, {running: build.status.name === 'running'})] : []),
		build.log.length === 0 ? 'no output yet' : countOf(build.log.length, 'line'),
	];
	return columns >= 100 || (columns >= 70 && facts.join('').length < 30) ? facts : facts.slice(0, 1);
}

function paneState(build: Build, isPinned: boolean, signs: Signs): Span[] {
	const pinned = isPinned ? [span('pinned  ', 'muted')] : [];
	return build.status.name === 'running'
		? [...pinned, span(signs.running, 'running'), span(' following', 'muted')]
		: isPinned
			? [span('pinned', 'muted')]
			: [];
}
