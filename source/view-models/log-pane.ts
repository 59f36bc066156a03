import type {Build} from '../build/build.js';
import type {LogReader} from '../build/log-index.js';
import {countOf} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {describeReason} from '../formats/failure-words.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {formatPhase} from '../formats/phase.js';
import type {Signs} from '../formats/symbols.js';
import {emptyLine, paneTitle, plainLine} from './cells.js';
import {elapsed} from './elapsed.js';
import {visibleLog} from './log-lines.js';
import {displayName} from './short-name.js';
import {buildSign, transferSign} from './status-signs.js';

/** The end of the log of one build, below or beside the tree, under a title. Exactly `height` lines. */
export function logPane(
	build: Build,
	logs: LogReader,
	size: {readonly columns: number; readonly height: number},
	{isPinned, signs, now}: {readonly isPinned: boolean; readonly signs: Signs; readonly now: number},
): Line[] {
	const {columns, height} = size;
	const isWaiting = build.status.name === 'planned' || build.status.name === 'waiting';
	const {lines} = isWaiting
		? {lines: waitingLines(build, columns, height - 1, signs)}
		: visibleLog(undefined, height - 1, {
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

/** A build that has not begun has no log: what it waits for stands there. */
function waitingLines(build: Build, columns: number, height: number, signs: Signs): Line[] {
	const inputs = build.inputs.filter(({status}) => status.name !== 'built');
	const all = [
		...inputs.map(({name, status}) => ({name, ...buildSign(status, signs)})),
		...build.inputTransfers
			.filter(({status}) => status.name !== 'completed')
			.map((transfer) => ({name: transfer.name, ...transferSign(transfer, signs)})),
	];
	const shown = all.length > height ? all.slice(0, height - 1) : all;
	const rest = all.length - shown.length;
	return [
		...shown.map(({name, sign, tone}) => plainLine([span(sign, tone), span(` ${displayName(name)}`)], columns, signs)),
		...(rest > 0 ? [plainLine([span(`${signs.cut} ${rest} more`, 'muted')], columns, signs)] : []),
	];
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
		logWords(build),
	];
	return columns >= 100 || (columns >= 70 && facts.join('').length < 30) ? facts : facts.slice(0, 1);
}

function logWords({status, log}: Build): string {
	if (log.length > 0) {
		return countOf(log.length, 'line');
	}

	const isWaiting = status.name === 'planned' || status.name === 'waiting';
	return isWaiting ? 'waits for' : status.name === 'running' ? 'no output yet' : 'no output';
}

function paneState(build: Build, isPinned: boolean, signs: Signs): Span[] {
	const pinned = isPinned ? [span('pinned  ', 'muted')] : [];
	return build.status.name === 'running'
		? [...pinned, span(signs.running, 'running'), span(' following', 'muted')]
		: isPinned
			? [span('pinned', 'muted')]
			: [];
}
