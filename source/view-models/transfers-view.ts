import type {BuildState, TransferCounts} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import {formatBytes, formatSpeed} from '../formats/bytes.js';
import {formatCount} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {cacheLines} from './cache-table.js';
import {cell, emptyLine, gap, joinCells, plainLine, progressBar, rightCell, spreadLine} from './cells.js';
import {elapsed} from './elapsed.js';
import type {MonitorUi, TransferSort} from './monitor-ui.js';
import {displayName} from './short-name.js';
import {sparkline} from './sparkline.js';
import type {SpeedSampler} from './speed-sampler.js';
import {transferSign} from './status-signs.js';
import {totalAmount, transferAmount} from './transfer-amount.js';

export type TransfersInput = {
	readonly state: BuildState;
	readonly ui: MonitorUi;
	readonly speeds: SpeedSampler;
	readonly columns: number;
	readonly height: number;
	readonly signs: Signs;
	readonly now: number;
};

export type TransfersView = {
	readonly lines: readonly Line[];
	/** Indices of all that could be selected, in order. */
	readonly order: readonly number[];
	readonly selected: number | undefined;
};

const sparkColumns = 24;

/** The transfers tab: totals with the last minute, each transfer, and sums by cache. Exactly `height` lines. */
export function transfersView(input: TransfersInput): TransfersView {
	const {state, ui, columns, height, signs} = input;
	const order = sortTransfers(input).map(({index}) => index);
	if (order.length === 0) {
		const words = ui.find?.query ? 'No transfer has that in its name' : 'Nothing is fetched or sent so far';
		const lines = [plainLine([span(words, 'bold')], columns, signs)];
		return {lines: fillTo(lines, height, columns), order, selected: undefined};
	}

	const totals = [
		...totalLine('download', state.downloadCounts, input),
		...totalLine('upload', state.uploadCounts, input),
		emptyLine(columns),
		headingLine(columns, signs),
	];
	const caches = height >= 18 ? cacheLines(state, input.speeds, columns, signs) : [];
	const room = Math.max(1, height - totals.length - caches.length);
	const selected =
		ui.selectedTransfer !== undefined && order.includes(ui.selectedTransfer) ? ui.selectedTransfer : order[0];
	const rows = transferRows(order, selected, room, input);
	const body = [...totals, ...rows];
	const gapAbove = Math.max(0, Math.min(1, height - body.length - caches.length));
	const lines = [
		...body,
		...(caches.length > 0 ? Array.from({length: gapAbove}, () => emptyLine(columns)) : []),
		...caches,
	];
	return {lines: fillTo(lines, height, columns), order, selected};
}

function fillTo(lines: readonly Line[], height: number, columns: number): Line[] {
	return Array.from({length: height}, (_, index) => lines[index] ?? emptyLine(columns));
}

const stateOrder = {running: 0, planned: 1, failed: 2, completed: 3} as const;

function sortTransfers({state, ui, speeds, now}: TransfersInput): Transfer[] {
	const query = ui.find?.query.toLowerCase() ?? '';
	const found = state.transfers.filter(({name}) => query === '' || name.toLowerCase().includes(query));
	const compare: Record<TransferSort, (left: Transfer, right: Transfer) => number> = {
		state: (left, right) => stateOrder[left.status.name] - stateOrder[right.status.name] || newestFirst(left, right),
		size: (left, right) => transferAmount(right).expected - transferAmount(left).expected,
		speed: (left, right) => speedOf(right, speeds, now) - speedOf(left, speeds, now),
		name: (left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)),
	};
	return found.sort((left, right) => compare[ui.transferSort](left, right) || left.index - right.index);
}

function newestFirst({status: left}: Transfer, {status: right}: Transfer): number {
	return left.name === 'completed' && right.name === 'completed' ? right.stoppedAt - left.stoppedAt : 0;
}

function speedOf(transfer: Transfer, speeds: SpeedSampler, now: number): number {
	if (transfer.status.name === 'completed') {
		return transferAmount(transfer).done / Math.max(1, elapsed(transfer.status, now));
	}

	return transfer.status.name === 'running' ? speeds.ofTransfer(transfer.index) : -1;
}

function totalLine(kind: Transfer['kind'], counts: TransferCounts, input: TransfersInput): Line[] {
	const {state, speeds, columns, signs} = input;
	if (counts.total === 0) {
		return [];
	}

	const amount = totalAmount(counts, kind === 'download' ? state.plan.downloadBytes : 0);
	const speed = speeds.ofKind(kind);
	const left = [
		span(signs[kind], kind),
		span(' '),
		span(formatBytes(amount.done), 'bold'),
		...(amount.expected > 0 ? [span(' of ', 'muted'), span(formatBytes(amount.expected))] : []),
		...(speed > 0 ? [span('   '), span(formatSpeed(speed), 'bold')] : []),
	];
	const history = speeds.history(kind);
	const hasSpark = columns >= 76 && history.some((bytes) => bytes > 0);
	const right = hasSpark ? [span(sparkline(history, sparkColumns, signs), kind), span(' last 60s', 'muted')] : [];
	return [spreadLine(left, right, columns, signs)];
}

type Widths = {
	readonly name: number;
	readonly host: number;
	readonly done: number;
	readonly of: number;
	readonly bar: number;
	readonly speed: number;
};

