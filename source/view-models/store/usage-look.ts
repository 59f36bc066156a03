import type {UsageColumn, UsageRow} from '../../analyses/lists/list-rows.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {noSize, sizeCell} from '../../reports/store/size-cells.js';
import type {ListUi} from './list-state.js';
import type {ListColumn, ListLook} from './list-table.js';
import type {ScreenInput} from './screen.js';
import {usageName} from './usage-trail.js';

/** Cells of the sizes; the sum below the list stands under the first. */
export function retainedCells(isComplete: boolean): number {
	return isComplete ? 10 : 18;
}

/** The table of one level, with what stands open in it. */
export function usageLook(
	{sort}: ListUi,
	open: ReadonlySet<string>,
	{signs, home}: Pick<ScreenInput, 'signs' | 'home'>,
	isComplete: boolean,
): ListLook<UsageRow> {
	const columns: ReadonlyArray<ListColumn<UsageRow> & {readonly key: UsageColumn}> = [
		{
			key: 'retained',
			title: isComplete ? 'retained' : 'retained at most',
			width: retainedCells(isComplete),
			align: 'right',
			cell: ({retainedSize}) => [sizeCell(retainedSize)],
		},
		{
			key: 'nar',
			title: 'own NAR',
			width: 10,
			align: 'right',
			drop: 1,
			cell: ({narSize}) => [narSize === null ? noSize(signs) : sizeCell(narSize, 'muted')],
		},
		{
			key: 'name',
			title: 'held below',
			rises: true,
			width: 'flex',
			least: 38,
			most: 96,
			// The end of a link tells it from others, the beginning of a name.
			cut: ({link}) => (link === null ? undefined : 'middle'),
			cell: (row) => [...branch(row), span(nameOf(row), row.kind === 'rest' ? 'muted' : 'plain')],
		},
	];
	return {sort, columns, sign: foldSign, bar: ({retainedSize}) => retainedSize};

	function nameOf({id, kind, name}: UsageRow): string {
		const isDead = kind === 'group' && id.startsWith('dead:');
		return `${usageName(id, name, home)}${isDead && !isComplete ? ', at most' : ''}`;
	}

	function foldSign({id, depth, childCount}: UsageRow): Span | undefined {
		return depth === 1 || childCount === 0 ? undefined : span(open.has(id) ? signs.foldOpen : signs.foldShut, 'muted');
	}

	function branch({depth, isLast}: UsageRow): Span[] {
		return depth === 0 ? [] : [span(`${isLast ? signs.treeCorner : signs.treeBranch}${signs.treeStub} `, 'muted')];
	}
}
