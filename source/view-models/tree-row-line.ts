import type {Build, BuildStatus, FailureReason} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import type {Transfer} from '../build/transfer.js';
import {formatBytes} from '../formats/bytes.js';
import {formatDuration} from '../formats/duration.js';
import type {Line, Span} from '../formats/line.js';
import {lineWidth, span} from '../formats/line-layout.js';
import {formatPhase} from '../formats/phase.js';
import {sanitise} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {blockedWords, remoteWords, silentAfterMs, waitWords} from './build-words.js';
import {type Cell, cell, gap, joinCells, progressBar, rightCell} from './cells.js';
import {elapsed} from './elapsed.js';
import {fittingReason} from './failure-words.js';
import {foldCountSpans} from './fold-counts.js';
import {displayName} from './short-name.js';
import {buildSign, transferSign} from './status-signs.js';
import {expectedBeside, transferAmount} from './transfer-amount.js';
import {reasonWidth, type TreeColumns, wordsWidth} from './tree-columns.js';
import {passingGuides, rowGuides} from './tree-guides.js';
import type {TreeRow} from './tree-layout.js';

export type RowContext = {
	readonly state: BuildState;
	readonly logs: LogReader;
	readonly columns: TreeColumns;
	readonly maximumDepth: number;
	/** By Build.index; see tree-statuses.ts. */
	readonly remaining: Int32Array;
	readonly signs: Signs;
	readonly now: number;
};

/** The line of one row of the tree, exactly as wide as the tree. */
export function treeRowLine(row: TreeRow, hasCursor: boolean, context: RowContext): Line {
	const spans = rowSpans(row, context);
	return hasCursor ? {spans, cursor: true} : {spans};
}

function rowSpans(row: TreeRow, context: RowContext): Span[] {
	const {state, columns, maximumDepth, signs} = context;
	switch (row.kind) {
		case 'fold': {
			const guides = row.guide === undefined ? [] : [...rowGuides(row, maximumDepth, signs), span(' ')];
			return joinCells(
				[gap(1), cell(columns.total - 2, ...guides, ...foldCountSpans(row.counts, signs)), gap(1)],
				signs,
			);
		}

		case 'quote':
			return quoteSpans(row, context);
		case 'mention': {
			const build = state.builds[row.build]!;
			const {sign} = buildSign(build.status, signs);
			const name = [...rowGuides(row, maximumDepth, signs), span(`${sign} ${displayName(build.name)}`, 'muted')];
			const words = span(row.isBelow ? 'shown below' : 'shown above', 'muted');
			return joinCells(nameAndWords(name, [words], context), signs);
		}

		case 'transfer': {
			const transfer = state.transfers[row.transfer]!;
			const {sign, tone} = transferSign(transfer, signs);
			const name = [...rowGuides(row, maximumDepth, signs), span(sign, tone), span(` ${displayName(transfer.name)}`)];
			return joinCells(transferCells(name, transfer, context), signs);
		}

		case 'build':
			return buildSpans(row, context);
	}
}

function quoteSpans(row: TreeRow & {kind: 'quote'}, {state, logs, columns, maximumDepth, signs}: RowContext): Span[] {
	const {log} = state.builds[row.build]!;
	const text = log.length === 0 ? '' : lastWords(log, logs);
	const guides = row.guide === undefined ? [span('  ')] : passingGuides(row, row.hasBelow, maximumDepth, signs);
	return joinCells(
		[gap(1), cell(columns.total - 2, ...guides, span(signs.quote, 'failed'), span(` ${text}`, 'muted')), gap(1)],
		signs,
	);
}

/** Lines that a quote may look back for one that says something. */
const quoteSearchLines = 5;