function widthsFor(columns: number): Widths {
	const host = columns >= 90 ? 16 : columns >= 76 ? 12 : 0;
	const bar = columns >= 120 ? 14 : columns >= 90 ? 10 : 0;
	const widths = {host, done: 8, of: columns >= 76 ? 10 : 0, bar, speed: 10};
	const fixed =
		1 +
		2 +
		(host > 0 ? 2 + host : 0) +
		1 +
		widths.done +
		(widths.of > 0 ? 1 + widths.of : 0) +
		(bar > 0 ? 2 + bar : 0) +
		2 +
		widths.speed +
		1;
	return {name: Math.max(8, columns - fixed), ...widths};
}

function headingLine(columns: number, signs: Signs): Line {
	const {name, host, done, of, bar, speed} = widthsFor(columns);
	const muted = (text: string) => span(text, 'muted');
	return {
		spans: joinCells(
			[
				gap(3),
				cell(name, muted('path')),
				...(host > 0 ? [gap(2), cell(host, muted(`from ${signs.leadsTo} to`))] : []),
				gap(1),
				rightCell(done, muted('done')),
				...(of > 0 ? [gap(1), cell(of, muted('of'))] : []),
				...(bar > 0 ? [gap(2 + bar)] : []),
				gap(2),
				rightCell(speed, muted('speed')),
				gap(1),
			],
			signs,
		),
	};
}

function transferRows(
	order: readonly number[],
	selected: number | undefined,
	room: number,
	input: TransfersInput,
): Line[] {
	const {state, columns, signs} = input;
	const at = selected === undefined ? 0 : order.indexOf(selected);
	const hasMore = order.length > room;
	const shown = hasMore ? Math.max(1, room - 1) : order.length;
	const first = Math.max(0, Math.min(order.length - shown, at - shown + 1));
	const rows = order
		.slice(first, first + shown)
		.map((index) => transferLine(state.transfers[index]!, index === selected, input));
	if (!hasMore) {
		return rows;
	}

	const rest = [...order.slice(0, first), ...order.slice(first + shown)].map((index) => state.transfers[index]!);
	return [...rows, plainLine([span(restWords(rest, signs), 'muted')], columns, signs)];
}

/** `… 8 more done, 47 MiB` */
function restWords(rest: readonly Transfer[], signs: Signs): string {
	const done = rest.filter(({status}) => status.name === 'completed');
	const bytes = done.reduce((sum, transfer) => sum + transferAmount(transfer).done, 0);
	const other = rest.length - done.length;
	return [
		`${signs.cut} ${formatCount(rest.length)} more`,
		...(done.length === rest.length
			? [` done, ${formatBytes(bytes)}`]
			: done.length > 0
				? [`: ${formatCount(done.length)} done, ${formatCount(other)} not yet`]
				: []),
	].join('');
}

function transferLine(transfer: Transfer, isSelected: boolean, {speeds, columns, signs, now}: TransfersInput): Line {
	const widths = widthsFor(columns);
	const {sign, tone} = transferSign(transfer, signs);
	const host = hostWords(transfer, signs);
	const left = [
		gap(1),
		cell(2 + widths.name, span(sign, tone), span(' '), span(displayName(transfer.name))),
		...(widths.host > 0 ? [gap(2), cell(widths.host, span(host, 'muted'))] : []),
		gap(1),
	];
	const used = left.reduce((sum, {width}) => sum + width, 0);
	const right = columns - used - 1;
	const {status} = transfer;
	const content =
		status.name === 'failed'
			? [cell(right, span(` ${firstLine(status.message)}`, 'failed'))]
			: amountCells(transfer, widths, speeds, signs, now);
	const spans = joinCells([...left, ...content, gap(1)], signs);
	return isSelected ? {spans, cursor: true} : {spans};
}

function amountCells(transfer: Transfer, widths: Widths, speeds: SpeedSampler, signs: Signs, now: number) {
	const {status, kind} = transfer;
	const amount = transferAmount(transfer);
	const isPlanned = status.name === 'planned';
	const isRunning = status.name === 'running';
	const done = isPlanned ? signs.range : formatBytes(isRunning ? amount.done : Math.max(amount.done, amount.expected));
	const expected = (isPlanned || isRunning) && amount.expected > 0 ? formatBytes(amount.expected) : '';
	const speed = isRunning ? speeds.ofTransfer(transfer.index) : 0;
	const last: Span = isRunning
		? span(speed > 0 ? formatSpeed(speed) : '')
		: span(isPlanned ? '' : formatDuration(elapsed(status, now)));
	return [
		rightCell(widths.done, span(done)),
		...(widths.of > 0 ? [gap(1), cell(widths.of, span(expected, 'muted'))] : []),
		...(widths.bar > 0
			? [
					gap(2),
					cell(
						widths.bar,
						...(isRunning && amount.expected > 0
							? progressBar(amount.done, amount.expected, widths.bar, kind, signs)
							: []),
					),
				]
			: []),
		gap(2),
		rightCell(widths.speed, last),
	];
}

function hostWords({kind, host}: Transfer, signs: Signs): string {
	return kind === 'upload' ? `${signs.leadsTo} ${displayName(host)}` : displayName(host);
}

function firstLine(message: string): string {
	return displayName(message.split('\n', 1)[0] ?? '');
}
