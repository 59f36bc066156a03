import type {DiffAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {type Change, changesOf, versions} from './diff-changes.js';
import {pathName} from './path-name.js';
import {moreLine} from './shown-rows.js';
import {formatDelta} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

const columns: readonly Column[] = [
	{title: '', cut: 'end'},
	{title: ''},
	{title: ''},
	{title: ''},
	{title: '', align: 'right', least: 9},
];

/** What came, went and changed, the largest difference first; packages that were only built again stand last. */
export function diffLines(answer: DiffAnswer, options: StoreReportOptions): Line[] {
	const {signs} = options;
	const changes = changesOf(answer, options.signs);
	const shown = changes.slice(0, options.limit);
	const rows = shown.map(
		({sign, name, from, to, delta, isRebuilt}): TableRow => ({
			sign: span('  '),
			cells: [
				[sign, span(` ${name}`)],
				span(isRebuilt ? '' : versions(from), 'muted'),
				span(from.length > 0 && to.length > 0 && !isRebuilt ? signs.arrow : '', 'muted'),
				isRebuilt ? span(`${versions(to)} built again`.trimStart(), 'muted') : versions(to),
				formatDelta(delta),
			],
		}),
	);
	const hidden = changes.slice(shown.length);
	const rebuilt = hidden.filter(({isRebuilt}) => isRebuilt).length;
	return [
		headLine(answer, options),
		...wrapped(sizeLine(answer, changes, options), options),
		...(rows.length > 0 ? [line(), ...tableLines(columns, rows, options)] : []),
		...moreLine(hidden.length, options, rebuilt > 0 ? `, ${formatCount(rebuilt)} of them only built again` : ''),
	];
}

function headLine({from, to}: DiffAnswer, {signs}: StoreReportOptions): Line {
	const [before, after] = [pathName(from), pathName(to)];
	// Of equal names the digests tell one from the other.
	const [first, second] = before === after ? [plainText(from), plainText(to)] : [before, after];
	return line(span(first, 'bold'), span(` ${signs.arrow} `, 'muted'), span(second, 'bold'));
}

function sizeLine(answer: DiffAnswer, changes: readonly Change[], {signs}: StoreReportOptions): Line {
	if (changes.length === 0) {
		return line(span('Nothing differs.'));
	}

	const rebuilt = changes.filter(({isRebuilt}) => isRebuilt).length;
	const counts = [
		[answer.changed.length - rebuilt, 'changed'],
		[answer.added.length, 'added'],
		[answer.removed.length, 'removed'],
		[rebuilt, 'built again'],
	] as const;
	return line(
		span(formatDelta(answer.narSizeDelta), 'bold'),
		span(
			` of NAR (${formatSize(answer.fromClosureSize)} ${signs.arrow} ${formatSize(answer.toClosureSize)})  ${counts
				.filter(([count]) => count > 0)
				.map(([count, word]) => `${formatCount(count)} ${word}`)
				.join(', ')}`,
			'muted',
		),
	);
}
