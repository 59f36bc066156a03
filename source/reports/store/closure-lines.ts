import type {ClosureAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {pathName} from './path-name.js';
import {moreLine} from './shown-rows.js';
import {barCell, largestOf, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

const barColumns = 20;

const columns: readonly Column[] = [
	{title: 'alone', align: 'right', least: 10},
	{title: 'own NAR', align: 'right', least: 10},
	{title: 'path', cut: 'end'},
	{title: '', drop: 0},
];

/** What a path needs, with what each alone brings in. */
export function closureLines({path, closureSize, paths}: ClosureAnswer, options: StoreReportOptions): Line[] {
	const others = paths.filter((one) => one.path !== path);
	const own = paths.find((one) => one.path === path);
	const shown = others.slice(0, options.limit);
	const largest = largestOf(shown.map(({retainedInClosure}) => retainedInClosure));
	const rows = shown.map(
		(one): TableRow => ({
			cells: [
				sizeCell(one.retainedInClosure),
				sizeCell(one.narSize, 'muted'),
				pathName(one.path),
				barCell(one.retainedInClosure, largest, barColumns, options.signs),
			],
		}),
	);
	const needs =
		others.length === 0 ? '; it needs nothing else' : `, with ${countOf(others.length, 'path')} that it needs`;
	return [
		...wrapped(
			line(
				span(pathName(path), 'bold'),
				span('  closure ', 'muted'),
				span(formatSize(closureSize), 'bold'),
				span(`${needs}; its own NAR ${own?.narSize == null ? '?' : formatSize(own.narSize)}`, 'muted'),
			),
			options,
		),
		line(span(plainText(path), 'muted')),
		...(rows.length > 0 ? [line(), ...tableLines(columns, rows, options)] : []),
		...moreLine(others.length - shown.length, options),
		...(rows.length > 0
			? [line(), line(span('alone: what goes from the closure when that one path does', 'muted'))]
			: []),
	];
}
