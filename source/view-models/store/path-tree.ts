import type {SizedRoot} from '../../analyses/answers/answer.js';
import type {HolderRow, NeedsRow} from '../../analyses/lists/list-rows.js';
import type {Line, Span} from '../../formats/line.js';
import {lineText, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {displayWidth, truncateMiddle} from '../../formats/width.js';
import {rootLabel, rootName, shortPath} from '../../reports/store/root-words.js';
import {noSize, sizeCell} from '../../reports/store/size-cells.js';
import {cell, gap, joinCells, rightCell} from '../cells.js';
import type {ScreenInput} from './screen.js';

/** One row of either tree, as it is drawn. */
export type TreeRow = {
	readonly depth: number;
	readonly sign: Span;
	readonly name: Span;
	/** Beside the name. */
	readonly note: string;
	/** Where a long name is cut. */
	readonly cut: 'middle' | 'end';
	/** How it holds the row above. */
	readonly via: Span | undefined;
	readonly size: Span;
};

const viaColumns = 9;
const sizeColumns = 10;
/** Below so many cells the column with the kind of the edge has no room. */
const leastWithVia = 46;
const leastName = 14;

/** @param rootOf The root of a link, or one of the process. */
export function holderTreeRow(
	row: HolderRow,
	rootOf: (id: string) => SizedRoot | undefined,
	{signs, home, shared}: ScreenInput,
): TreeRow {
	const {kind, via, isProtected, retainedSize, depth, isRepeated} = row;
	if (kind === 'more') {
		return moreRow(row, signs.cut);
	}

	const root = kind === 'path' ? undefined : rootOf(row.id);
	const isMarked = kind === 'root' && shared.marks.has(row.id);
	const sign = isMarked
		? span(signs.marked, 'marked')
		: kind === 'path'
			? foldSign(row, signs)
			: isProtected
				? span(signs.protected, 'protected')
				: kind === 'process'
					? span(signs.running, 'built')
					: span(signs.root);
	return {
		depth,
		sign,
		name: span(nameOf(row, root, home), isRepeated ? 'muted' : 'plain'),
		note: isRepeated ? 'shown above' : root !== undefined && root.generation !== null ? rootLabel(root) : '',
		cut: kind === 'path' ? 'end' : 'middle',
		via: via === null ? undefined : span(via, via === 'deriver' || via === 'output' ? `edge-${via}` : 'muted'),
		size: isProtected ? span('protected', 'protected') : retainedSize === null ? noSize(signs) : sizeCell(retainedSize),
	};
}

export function needsTreeRow(row: NeedsRow, {signs}: ScreenInput): TreeRow {
	if (row.kind === 'more') {
		return moreRow(row, signs.cut);
	}

	return {
		depth: row.depth,
		sign: foldSign(row, signs),
		name: span(plainText(row.name), row.isRepeated ? 'muted' : 'plain'),
		note: row.isRepeated ? 'shown above' : '',
		cut: 'end',
		via: undefined,
		size: row.isRepeated ? span('') : sizeCell(row.closureSize),
	};
}

/** A row of exactly so many cells; the cursor is inverse in the tree that has the keys, else bold. */
export function treeRowLine(
	row: TreeRow,
	{columns, cursor, hasVia}: {columns: number; cursor: 'none' | 'here' | 'elsewhere'; hasVia: boolean},
	{signs}: Pick<ScreenInput, 'signs'>,
): Line {
	const withVia = hasVia && columns >= leastWithVia;
	const rest = columns - 2 - (withVia ? viaColumns + 2 : 0) - sizeColumns - 2;
	// A deep row keeps its name; how deep it is can no longer be seen then.
	const indent = Math.max(0, Math.min(2 * row.depth, rest - leastName));
	const room = rest - indent - 2;
	const note = row.note === '' ? [] : [span(`  ${row.note}`, 'muted')];
	const isNoted = displayWidth(row.name.text) + lineWidth({spans: note}) <= room || row.note === 'shown above';
	const noteWidth = isNoted ? lineWidth({spans: note}) : 0;
	const name =
		row.cut === 'middle'
			? {...row.name, text: truncateMiddle(row.name.text, Math.max(1, room - noteWidth), signs.cut)}
			: truncateLine({spans: [row.name]}, Math.max(1, room - noteWidth), signs.cut).spans[0]!;
	const spans = joinCells(
		[
			gap(2 + indent),
			cell(2, row.sign),
			cell(room, name, ...(isNoted ? note : [])),
			...(withVia ? [gap(2), cell(viaColumns, ...(row.via === undefined ? [] : [row.via]))] : []),
			rightCell(sizeColumns, row.size),
			gap(2),
		],
		signs,
	);
	switch (cursor) {
		case 'here':
			return {spans: [span(lineText({spans}), 'cursor')]};
		case 'elsewhere':
			return {spans: [span(lineText({spans}), 'bold')]};
		default:
			return {spans};
	}
}

function moreRow({name, depth}: Pick<HolderRow, 'name' | 'depth'>, cutSign: string): TreeRow {
	return {
		depth,
		sign: span(cutSign, 'muted'),
		name: span(plainText(name), 'muted'),
		note: '',
		cut: 'end',
		via: undefined,
		size: span(''),
	};
}

function foldSign(
	{canOpen, isOpen, isRepeated}: Pick<HolderRow, 'canOpen' | 'isOpen' | 'isRepeated'>,
	{foldOpen, foldShut}: ScreenInput['signs'],
): Span {
	return span(!canOpen || isRepeated ? ' ' : isOpen ? foldOpen : foldShut);
}

/** Of a generation the link without its folder: the kind stands beside it. */
function nameOf({name, id, kind}: HolderRow, root: SizedRoot | undefined, home: string): string {
	if (root === undefined) {
		return kind === 'root' ? shortPath(id, home) : plainText(name);
	}

	return root.generation === null ? rootName(root, home) : plainText(root.link.slice(root.link.lastIndexOf('/') + 1));
}
