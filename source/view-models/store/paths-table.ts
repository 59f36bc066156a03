import type {PathColumn, PathListRequest, PathListRow} from '../../analyses/lists/list-rows.js';
import {formatAge} from '../../formats/age.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {noSize, sizeCell} from '../../reports/store/size-cells.js';
import type {ListUi} from './list-state.js';
import type {ListColumn, ListLook} from './list-table.js';
import type {ScreenInput} from './screen.js';

type PathsColumn = ListColumn<PathListRow> & {readonly key: PathColumn};

/** The table of paths: sizes, users and age of each. */
export function pathsLook(
	{sort}: ListUi,
	{signs, now, columns: width}: Pick<ScreenInput, 'signs' | 'now' | 'columns'>,
	{which, isComplete}: {readonly which: PathListRequest['which']; readonly isComplete: boolean},
): ListLook<PathListRow> {
	const isNarrow = width < 76;
	const columns: readonly PathsColumn[] = [
		{key: 'name', title: 'name', rises: true, width: 'flex', least: 18, most: 60, cell: (row) => nameSpans(row, signs)},
		{
			key: 'version',
			title: 'version',
			rises: true,
			width: width < 96 ? 13 : 18,
			drop: 4,
			leaves: 20,
			cell: (row) => [span(versionWords(row), 'muted')],
		},
		size('nar', 'NAR', {}, ({narSize}) => sizeCell(narSize)),
		{
			...size('retains', isComplete ? 'retains' : isNarrow ? 'at most' : 'retains at most', {}, ({retainedSize}) =>
				retainedSize === null ? noSize(signs) : sizeCell(retainedSize),
			),
			width: isComplete || isNarrow ? 10 : 17,
		},
		size('closure', 'closure', {drop: 1, leaves: 28}, ({closureSize}) =>
			closureSize === null ? span(signs.cut, 'muted') : sizeCell(closureSize, 'muted'),
		),
		{
			key: 'used',
			title: 'used by',
			width: sort.column === 'used' ? 9 : 7,
			align: 'right',
			drop: 2,
			leaves: 24,
			cell: ({referrers}) => [span(formatCount(referrers), 'muted')],
		},
		{
			key: 'added',
			title: 'added',
			width: sort.column === 'added' ? 7 : 5,
			align: 'right',
			drop: 3,
			leaves: 20,
			cell: ({registrationTime}) => [span(registrationTime === null ? '' : formatAge(now - registrationTime), 'muted')],
		},
	];
	return {sort, columns, sign: ({live}) => liveSign(live, signs), bar: barOf(sort.column, which)};
}

function size(
	key: PathColumn,
	title: string,
	giving: Pick<PathsColumn, 'drop' | 'leaves'>,
	cell: (row: PathListRow) => Span,
): PathsColumn {
	return {key, title, width: 10, align: 'right', ...giving, cell: (row) => [cell(row)]};
}

function nameSpans({name, group, isInGroup}: PathListRow, signs: Signs): Span[] {
	const fold = group === null ? '' : `${group.isOpen ? signs.foldOpen : signs.foldShut} `;
	return [span(`${isInGroup ? '    ' : fold}${plainText(name)}`)];
}

function versionWords({version, group}: PathListRow): string {
	if (group === null) {
		return plainText(version);
	}

	const {count, liveCount} = group;
	// Only what is live retains something.
	return liveCount > 0 && liveCount < count
		? `${formatCount(liveCount)} of ${formatCount(count)} live`
		: groupWords(group);
}

/** `3 versions`; `5 paths` where all are of the same. */
export function groupWords({count, versions}: {readonly count: number; readonly versions: number}): string {
	return versions > 1 ? countOf(versions, 'version') : countOf(count, 'path');
}

export function liveSign(live: PathListRow['live'], signs: Signs): Span {
	return live === 'unknown' ? span('?', 'muted') : live ? span(signs.running, 'built') : span(signs.waiting, 'muted');
}

/** The bar shows the size by which the list is sorted, else what a path retains; dead ones retain nothing. */
function barOf(column: string, which: PathListRequest['which']): (row: PathListRow) => number | null {
	switch (column) {
		case 'nar':
			return ({narSize}) => narSize;
		case 'closure':
			return ({closureSize}) => closureSize;
		default:
			return which === 'dead' ? ({narSize}) => narSize : ({retainedSize}) => retainedSize;
	}
}