/** The last line that is not empty. */
function lastWords(log: Build['log'], logs: LogReader): string {
	for (let line = log.length - 1; line >= Math.max(0, log.length - quoteSearchLines); line--) {
		// Without its colours: the row is context.
		const text = sanitise(logs.line(log, line))
			.replace(/\x1b\[[\d;]*m/g, '')
			.trimEnd();
		if (text !== '') {
			return text;
		}
	}

	return '';
}

function buildSpans(row: TreeRow & {kind: 'build'}, context: RowContext): Span[] {
	const {state, maximumDepth, signs} = context;
	const build = state.builds[row.build]!;
	const {sign, tone} = buildSign(build.status, signs);
	const isStrong = row.depth === 0 || build.status.name === 'running' || build.status.name === 'failed';
	const guides = foldedGuides(rowGuides(row, maximumDepth, signs), row, signs);
	const name = [...guides, span(sign, tone), span(' '), span(displayName(build.name), isStrong ? 'bold' : 'plain')];
	if (row.hidden !== undefined) {
		name.push(span('  '), ...foldCountSpans(row.hidden, signs, {words: false}));
	}

	const spans = joinCells(buildCells(name, build, row.depth === 0, context), signs);
	// A root has no connector that could carry the sign: the margin does.
	return row.guide === undefined && row.fold === 'folded'
		? [span(signs.foldShut, 'bold'), ...withoutFirstCell(spans)]
		: spans;
}

function foldedGuides(guides: Span[], row: TreeRow & {kind: 'build'}, signs: Signs): Span[] {
	const connector = guides.at(-1);
	if (row.fold !== 'folded' || connector === undefined) {
		return guides;
	}

	return [...guides.slice(0, -1), span(connector.text.slice(0, -1), connector.tone), span(signs.foldShut, 'bold')];
}

function withoutFirstCell(spans: readonly Span[]): Span[] {
	const [first, ...rest] = spans;
	return first === undefined ? [] : [{...first, text: first.text.slice(1)}, ...rest];
}

/** A row whose words stand in place of all numbers. */
function nameAndWords(name: readonly Span[], words: readonly Span[], {columns}: RowContext): Cell[] {
	return [gap(1), cell(columns.name, ...name), gap(2), cell(wordsWidth(columns), ...words), gap(1)];
}

/** Phase, time, and behind it either words up to the host, or up to the edge when there is no host. */
function measuredCells(
	name: readonly Span[],
	phase: Span,
	time: Span,
	detail: readonly Span[],
	host: string,
	{columns}: RowContext,
): Cell[] {
	const hostText = lineWidth({spans: [span(host)]}) > columns.host ? '' : host;
	const hasHost = hostText !== '' && columns.host > 0;
	const detailWidth = hasHost ? reasonWidth(columns) - columns.host - 2 : reasonWidth(columns);
	return [
		gap(1),
		cell(columns.name, ...name),
		gap(2),
		cell(columns.phase, phase),
		gap(2),
		rightCell(columns.time, time),
		...(columns.detail > 0 ? [gap(1), cell(detailWidth, ...detail)] : []),
		...(hasHost ? [gap(2), cell(columns.host, span(hostText, 'muted'))] : []),
		gap(1),
	];
}

function buildCells(name: readonly Span[], build: Build, isRoot: boolean, context: RowContext): Cell[] {
	const {status} = build;
	const {remaining, now} = context;
	const time = (running: boolean) => {
		const ms = elapsed(status, now);
		return span(ms < 0 ? '' : formatDuration(ms, {running}));
	};
	const host = build.host === undefined ? '' : displayName(build.host);
	switch (status.name) {
		case 'planned':
		case 'waiting':
			return nameAndWords(name, [span(waitWords(build, isRoot, remaining), 'muted')], context);
		case 'dependency-failed':
			return nameAndWords(name, [span(blockedWords(status.culprit), isRoot ? 'failed' : 'muted')], context);
		case 'running':
			return runningCells(name, build, status, host, context);
		case 'built':
			return measuredCells(name, span(''), time(false), [], host, context);
		case 'failed':
			return failedCells(name, build, status.reason, time(false), context);
		case 'cancelled':
		case 'interrupted': {
			const word = span(status.name, status.name === 'cancelled' ? 'muted' : 'interrupted');
			return status.startedAt === undefined
				? nameAndWords(name, [word], context)
				: measuredCells(name, fittingPhase(word), time(false), [], host, context);
		}
	}
}

/** `interrupted` is longer than the phase column. */
function fittingPhase(word: Span): Span {
	return word.text.length > 9 ? {...word, text: 'stopped'} : word;
}

function runningCells(
	name: readonly Span[],
	build: Build,
	status: BuildStatus & {name: 'running'},
	host: string,
	context: RowContext,
): Cell[] {
	const {state, now, columns} = context;
	if (status.step !== 'build') {
		const {phase, detail} = remoteWords(state, build, status.step);
		const time = span(formatDuration((status.stoppedAt ?? now) - status.stepStartedAt, {running: true}));
		return measuredCells(name, span(phase, 'muted'), time, [span(detail, 'muted')], host, context);
	}

	const silentMs = now - (build.lastSignAt ?? status.startedAt);
	const isSilent = status.stoppedAt === undefined && silentMs >= silentAfterMs;
	const silent = isSilent ? span(`silent for ${formatDuration(silentMs, {running: true})}`, 'running') : undefined;
	const phase = build.phases.at(-1)?.phase;
	const word =
		silent !== undefined && columns.detail === 0
			? span('silent', 'running')
			: span(phase === undefined ? '' : formatPhase(phase), 'muted');
	const time = span(formatDuration(elapsed(status, now), {running: true}));
	return measuredCells(name, word, time, silent === undefined ? [] : [silent], host, context);
}

function failedCells(
	name: readonly Span[],
	build: Build,
	reason: FailureReason,
	time: Span,
	context: RowContext,
): Cell[] {
	const {columns} = context;
	if (time.text === '') {
		return nameAndWords(name, [span(fittingReason(reason, wordsWidth(columns)), 'failed')], context);
	}

	if (columns.detail === 0) {
		return measuredCells(name, span(fittingReason(reason, columns.phase), 'failed'), time, [], '', context);
	}

	const phase = build.phases.at(-1)?.phase;
	const shown = span(fittingReason(reason, reasonWidth(columns)), 'failed');
	return measuredCells(name, span(phase === undefined ? '' : formatPhase(phase), 'muted'), time, [shown], '', context);
}

function transferCells(name: readonly Span[], transfer: Transfer, context: RowContext): Cell[] {
	const {columns, signs} = context;
	const amount = transferAmount(transfer);
	const verb = transfer.kind === 'download' ? 'download' : 'upload';
	const host = displayName(transfer.host);
	switch (transfer.status.name) {
		case 'failed':
			return nameAndWords(
				name,
				[span(displayName(transfer.status.message).split('\n')[0] ?? 'failed', 'failed')],
				context,
			);
		case 'completed':
			return measuredCells(
				name,
				span(transfer.kind === 'download' ? 'fetched' : 'sent', 'muted'),
				span(formatBytes(Math.max(amount.done, amount.expected))),
				[],
				host,
				context,
			);
		case 'planned':
			return nameAndWords(
				name,
				[span(amount.expected > 0 ? `${verb} of ${formatBytes(amount.expected)}` : `to ${verb}`, 'muted')],
				context,
			);
		case 'running': {
			const beside = span(expectedBeside(amount), 'muted');
			const hasBar = columns.bar > 0 && amount.expected > 0;
			const detail = hasBar
				? joinCells(
						[
							cell(columns.detail + 2, beside),
							cell(columns.bar, ...progressBar(amount.done, amount.expected, columns.bar, verb, signs)),
						],
						signs,
					)
				: [beside];
			return measuredCells(name, span(verb, 'muted'), span(formatBytes(amount.done)), detail, host, context);
		}
	}
}
