import type {SizedRoot} from '../../analyses/answers/answer.js';
import {formatAge} from '../../formats/age.js';
import {formatCount} from '../../formats/count.js';
import {span} from '../../formats/line-layout.js';
import {plannedRootName, rootLabel} from './root-words.js';
import {sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import type {Cell, Column, TableRow} from './table.js';

/** What a plan does, what to, how old, how much, in which size. */
export const planColumns: readonly Column[] = [
	{title: '', least: 7},
	{title: '', cut: 'middle', room: 26},
	{title: '', align: 'right', drop: 0},
	{title: '', align: 'right', least: 10},
	{title: '', drop: 1},
];

/** Roots that go, those that retain most first. */
export function dropRows(
	roots: readonly SizedRoot[],
	{label, complete}: {readonly label: string; readonly complete: boolean},
	{home, now, limit, signs}: StoreReportOptions,
): TableRow[] {
	const largestFirst = [...roots].sort((a, b) => (b.retainedSize ?? -1) - (a.retainedSize ?? -1));
	const shown = largestFirst.slice(0, limit);
	const hidden = roots.length - shown.length;
	const labelWidth = Math.max(0, ...shown.map((root) => rootLabel(root).length));
	const rows = shown.map((root): readonly Cell[] => [
		[span(`${rootLabel(root).padEnd(labelWidth)}  `), span(plannedRootName(root, home, now))],
		span(root.modifiedAt === null ? '' : formatAge(now - root.modifiedAt), 'muted'),
		root.retainedSize === null ? '' : sizeCell(root.retainedSize, 'muted'),
		span(root.retainedSize === null ? '' : complete ? 'NAR alone' : 'NAR at most', 'muted'),
	]);
	const more: ReadonlyArray<readonly Cell[]> =
		hidden > 0 ? [[span(`${signs.cut} and ${formatCount(hidden)} more: --limit all`, 'muted')]] : [];
	return labelled(label, [...rows, ...more]);
}

/** The label stands in front of the first row. */
export function labelled(label: string, rows: ReadonlyArray<readonly Cell[]>): TableRow[] {
	return rows.map((cells, index) => ({cells: [span(index === 0 ? label : ''), ...cells]}));
}
