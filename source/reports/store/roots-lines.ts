import type {RootsAnswer} from '../../analyses/answers/answer.js';
import {groupRoots, type RootGroup} from '../../analyses/answers/root-groups.js';
import {formatAge} from '../../formats/age.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {incompleteLines} from './incomplete-lines.js';
import {rootLabel, rootName, rootRemark, rootSign} from './root-words.js';
import {moreLine} from './shown-rows.js';
import {noSize, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

const columns: readonly Column[] = [
	{title: 'kind', least: 11, drop: 2},
	{title: 'link', cut: 'middle', room: 40},
	{title: 'made', align: 'right', least: 5, drop: 1},
	{title: 'frees alone', align: 'right', least: 11},
	{title: 'closure', align: 'right', least: 11, drop: 0},
];

/** Roots that were not seen may hold the same. */
const columnsAtMost = columns.map((column) =>
	column.title === freesTitle({complete: true}) ? {...column, title: freesTitle({complete: false})} : column,
);

/** A row for each root, what it frees when it alone goes; last what all of them hold together. */
export function rootsLines(answer: RootsAnswer, options: StoreReportOptions): Line[] {
	const groups = groupRoots(answer.roots);
	const shown = groups.slice(0, options.limit);
	const hidden = groups.slice(shown.length);
	const idle = hidden.filter(({root}) => root.state !== 'live').length;
	const rows = shown.map((group) => rowOf(group, options));
	return [
		...(rows.length > 0 ? tableLines(answer.complete ? columns : columnsAtMost, rows, options) : []),
		...moreLine(countRoots(hidden), options, idle > 0 ? `, ${formatCount(idle)} of them hold nothing` : ''),
		...(rows.length > 0 ? [line()] : []),
		...totalLines(answer).flatMap((one) => wrapped(one, options)),
		...(shown.some(isMoreThanClosure)
			? wrapped(
					line(span('Where a root frees more than its closure, the derivations that only it keeps go too.', 'muted')),
					options,
				)
			: []),
		...incompleteLines(answer, options),
	];
}

function rowOf(group: RootGroup, {signs, home, now}: StoreReportOptions): TableRow {
	const {root} = group;
	const many = group.count > 1 ? `, ${countOf(group.count, 'root')}` : '';
	const name = `${rootName(root, home)}${many}`;
	const made = root.modifiedAt === null ? '' : formatAge(now - root.modifiedAt);
	const front = {sign: rootSign(root, signs), cells: [rootLabel(root), name]};
	const remark = rootRemark(root);
	if (remark !== undefined) {
		const cells = root.state === 'live' ? [...front.cells, made] : front.cells;
		return {...front, cells, words: span(remark, 'muted')};
	}

	const frees = sizeCell(group.retainedSize);
	if (root.process !== null) {
		return {...front, cells: [...front.cells, made, frees], words: span('until it ends', 'muted')};
	}

	const closure = group.closureSize === null ? noSize(signs) : sizeCell(group.closureSize, 'muted');
	return {...front, cells: [...front.cells, made, frees, closure]};
}

function freesTitle({complete}: {readonly complete: boolean}): string {
	return complete ? 'frees alone' : 'frees at most';
}

function countRoots(groups: readonly RootGroup[]): number {
	return groups.reduce((sum, {count}) => sum + count, 0);
}

/** By keep-derivations, and what those keep in turn. */
function isMoreThanClosure({root, retainedSize, closureSize}: RootGroup): boolean {
	return !root.protected && root.process === null && closureSize !== null && (retainedSize ?? 0) > closureSize;
}

function totalLines({roots, totalCount, retainedTogether, complete}: RootsAnswer): Line[] {
	if (totalCount === 0) {
		return [line(span('The store has no roots: a collection would delete everything.'))];
	}

	if (roots.length === 0) {
		return [line(span(`None of ${countOf(totalCount, 'root')} is like that.`))];
	}

	const size = span(formatSize(retainedTogether), 'bold');
	if (roots.length === totalCount) {
		const verb = totalCount === 1 ? 'holds' : 'hold';
		return [
			line(
				span(`${countOf(totalCount, 'root')} ${verb} ${complete ? '' : 'at least '}`),
				size,
				span(' of NAR', 'muted'),
			),
		];
	}

	const together = roots.length === 1 ? 'only it holds' : 'together only they hold';
	return [
		line(
			span(`${formatCount(roots.length)} of ${countOf(totalCount, 'root')}; ${together} ${complete ? '' : 'at most '}`),
			size,
			span(' of NAR', 'muted'),
		),
	];
}
