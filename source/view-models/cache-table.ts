import type {BuildState} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import {formatBytes, formatSpeed} from '../formats/bytes.js';
import {countOf, formatCount} from '../formats/count.js';
import type {Line, Span} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {cell, gap, joinCells, paneTitle, plainLine, rightCell} from './cells.js';
import {displayName} from './short-name.js';
import type {SpeedSampler} from './speed-sampler.js';
import {transferAmount} from './transfer-amount.js';

/** A table of the other ends: paths, bytes, speed. */
export function cacheLines(state: BuildState, speeds: SpeedSampler, columns: number, signs: Signs): Line[] {
	const hosts = new Map<string, {kind: Transfer['kind']; host: string; paths: number; bytes: number; failed: number}>();
	for (const transfer of state.transfers) {
		const {kind, host, status} = transfer;
		if (host === '' || status.name === 'planned') {
			continue;
		}

		const key = `${kind} ${host}`;
		const sums = hosts.get(key) ?? {kind, host, paths: 0, bytes: 0, failed: 0};
		hosts.set(key, sums);
		sums.paths += Number(status.name === 'completed');
		sums.failed += Number(status.name === 'failed');
		sums.bytes += transferAmount(transfer).done;
	}

	if (hosts.size === 0) {
		return [];
	}

	const name = columns - 1 - 2 - 8 - 12 - 14 - 1;
	const row = (title: readonly Span[], paths: Span, bytes: Span, speed: Span): Line => ({
		spans: joinCells(
			[gap(3), cell(name, ...title), rightCell(8, paths), rightCell(12, bytes), rightCell(14, speed), gap(1)],
			signs,
		),
	});
	const muted = (text: string) => span(text, 'muted');
	const maximumHosts = 4;
	const all = [...hosts.values()].sort((left, right) => right.bytes - left.bytes);
	return [
		paneTitle([span('by cache', 'bold')], [], columns, signs),
		row([], muted('paths'), muted('bytes'), muted('speed')),
		...all.slice(0, maximumHosts).map(({kind, host, paths, bytes, failed}) => {
			const speed = speeds.ofHost(kind, host);
			return row(
				[
					span(kind === 'upload' ? `${signs.leadsTo} ${displayName(host)}` : displayName(host)),
					...(failed > 0 ? [span(`  ${failed} failed`, 'failed')] : []),
				],
				span(formatCount(paths)),
				span(bytes > 0 ? formatBytes(bytes) : signs.range),
				span(speed > 0 ? formatSpeed(speed) : signs.range),
			);
		}),
		...(all.length > maximumHosts
			? [plainLine([muted(`  ${signs.cut} ${countOf(all.length - maximumHosts, 'host')} more`)], columns, signs)]
			: []),
	];
}
