import {formatCount} from '../../formats/count.js';
import {flow, words} from '../../formats/flow.js';
import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import {emptyLine, plainLine, progressBar} from '../cells.js';

const barColumns = 30;

/** `Reading the store ━━━━━━── 182,400 of 255,318 paths`, or why it cannot be read. */
export function loadingLines({reading, failure}: ExplorerData, columns: number, signs: Signs): Line[] {
	if (failure !== undefined) {
		return [
			emptyLine(columns),
			...flow(words(plainText(failure)), {
				columns: columns - 2,
				indent: 3,
				gap: 1,
				label: [span(` ${signs.failed} `, 'failed-sign')],
			}),
			emptyLine(columns),
			plainLine(
				[span('  r', 'bold'), span(' try again   ', 'muted'), span('q', 'bold'), span(' quit', 'muted')],
				columns,
				signs,
			),
		];
	}

	const {done = 0, total} = reading ?? {};
	const count = total === undefined ? [] : [span(` ${formatCount(done)} of ${formatCount(total)}`, 'muted')];
	const task = reading === undefined ? 'reading the store' : reading.task;
	return [
		emptyLine(columns),
		plainLine(
			[
				span(` ${task[0]!.toUpperCase()}${task.slice(1)}  `, 'bold'),
				...progressBar(done, total ?? 0, barColumns, 'running', signs),
				...count,
			],
			columns,
			signs,
		),
	];
}
