import type {Build, Phase} from '../build/build.js';
import type {LogIndex, LogReader} from '../build/log-index.js';
import {formatCount} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {formatPhase} from '../formats/phase.js';
import {plainText, sanitise} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {sliceColumns, truncateEnd, wrapColumns} from '../formats/width.js';
import {cell, gap, joinCells, rightCell} from './cells.js';
import type {LogMatcher} from './log-matcher.js';

export type LogLinesOptions = {
	readonly log: LogIndex;
	readonly logs: LogReader;
	readonly build: Build | undefined;
	readonly columns: number;
	/** Cells of the line numbers; 0 for none. */
	readonly numberWidth: number;
	readonly wrap: boolean;
	readonly matcher: LogMatcher | undefined;
	readonly currentMatch: number | undefined;
	readonly signs: Signs;
	readonly now: number;
};

export type VisibleLog = {
	readonly lines: readonly Line[];
	/** First line of the log that is visible, and how many are. */
	readonly first: number;
	readonly visible: number;
};

/**
 * The part of a log that fits into `height` rows; only what is visible is decoded.
 *
 * @param top First line; undefined: the end of the log.
 */
export function visibleLog(top: number | undefined, height: number, options: LogLinesOptions): VisibleLog {
	const {log} = options;
	const rows: Line[] = [];
	if (top !== undefined && top < log.length) {
		let next = top;
		while (next < log.length && rows.length < height) {
			rows.push(...logRows(next, options));
			next++;
		}

		return {lines: rows.slice(0, height), first: top, visible: next - top};
	}

	let first = log.length;
	while (first > 0 && rows.length < height) {
		first--;
		rows.unshift(...logRows(first, options));
	}

	return {lines: rows.slice(Math.max(0, rows.length - height)), first, visible: log.length - first};
}

/** stdenv says each phase in its log, too: the mark takes that line's place. */
const phaseLine = /^Running phase: /;

/** One line of the log: marks of phases that begin there, and its text, in several rows when it is wrapped. */
function logRows(line: number, options: LogLinesOptions): Line[] {
	const {log, logs, build, columns, numberWidth, wrap, matcher, signs} = options;
	const source = logs.line(log, line);
	const number = numberWidth === 0 ? '' : formatCount(line + 1);
	const marks = numberWidth === 0 ? [] : (build?.phases.filter(({firstLine}) => firstLine === line) ?? []);
	const isPhaseLine = marks.length > 0 && phaseLine.test(plainText(source));
	const rows = marks.map((phase, index) =>
		numbered(index === marks.length - 1 && isPhaseLine ? number : '', phaseMark(phase, options), false, options),
	);
	if (isPhaseLine) {
		return rows;
	}

	const width = textWidth(options);
	const isCurrent = options.currentMatch === line;
	if (matcher !== undefined) {
		const plain = plainText(source);
		if (matcher.matches(plain)) {
			const spans = matchSpans(plain, matcher, isCurrent);
			return [...rows, numbered(number, spans, isCurrent, options)];
		}
	}

	const text = sanitise(source);
	const parts = wrap ? wrapColumns(text, width) : [cutToWidth(text, width, signs)];
	return [
		...rows,
		...parts.map((part, index) =>
			numbered(index === 0 ? number : '', [{text: part, tone: 'plain', coloured: true}], isCurrent, options),
		),
	].map((row) => (columns > 0 ? row : {spans: []}));
}

/** A line of megabytes is cut before it is measured. */
function cutToWidth(text: string, width: number, signs: Signs): string {
	return truncateEnd(text.length > width * 64 ? sliceColumns(text, 0, width + 1) : text, width, signs.cut);
}

function textWidth({columns, numberWidth}: LogLinesOptions): number {
	return Math.max(1, columns - 1 - (numberWidth > 0 ? numberWidth + 2 : 0) - 1);
}

function numbered(number: string, content: readonly Span[], isCurrent: boolean, options: LogLinesOptions): Line {
	const {numberWidth, signs} = options;
	return {
		spans: joinCells(
			[
				isCurrent ? cell(1, span(signs.matchEdge, 'running')) : gap(1),
				rightCell(numberWidth, span(number, 'muted')),
				gap(numberWidth > 0 ? 2 : 0),
				cell(textWidth(options), ...content),
				gap(1),
			],
			signs,
		),
	};
}

/** `── check ────────── 38s ──` */
function phaseMark({phase, startedAt, stoppedAt}: Phase, options: LogLinesOptions): Span[] {
	const {signs, now} = options;
	const width = Math.min(62, textWidth(options));
	const title = `${signs.rule.repeat(2)} ${formatPhase(phase)} `;
	const time = ` ${formatDuration((stoppedAt ?? now) - startedAt, {running: stoppedAt === undefined})} ${signs.rule.repeat(2)}`;
	const rest = Math.max(0, width - title.length - time.length);
	return [span(title + signs.rule.repeat(rest) + time, 'muted')];
}

function matchSpans(text: string, matcher: LogMatcher, isCurrent: boolean): Span[] {
	const spans: Span[] = [];
	let end = 0;
	for (const [index, [start, next]] of matcher.ranges(text).entries()) {
		spans.push(span(text.slice(end, start)));
		spans.push(span(text.slice(start, next), isCurrent && index === 0 ? 'match-current' : 'match'));
		end = next;
	}

	return [...spans, span(text.slice(end))];
}
