import type {OptimiseAnswer} from '../../analyses/answers/answer.js';
import {filterOf} from '../../analyses/lists/filter-words.js';
import type {ListWindow} from '../../analyses/lists/list-window.js';
import {formatCount} from '../../formats/count.js';
import {span} from '../../formats/line-layout.js';
import {fileWords} from '../../reports/store/optimise-lines.js';
import {sizeCell} from '../../reports/store/size-cells.js';
import type {ListUi} from './list-state.js';
import type {ListColumn, ListLook} from './list-table.js';

/** Equal files that are not linked yet. */
export type FileGroup = OptimiseAnswer['groups'][number];

type GroupColumn = 'saves' | 'each' | 'copies' | 'file';

export function groupId({size, examples}: FileGroup): string {
	return `${size}:${examples[0] ?? ''}`;
}

/** `libLLVM.so.21.1 in llvm-21.1.5-lib, llvm-21.1.4-lib and 7 more` */
function wordsOf({examples, count}: FileGroup): string {
	return fileWords(examples, count);
}

/** Groups of which linking saves something: empty files are as equal as others, and take nothing. */
export function worthyGroups({groups}: OptimiseAnswer): readonly FileGroup[] {
	return groups.filter(({savableBytes}) => savableBytes > 0);
}

/** All groups that the answer has, filtered and sorted: there are never so many that a piece would do. */
export function groupList(answer: OptimiseAnswer, {filter: text, sort, at, index}: ListUi): ListWindow<FileGroup> {
	const groups = worthyGroups(answer);
	const filter = filterOf(text);
	const rows = filter.isEmpty ? [...groups] : groups.filter((group) => filter.fitText(wordsOf(group)) > 0);
	const compare = orders[sort.column as GroupColumn];
	if (compare !== undefined) {
		rows.sort((a, b) => (sort.isReversed ? compare(b, a) : compare(a, b)));
	}

	const place = at === undefined ? -1 : rows.findIndex((group) => groupId(group) === at);
	return {
		totalCount: groups.length,
		matchCount: rows.length,
		first: 0,
		rows,
		atIndex: place === -1 ? Math.max(0, Math.min(index, rows.length - 1)) : place,
	};
}

const orders: Readonly<Record<GroupColumn, (a: FileGroup, b: FileGroup) => number>> = {
	saves: (a, b) => b.savableBytes - a.savableBytes,
	each: (a, b) => b.size - a.size,
	copies: (a, b) => b.count - a.count,
	file: (a, b) => (wordsOf(a) < wordsOf(b) ? -1 : 1),
};

const columns: ReadonlyArray<ListColumn<FileGroup> & {readonly key: GroupColumn}> = [
	{
		key: 'saves',
		title: 'saves',
		width: 10,
		align: 'right',
		cell: ({savableBytes}) => [sizeCell(savableBytes)],
	},
	{key: 'each', title: 'each', width: 10, align: 'right', drop: 1, cell: ({size}) => [sizeCell(size, 'muted')]},
	{
		key: 'copies',
		title: 'copies',
		width: 8,
		align: 'right',
		drop: 2,
		cell: ({count}) => [span(formatCount(count), 'muted')],
	},
	{key: 'file', title: 'file', width: 'flex', least: 28, most: 96, cell: (group) => [span(wordsOf(group))]},
];

export function groupLook({sort}: ListUi): ListLook<FileGroup> {
	return {sort, columns, bar: ({savableBytes}) => savableBytes};
}
