import type {UsageAnswer, UsageNode} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {incompleteLines} from './incomplete-lines.js';
import {pathName} from './path-name.js';
import {shortPath} from './root-words.js';
import {barCell, largestOf, noSize, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {type TreeRow, usageRows} from './usage-rows.js';
import {wrapped} from './wrapped.js';

const barColumns = 24;

const columns: readonly Column[] = [
	{title: 'retained', align: 'right', least: 10},
	{title: 'own NAR', align: 'right', least: 10, drop: 1},
	{title: 'held below', cut: 'end'},
	{title: '', drop: 0, isSteady: true},
];

const columnsAtMost = columns.map((column, index) => (index === 0 ? {...column, title: 'retained at most'} : column));

/** What takes the space, as a tree: the rows of each level add up to the row above it. */
export function usageLines(answer: UsageAnswer, options: StoreReportOptions): Line[] {
	const {signs} = options;
	const rows = usageRows(answer.nodes, options.limit);
	const largest = largestOf(rows.map(({retainedSize}) => retainedSize));
	const table = rows.map(
		(row): TableRow => ({
			cells: [
				sizeCell(row.retainedSize),
				row.node?.path === undefined ? noSize(signs) : sizeCell(row.node.narSize, 'muted'),
				[...branch(row, options), title(row, answer, options)],
				barCell(row.retainedSize, largest, barColumns, signs),
			],
		}),
	);
	const titled = answer.complete ? columns : columnsAtMost;
	return [
		...(rows.length > 0 ? [...tableLines(titled, table, options), line()] : []),
		...wrapped(
			line(
				span(formatSize(answer.total), 'bold'),
				span(' of NAR; every byte counted once: the rows of a level add up to the row above', 'muted'),
			),
			options,
		),
		...incompleteLines(answer, options),
	];
}

function branch({ancestors}: TreeRow, {signs}: StoreReportOptions): Span[] {
	if (ancestors.length === 0) {
		return [];
	}

	const lines = ancestors.slice(0, -1).map((isLast) => (isLast ? '   ' : `${signs.treeLine}  `));
	const corner = ancestors.at(-1) ? signs.treeCorner : signs.treeBranch;
	return [span(`${lines.join('')}${corner}${signs.treeStub} `, 'muted')];
}

function title(
	{node, hidden, retainedSize, ancestors}: TreeRow,
	{complete}: UsageAnswer,
	{home}: StoreReportOptions,
): Span {
	if (node === undefined) {
		return span(`${formatCount(hidden)} more${retainedSize === 0 ? ' that hold nothing alone' : ''}`, 'muted');
	}

	if (node.group === 'dead' && !complete) {
		return span('dead, or held by what was not seen', 'bold');
	}

	return span(nameOf(node, home), ancestors.length === 0 ? 'bold' : 'plain');
}

function nameOf({path, link, group}: UsageNode, home: string): string {
	if (path !== undefined) {
		return pathName(path);
	}

	return link === undefined
		? plainText(home === '' ? (group ?? '') : (group ?? '').replaceAll(`${home}/`, '~/'))
		: shortPath(link, home);
}
