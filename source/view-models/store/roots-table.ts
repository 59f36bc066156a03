import type {RootColumn, RootRow} from '../../analyses/lists/list-rows.js';
import {formatAge} from '../../formats/age.js';
import {countOf} from '../../formats/count.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {holdWords} from '../../reports/store/hold-words.js';
import {rootLabel, rootName, rootRemark, rootSign} from '../../reports/store/root-words.js';
import {noSize, sizeCell} from '../../reports/store/size-cells.js';
import type {ListUi} from './list-state.js';
import type {ListColumn, ListLook, RowWords} from './list-table.js';
import type {ScreenInput} from './screen.js';

/** In front of the reason: see rootRefusal. */
const NEVER_DROPPED = 'is never dropped: ';

/** The table of roots: what each is, and what it frees alone. */
export function rootsLook(
	{sort}: ListUi,
	{signs, home, now, shared, columns: width}: ScreenInput,
	isComplete: boolean,
): ListLook<RootRow> {
	const columns: ReadonlyArray<ListColumn<RootRow> & {readonly key: RootColumn}> = [
		{
			key: 'kind',
			title: 'kind',
			rises: true,
			width: width < 96 ? 10 : 11,
			drop: 3,
			leaves: 20,
			cell: ({root}) => [span(label(root))],
		},
		{
			key: 'link',
			title: 'link',
			rises: true,
			width: 'flex',
			least: 20,
			most: 76,
			cut: 'middle',
			cell: ({root, count}) => [
				span(`${rootName(root, home)}${root.process !== null && count > 1 ? `, ${countOf(count, 'root')}` : ''}`),
			],
		},
		{
			key: 'made',
			title: 'made',
			width: sort.column === 'made' ? 6 : 5,
			align: 'right',
			drop: 2,
			leaves: 20,
			cell: ({root}) => [
				span(root.modifiedAt === null || root.state !== 'live' ? '' : formatAge(now - root.modifiedAt)),
			],
		},
		{
			key: 'frees',
			title: isComplete ? 'frees alone' : 'frees at most',
			width: isComplete ? 13 : 15,
			align: 'right',
			cell: ({retainedSize}) => [retainedSize === null ? noSize(signs) : sizeCell(retainedSize)],
		},
		{
			key: 'closure',
			title: 'closure',
			width: 10,
			align: 'right',
			drop: 1,
			leaves: 34,
			cell: ({closureSize}) => [closureSize === null ? noSize(signs) : sizeCell(closureSize, 'muted')],
		},
	];
	return {
		sort,
		columns,
		isMarked: ({root}) => shared.marks.has(root.link),
		sign: (row) => signOf(row, signs),
		bar: ({retainedSize}) => retainedSize,
		words: (row) => rowWords(row, now),
	};
}

/** The reason why nobody can drop what the store itself does not mark as protected; undefined when it has none. */
function keptFor({root, refusal}: RootRow): string | undefined {
	return root.state === 'live' && !root.protected && refusal?.startsWith(NEVER_DROPPED)
		? refusal.slice(NEVER_DROPPED.length)
		: undefined;
}

function signOf(row: RootRow, signs: Signs): Span | undefined {
	return keptFor(row) === undefined ? rootSign(row.root, signs) : span(signs.protected, 'protected');
}

function label(root: RootRow['root']): string {
	return root.state === 'unreadable' && root.kind === 'other' ? 'unreadable' : rootLabel(root);
}

/** What stands in place of the numbers. */
function rowWords(row: RootRow, now: number): RowWords | undefined {
	const {root, retainedSize, heldUntil} = row;
	const kept = keptFor(row);
	const remark = rootRemark(root) ?? (kept === undefined ? undefined : `protected: ${plainText(kept)}`);
	if (remark !== undefined) {
		const short = root.state === 'live' ? 'protected' : root.state === 'unreadable' ? 'not readable' : 'holds nothing';
		return {from: 'frees', spans: [span(remark, 'muted')], short: [span(short, 'muted')]};
	}

	if (root.process !== null || root.kind === 'temporary') {
		const size = sizeCell(retainedSize);
		const until = root.kind === 'temporary' ? 'until Nix is done' : 'until the process ends';
		return {from: 'frees', spans: [size, span(` ${until}`, 'muted')], short: [size]};
	}

	if (heldUntil !== null) {
		const held = heldUntil > now ? `held ${holdWords(heldUntil - now)} more` : 'the hold is over';
		return {from: 'closure', spans: [span(held, 'muted')]};
	}

	return undefined;
}
