import type {Build} from '../build/build.js';
import type {LogIndex, LogReader} from '../build/log-index.js';
import {formatCount} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {describeReason} from '../formats/failure-words.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {formatPhase} from '../formats/phase.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {emptyLine, plainLine, spreadLine} from './cells.js';
import {elapsed} from './elapsed.js';
import {type LogLinesOptions, visibleLog} from './log-lines.js';
import type {LogSearch} from './log-search.js';
import type {MonitorUi} from './monitor-ui.js';
import {displayName} from './short-name.js';
import {buildSign} from './status-signs.js';

export type LogViewInput = {
	/** Undefined: what Nix says beside builds. */
	readonly build: Build | undefined;
	readonly log: LogIndex;
	readonly logs: LogReader;
	readonly ui: MonitorUi;
	readonly found: LogSearch | undefined;
	readonly columns: number;
	readonly height: number;
	readonly signs: Signs;
	readonly now: number;
};

export type LogView = {readonly lines: readonly Line[]; readonly first: number; readonly visible: number};

const leastNumberWidth = 7;

/** The log tab: whose log, its lines with their numbers, and the search. Exactly `height` lines. */
export function logView(input: LogViewInput): LogView {
	const {log, logs, build, ui, found, columns, height, signs, now} = input;
	const isRoomy = height >= 14;
	const footer = ui.search === undefined ? [] : [...(isRoomy ? [emptyLine(columns)] : []), searchLine(input)];
	const end = ui.logTop === undefined ? endLines(input) : [];
	const room = height - 1 - Number(isRoomy) - footer.length - end.length;
	const options: LogLinesOptions = {
		log,
		logs,
		build,
		columns,
		numberWidth: columns < 80 ? 0 : Math.max(leastNumberWidth, formatCount(log.length).length),
		wrap: ui.wrap,
		matcher: ui.search?.query ? found?.matcher : undefined,
		currentMatch: ui.search?.line,
		signs,
		now,
	};
	const {lines, first, visible} = visibleLog(ui.logTop, Math.max(1, room), options);
	const body =
		log.length === 0
			? [plainLine([span(build?.status.name === 'running' ? 'no output yet' : 'no output', 'muted')], columns, signs)]
			: [...lines, ...end];
	const rest = Math.max(0, height - 1 - Number(isRoomy) - footer.length - body.length);
	return {
		first,
		visible,
		lines: [
			titleLine(input, first, visible),
			...(isRoomy ? [emptyLine(columns)] : []),
			...body,
			...Array.from({length: rest}, () => emptyLine(columns)),
			...footer,
		],
	};
}

function titleLine({build, log, ui, columns, signs, now}: LogViewInput, first: number, visible: number): Line {
	const range =
		log.length === 0
			? 'no lines'
			: `${formatCount(first + 1)}${signs.range}${formatCount(first + visible)} of ${formatCount(log.length)} lines`;
	const isFollowing = ui.logTop === undefined && (build === undefined || build.status.name === 'running');
	const right = [
		...(isFollowing ? [span(signs.running, 'running'), span(' following  ', 'muted')] : []),
		...(ui.wrap ? [span('wrapped  ', 'muted')] : []),
		span(columns < 80 ? formatCount(log.length) : range, 'muted'),
	];
	if (build === undefined) {
		return spreadLine(
			[span('Messages', 'bold'), span('  what Nix says beside builds', 'muted')],
			right,
			columns,
			signs,
		);
	}

	const {sign, tone} = buildSign(build.status, signs);
	return spreadLine(
		[span(sign, tone), span(' '), span(displayName(build.name), 'bold'), span('  '), ...statusSpans(build, now)],
		right,
		columns,
		signs,
	);
}

function statusSpans(build: Build, now: number): Span[] {
	const {status} = build;
	const ms = elapsed(status, now);
	const time = formatDuration(ms, {running: status.name === 'running'});
	const phase = build.phases.at(-1)?.phase;
	const inPhase = phase === undefined ? '' : ` in ${formatPhase(phase)}`;
	switch (status.name) {
		case 'failed':
			return [span(describeReason(status.reason), 'failed'), span(ms < 0 ? '' : ` after ${time}${inPhase}`, 'muted')];
		case 'running':
			return [span(`${time}${inPhase}`, 'muted')];
		case 'built':
			return [span(`built in ${time}`, 'muted')];
		default:
			return [span(status.name === 'dependency-failed' ? 'blocked' : status.name, 'muted')];
	}
}

/** How the build ended, behind its last line. */
function endLines({build, columns, signs}: LogViewInput): Line[] {
	return build?.status.name === 'failed'
		? [
				plainLine(
					[span(columns < 80 ? '' : '         '), span(`failed: ${describeReason(build.status.reason)}`, 'failed')],
					columns,
					signs,
				),
			]
		: [];
}

function searchLine({ui, found, log, columns, signs}: LogViewInput): Line {
	const search = ui.search!;
	const query = [span('/', 'bold'), span(plainText(search.query)), ...(search.isTyping ? [span(' ', 'cursor')] : [])];
	const matches = found?.lines.length ?? 0;
	const index = search.line === undefined ? -1 : (found?.lines.indexOf(search.line) ?? -1);
	const isDone = found === undefined || found.searched >= log.length;
	const of = `${formatCount(matches)}${isDone ? '' : signs.cut}`;
	const words: Span[] =
		found?.matcher.error !== undefined
			? [span('   '), span(plainText(found.matcher.error), 'failed')]
			: search.query === ''
				? []
				: index >= 0
					? [span('   match ', 'muted'), span(formatCount(index + 1), 'bold'), span(` of ${of} in this log`, 'muted')]
					: [
							span(
								`   ${matches === 0 && isDone ? 'no line' : of} ${matches === 1 ? 'line matches' : matches === 0 && isDone ? 'matches' : 'lines match'}`,
								'muted',
							),
						];
	const flags = `Aa ${search.isCaseSensitive ? 'on' : 'off'} ${signs.dot} regex ${search.isRegex ? 'on' : 'off'}`;
	return spreadLine([...query, ...words], [span(flags, 'muted')], columns, signs);
}
