import type {Line, Span} from '../../formats/line.js';
import {line, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import {displayWidth, truncateMiddle} from '../../formats/width.js';

export type Column = {
	readonly title: string;
	readonly align?: 'right';
	/** Cells at least. */
	readonly least?: number;
	/** Cells at most, however much room there is. */
	readonly most?: number;
	/** It gives way when the table is too wide: cut in the middle (paths) or at the end (names). One column at most. */
	readonly cut?: 'middle' | 'end';
	/** Left out when there is no room, lowest first; absent: never. */
	readonly drop?: number;
};

export type Cell = string | Span | readonly Span[];

export type TableRow = {
	/** Stands in front of the row. */
	readonly sign?: Span | undefined;
	readonly cells: readonly Cell[];
	/** Stand in place of the columns behind the last cell. */
	readonly words?: Span | undefined;
};

const gap = 2;
const indent = 2;
/** The column that is cut keeps so much while another one can be left out. */
const comfortable = 30;
const smallest = 8;
/** Words behind the last cell push it no further. */
const smallestBesideWords = 24;

/** A heading (when there are titles) and a line for each row; columns stand two cells apart. */
export function tableLines(
	columns: readonly Column[],
	rows: readonly TableRow[],
	{columns: width, signs}: {readonly columns: number; readonly signs: Signs},
): Line[] {
	const natural = columns.map(({least = 0, most = Number.POSITIVE_INFINITY, title}, index) =>
		rows.reduce(
			(widest, {cells}) => Math.max(widest, Math.min(most, cells[index] === undefined ? 0 : cellWidth(cells[index]))),
			Math.max(least, displayWidth(title)),
		),
	);
	const widths = fitColumns(columns, natural, rows, width);
	const heading: TableRow = {cells: columns.map(({title}) => span(title, 'muted'))};
	const hasTitles = columns.some(({title}) => title !== '');
	return [...(hasTitles ? [heading] : []), ...rows].map((row) => rowLine(row, columns, widths, {width, signs}));
}

/** @returns The width of each column; 0 where it is left out. */
function fitColumns(
	columns: readonly Column[],
	natural: readonly number[],
	rows: readonly TableRow[],
	width: number,
): number[] {
	const widths = [...natural];
	const flexible = columns.findIndex(({cut}) => cut !== undefined);
	const taken = () => indent + widths.reduce((sum, one) => sum + (one > 0 ? one + gap : 0), -gap);
	const needed = flexible === -1 ? 0 : natural[flexible]! - Math.min(natural[flexible]!, comfortable);
	const droppable = columns
		.map(({drop}, index) => ({drop, index}))
		.filter((one): one is {drop: number; index: number} => one.drop !== undefined)
		.sort((a, b) => a.drop - b.drop);
	for (const {index} of droppable) {
		if (taken() - needed > width) {
			widths[index] = 0;
		}
	}

	if (flexible !== -1) {
		const own = natural[flexible]!;
		const shrunk = (excess: number, least: number) => Math.max(Math.min(least, own), own - Math.max(0, excess));
		const besideWords = shrunk(widestWords(rows, widths) - width, smallestBesideWords);
		widths[flexible] = Math.min(besideWords, shrunk(taken() - width, smallest));
	}

	return widths;
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

function rowLine(
	{sign, cells, words}: TableRow,
	columns: readonly Column[],
	widths: readonly number[],
	{width, signs}: {width: number; signs: Signs},
): Line {
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
	for (const [index, {align, cut}] of columns.entries()) {
		const room = widths[index]!;
		if (room === 0) {
			continue;
		}

		const cell = cells[index];
		if (cell === undefined) {
			break;
		}

		const parts = cutCell(spansOf(cell), room, cut, signs);
		put(align === 'right' ? start + room - lineWidth({spans: parts}) : start, parts);
		start += room + gap;
	}

	if (words !== undefined) {
		put(start, [words]);
	}

	return truncateLine(withoutTail(line(...spans)), width, signs.cut);
}

function cutCell(parts: readonly Span[], room: number, cut: Column['cut'], signs: Signs): readonly Span[] {
	const [only] = parts;
	return cut === 'middle' && parts.length === 1
		? [{...only!, text: truncateMiddle(only!.text, room, signs.cut)}]
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
