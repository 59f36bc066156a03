import {flow, words as splitWords} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {line, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import {displayWidth, truncateMiddle} from '../../formats/width.js';

export type Column = {
	readonly title: string;
	readonly align?: 'right';
	/** Cells at least. */
	readonly least?: number;
	/**
	 * It gives way when the table is too wide: cut in the middle of its last piece (paths) or at the end (names). Where nothing must be cut,
	 * its few longest cells move the rest of their rows instead of widening all. One column at most.
	 */
	readonly cut?: 'middle' | 'end';
	/** Cells that a column that is cut keeps while another one can be left out. */
	readonly room?: number;
	/** Left out when there is no room, lowest first; absent: never. */
	readonly drop?: number;
	/** Left out before any other column gives way; one column at most, the last. */
	readonly spare?: boolean;
	/** It stands in its column or not at all: rows that a long cell has moved do without. */
	readonly isSteady?: boolean;
};

export type Cell = string | Span | readonly Span[];

export type TableRow = {
	/** Stands in front of the row. */
	readonly sign?: Span | undefined;
	readonly cells: readonly Cell[];
	/** Stand in place of the columns behind the last cell; where they do not fit, in a line below. */
	readonly words?: Span | undefined;
	/** Its cell of the spare column stands in a line below where that column is left out. Never cut. */
	readonly needsSpare?: boolean;
};

const gap = 2;
const indent = 2;
/** Of lines below a row. */
const deepIndent = 4;
const usualRoom = 30;
const smallest = 8;
/** Words behind the last cell push it no further. */
const smallestBesideWords = 20;
/** Cells up to this length widen the column; longer ones only when they are more than a tenth. */
const usualPadding = 80;

/** A heading (when there are titles) and a line for each row; columns stand two cells apart. */
export function tableLines(
	columns: readonly Column[],
	rows: readonly TableRow[],
	{columns: width, signs}: {readonly columns: number; readonly signs: Signs},
): Line[] {
	const layout = layoutOf(columns, rows, width);
	const heading: TableRow = {cells: columns.map(({title}) => span(title, 'muted'))};
	const hasTitles = columns.some(({title}) => title !== '');
	return [...(hasTitles ? [heading] : []), ...rows].flatMap((row) => rowLines(row, layout, {width, signs}));
}

type Layout = {
	readonly columns: readonly Column[];
	/** Cells of each column; 0 where it is left out. */
	readonly widths: readonly number[];
	/** The place of the column that is cut; -1 without. */
	readonly flexible: number;
	/** Whether the flexible column is narrower than what is in it. */
	readonly isCut: boolean;
};

function layoutOf(columns: readonly Column[], rows: readonly TableRow[], width: number): Layout {
	const natural = columns.map(({least = 0, title}, index) =>
		rows.reduce(
			(widest, {cells}) => Math.max(widest, cells[index] === undefined ? 0 : cellWidth(cells[index])),
			Math.max(least, displayWidth(title)),
		),
	);
	const widths = [...natural];
	const flexible = columns.findIndex(({cut}) => cut !== undefined);
	const own = natural[flexible] ?? 0;
	const taken = () => indent + widths.reduce((sum, one) => sum + (one > 0 ? one + gap : 0), -gap);
	const spare = columns.findIndex(({spare}) => spare);
	if (spare !== -1 && taken() > width) {
		widths[spare] = 0;
	}

	const needed = own - Math.min(own, columns[flexible]?.room ?? usualRoom);
	const droppable = columns
		.map(({drop}, index) => ({drop, index}))
		.filter((one): one is {drop: number; index: number} => one.drop !== undefined)
		.sort((a, b) => a.drop - b.drop);
	for (const {index} of droppable) {
		if (taken() - needed > width) {
			widths[index] = 0;
		}
	}

	const shrunk = (excess: number, least: number) => Math.max(Math.min(least, own), own - Math.max(0, excess));
	const fitting = Math.min(shrunk(taken() - width, smallest), shrunk(widestWords(rows, widths) - width, own - needed));
	const isCut = fitting < own;
	if (flexible !== -1) {
		widths[flexible] = isCut ? fitting : paddingOf(rows, flexible, columns[flexible]!);
	}

	return {columns, widths, flexible, isCut};
}

/** @returns Where the words of all rows end at most. */
function widestWords(rows: readonly TableRow[], widths: readonly number[]): number {
	return rows.reduce((widest, {cells, words}) => {
		if (words === undefined) {
			return widest;
		}

		const start = widths.slice(0, cells.length).reduce((sum, one) => sum + (one > 0 ? one + gap : 0), indent);
		return Math.max(widest, start + displayWidth(words.text));
	}, 0);
}

/** @returns How wide a column is that need not be cut: the few longest cells do not count. */
function paddingOf(rows: readonly TableRow[], index: number, {title, least = 0}: Column): number {
	const lengths = rows
		.map(({cells}) => (cells[index] === undefined ? 0 : cellWidth(cells[index])))
		.sort((a, b) => b - a);
	const exceeded = lengths[Math.max(1, Math.floor(lengths.length / 10))] ?? 0;
	const usual = lengths.find((length) => length <= usualPadding) ?? 0;
	return Math.max(displayWidth(title), least, exceeded, usual);
}

function rowLines(row: TableRow, layout: Layout, {width, signs}: {width: number; signs: Signs}): Line[] {
	const {words, needsSpare, cells} = row;
	const {columns, widths} = layout;
	const spare = columns.findIndex((column) => column.spare);
	const below =
		needsSpare && widths[spare] === 0 ? [line(span(' '.repeat(deepIndent)), ...spansOf(cells[spare] ?? ''))] : [];
	if (words === undefined) {
		return [truncateLine(placed(row, layout, signs).line, width, signs.cut), ...below];
	}

	const fitting = withWords(row, words, layout, {width, signs});
	return fitting === undefined
		? [
				truncateLine(placed(row, layout, signs).line, width, signs.cut),
				...flow(splitWords(words.text, words.tone), {columns: width, indent: deepIndent, gap: 1}),
			]
		: [fitting];
}

/**
 * Words that do not fit behind the last column move to the left: up to the cell, then over the cells behind the flexible
 * one, then that one is cut in this row.
 *
 * @returns Undefined when there is no room even so.
 */
function withWords(
	row: TableRow,
	words: Span,
	{widths, ...layout}: Layout,
	{width, signs}: {width: number; signs: Signs},
): Line | undefined {
	const room = width - displayWidth(words.text);
	const attempt = (cells: readonly Cell[], some: readonly number[]) => {
		const {line: front, next, used} = placed({...row, cells}, {...layout, widths: some}, signs);
		const start = Math.min(next, Math.max(room, used + gap));
		return start > room
			? undefined
			: {spans: [...front.spans, span(' '.repeat(Math.max(0, start - used))), words].filter(({text}) => text !== '')};
	};

	const whole = attempt(row.cells, widths);
	if (whole !== undefined || layout.flexible === -1) {
		return whole;
	}

	// Sizes stay in their columns; a row without them needs no more than its flexible cell.
	const hasSizes = row.cells.length > layout.flexible + 2;
	const shorter = hasSizes ? row.cells : row.cells.slice(0, layout.flexible + 1);
	const flexible = widths[layout.flexible]!;
	const own = Math.min(flexible, cellWidth(row.cells[layout.flexible] ?? ''));
	const missing = placed({...row, cells: shorter}, {...layout, widths}, signs).used + gap - room;
	const narrow = Math.max(Math.min(own, smallestBesideWords), (hasSizes ? flexible : own) - Math.max(0, missing));
	return attempt(shorter, widths) ?? attempt(shorter, widths.with(layout.flexible, narrow));
}

/** @returns The row without its words, where it ends, and where the column behind its last cell begins. */
function placed(
	{sign, cells}: TableRow,
	{columns, widths, isCut, flexible}: Layout,
	signs: Signs,
): {readonly line: Line; readonly used: number; readonly next: number} {
	const spans: Span[] = [];
	let used = 0;
	const put = (column: number, parts: readonly Span[]) => {
		spans.push(span(' '.repeat(Math.max(0, column - used))), ...parts);
		used = Math.max(used, column) + lineWidth({spans: parts});
	};

	if (sign !== undefined) {
		put(0, [sign]);
	}

	let start = indent;
	let isMoved = false;
	for (const [index, {align, cut, isSteady}] of columns.entries()) {
		const room = widths[index]!;
		if (room === 0 || (isMoved && isSteady)) {
			continue;
		}

		const cell = cells[index];
		if (cell === undefined) {
			break;
		}

		const own = cellWidth(cell);
		const isLonger = index === flexible && !isCut && own > room;
		const parts = isLonger ? spansOf(cell) : cutCell(spansOf(cell), room, cut, signs);
		put(align === 'right' ? start + room - lineWidth({spans: parts}) : start, parts);
		isMoved ||= isLonger;
		start += (isLonger ? own : room) + gap;
	}

	const whole = withoutTail(line(...spans));
	return {line: whole, used: lineWidth(whole), next: start};
}

function cutCell(parts: readonly Span[], room: number, cut: Column['cut'], signs: Signs): readonly Span[] {
	const front = parts.slice(0, -1);
	const last = parts.at(-1);
	const left = room - lineWidth({spans: front});
	return cut === 'middle' && last !== undefined && left >= smallest
		? [...front, {...last, text: truncateMiddle(last.text, left, signs.cut)}]
		: truncateLine({spans: parts}, room, signs.cut).spans;
}

/** No spaces at the end of a line. */
function withoutTail({spans}: Line): Line {
	const last = spans.findLastIndex(({text}) => text.trim() !== '');
	return {
		spans: spans.slice(0, last + 1).map((part, at) => (at === last ? {...part, text: part.text.trimEnd()} : part)),
	};
}

function cellWidth(cell: Cell): number {
	return lineWidth({spans: spansOf(cell)});
}

function spansOf(cell: Cell): readonly Span[] {
	if (typeof cell === 'string') {
		return [span(cell)];
	}

	return 'text' in cell ? [cell] : cell;
}
