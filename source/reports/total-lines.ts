import type {BuildState} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import {formatBytes, formatSpeed} from '../formats/bytes.js';
import {formatCount} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {flow, words} from '../formats/flow.js';
import type {Line, Span, Tone} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {transferTotals} from './transfer-totals.js';

const labelColumns = 12;

/** More hosts than this are counted, not named. */
const namedHosts = 4;

/** What was built where, and what was fetched and sent: how much, how fast, from where. */
export function totalLines(state: BuildState, {columns}: {columns: number}): Line[] {
	const {built} = state.buildCounts;
	return [
		...(built > 0 ? row('built', [[span(formatCount(built))], ...words(hostsOf(state), 'muted')], columns) : []),
		...transferRow('downloaded', 'from', state.transfers, 'download', columns),
		...transferRow('uploaded', 'to', state.transfers, 'upload', columns),
	];
}

/** One line (or what fits) of counts with their signs, for an end that is not good. */
export function countLine(state: BuildState, {columns, signs}: {columns: number; signs: Signs}): Line[] {
	const {built, failed, dependencyFailed, cancelled, interrupted, running, waiting} = state.buildCounts;
	const items = [
		count(signs.built, 'built', built, 'built'),
		count(signs.failed, 'failed-sign', failed, 'failed'),
		count(signs.blocked, 'failed', dependencyFailed, failed === 1 ? 'blocked: they need it' : 'blocked'),
		dimCount(signs.blocked, cancelled, 'cancelled'),
		dimCount(signs.blocked, interrupted, 'interrupted'),
		dimCount(signs.running, running, 'still running'),
		dimCount(signs.waiting, waiting, 'not started'),
		count(signs.download, 'download', state.downloadCounts.completed, 'fetched'),
	].filter((item) => item !== undefined);
	// The first line of the report has said that already.
	const saysMore = items.length > 1 || state.buildCounts.failed === 0;
	return saysMore ? flow(items, {columns, indent: 2, gap: 3}) : [];
}

function count(sign: string, tone: Tone, value: number, word: string): Span[] | undefined {
	return value === 0 ? undefined : [span(sign, tone), span(` ${formatCount(value)}`), span(` ${word}`, 'muted')];
}

function dimCount(sign: string, value: number, word: string): Span[] | undefined {
	return value === 0 ? undefined : [span(`${sign} ${formatCount(value)} ${word}`, 'muted')];
}

function row(label: string, items: readonly (readonly Span[])[], columns: number): Line[] {
	return flow(items, {
		columns,
		indent: 2 + labelColumns,
		gap: 1,
		label: [span(`  ${label.padEnd(labelColumns)}`, 'muted')],
	});
}

/** `on 2 hosts: hydra1 41, local 125`; nothing when all was built here. */
function hostsOf(state: BuildState): string {
	const counts = new Map<string, number>();
	for (const {status, host} of state.builds) {
		if (status.name === 'built') {
			const name = host ?? 'local';
			counts.set(name, (counts.get(name) ?? 0) + 1);
		}
	}

	const hosts = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
	if (hosts.length <= 1) {
		const only = hosts[0]?.[0];
		return only === undefined || only === 'local' ? '' : `on ${plainText(only)}`;
	}

	const named = hosts.slice(0, namedHosts).map(([host, built]) => `${plainText(host)} ${formatCount(built)}`);
	const more = hosts.length - namedHosts;
	return `on ${hosts.length} hosts: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function transferRow(
	label: string,
	preposition: string,
	transfers: readonly Transfer[],
	kind: Transfer['kind'],
	columns: number,
): Line[] {
	const totals = transferTotals(transfers, kind);
	if (totals.completed === 0) {
		return [];
	}

	const {bytes, busyMs} = totals;
	const speed = bytes > 0 && busyMs > 0 ? ` (${formatSpeed((bytes * 1000) / busyMs)})` : '';
	const where = totals.hosts.slice(0, namedHosts - 1).map(plainText);
	const more = totals.hosts.length - where.length;
	return row(
		label,
		[
			[
				span(formatCount(totals.completed)),
				span(` ${totals.completed === 1 ? 'path' : 'paths'}${bytes > 0 ? ',' : ''}`, 'muted'),
			],
			...(bytes > 0 ? [[span(formatBytes(bytes))]] : []),
			...words(busyMs > 0 ? `in ${formatDuration(busyMs)}${speed}` : '', 'muted'),
			...words(
				where.length > 0 ? `${preposition} ${where.join(', ')}${more > 0 ? ` and ${more} more` : ''}` : '',
				'muted',
			),
		],
		columns,
	);
}
