import {formatBytes} from '../../formats/bytes.js';
import {formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import type {Progress} from '../../store/progress.js';

const barColumns = 20;

/** `Reading the store  ━━━━━━━━━━━━━━──────  182,400 of 255,318 paths` */
export function progressLine({task, done, total}: Progress, signs: Signs): Line {
	const title = `${task[0]!.toUpperCase()}${task.slice(1)}`;
	const unit = units[task];
	if (total === undefined || total === 0) {
		return line(span(title), span(`  ${unit(done)}`, 'muted'));
	}

	const full = Math.floor((Math.min(done, total) / total) * barColumns);
	const of =
		task === 'comparing files' ? `${formatBytes(done)} of ${unit(total)}` : `${formatCount(done)} of ${unit(total)}`;
	return line(
		span(`${title}  `),
		span(signs.barDone.repeat(full), 'built'),
		span(signs.barRest.repeat(barColumns - full), 'muted'),
		span(`  ${of}`, 'muted'),
	);
}

const units: Readonly<Record<Progress['task'], (count: number) => string>> = {
	'reading the store': (count) => `${formatCount(count)} paths`,
	'adding up closures': (count) => `${formatCount(count)} paths`,
	'reading the links': (count) => `${formatCount(count)} files`,
	'comparing files': (count) => formatBytes(count),
	'measuring files': (count) => `${formatCount(count)} files`,
};
