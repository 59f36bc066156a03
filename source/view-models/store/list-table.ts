import type {ListSort} from '../../analyses/lists/list-window.js';
import type {Line, Span} from '../../formats/line.js';
import {lineText, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import {displayWidth, truncateMiddle} from '../../formats/width.js';
import {barCell} from '../../reports/store/size-cells.js';
import {emptyLine} from '../cells.js';

export type ListColumn<Row> = {
	/** By which the list is sorted; empty when it cannot be. */
	readonly key: string;
	readonly title: string;
	/** Cells; `flex` takes what the others leave, one column at most. */
	readonly width: number | 'flex';
	/** Of a flexible column: cells that it has at least before others are left out, and at most. */
	readonly least?: number;
	readonly most?: number;
	readonly align?: 'right';
	/** Names and the like rise at first, sizes fall. */
	readonly rises?: boolean;
	/** Left out when there is no room, the lowest first; absent: never, as is the one by which the list is sorted. */
	readonly drop?: number;
	/** Cells that the flexible column must keep beside this one; its `least` when not given. */
	readonly leaves?: number;
	/** Where what is too long is cut, of all rows or of each; the end when not said. */
	readonly cut?: 'middle' | ((row: Row) => 'middle' | undefined);
	readonly cell: (row: Row) => readonly Span[];
};

export type ListLook<Row> = {
	readonly columns: readonly ListColumn<Row>[];
	readonly sort?: ListSort<string>;
	/** In front of the row; a mark stands in place of it. */
	readonly sign?: (row: Row) => Span | undefined;
	readonly isMarked?: (row: Row) => boolean;
	/** Words that stand from a column on in place of all behind it, and of the bar; `short` in that column where they do not fit. */
	readonly words?: (row: Row) => RowWords | undefined;
	/** What the bar at the right shows; the longest is the largest of the rows on the screen. */
	readonly bar?: (row: Row) => number | null;
	/** The whole row is dim. */
	readonly isMuted?: (row: Row) => boolean;
};

export type RowWords = {readonly from: string; readonly spans: readonly Span[]; readonly short?: readonly Span[]};

export type ListRows<Row> = {
	readonly rows: readonly Row[];
	/** Which of them has the cursor; before or behind them where that one is being fetched. */
	readonly cursor: number;
	/** Rows before and behind these that are being fetched. */
	readonly unknown?: {readonly before: number; readonly after: number};
	readonly look: ListLook<Row>;
};

const indent = 3;
const gap = 2;
/** The cursor ends one cell behind the text. */
const barGap = 3;
const leastBar = 6;
const mostBar = 40;
/** What the flexible column gets of the room that is left beside the bar. */
const flexShare = 0.75;

/** The header, which shows the sort, and a line for each row. */
export function listTable<Row>(
	{rows, cursor, unknown = {before: 0, after: 0}, look}: ListRows<Row>,
	width: number,
	signs: Signs,
): {readonly header: Line; readonly lines: readonly Line[]} {
	const layout = layoutOf(look, width);
	const largest = rows.reduce((most, row) => Math.max(most, look.bar?.(row) ?? 0), 0);
	const textEnd = layout.bar > 0 ? layout.text + 1 : width - 1;
	const waiting = (count: number, first: number) =>
		Array.from({length: count}, (_, place) => waitingLine(first + place === cursor));
	return {
		header: headerOf(look, layout, width, signs),
		lines: [
			...waiting(unknown.before, -unknown.before),
			...rows.map((row, place) => rowLine(row, place === cursor)),
			...waiting(unknown.after, rows.length),
		],
	};

	function rowLine(row: Row, hasCursor: boolean): Line {
		const isMarked = look.isMarked?.(row) === true;
		const sign = isMarked ? span(signs.marked, 'marked') : (look.sign?.(row) ?? span(' '));
		const words = look.words?.(row);
		const spans: Span[] = [span(' '), sign, span(' ')];
		let used = indent;
		let hasBar = layout.bar > 0;
		for (const [place, {column, cells}] of layout.columns.entries()) {
			if (place > 0) {
				spans.push(span(' '.repeat(gap)));
				used += gap;
			}

			if (words !== undefined && (words.from === column.key || words.from === column.title)) {
				const room = width - 1 - used;
				const fits = lineWidth({spans: words.spans}) <= room;
				const shown =
					fits || words.short === undefined
						? truncateLine({spans: words.spans}, room, signs.cut).spans
						: fitted(columnOf(column, row), words.short, cells, signs);
				spans.push(...shown);
				used += lineWidth({spans: shown});
				hasBar = false;
				break;
			}

			spans.push(...fitted(columnOf(column, row), column.cell(row), cells, signs));
			used += cells;
		}

		const bar = hasBar ? barCell(look.bar?.(row) ?? 0, largest, layout.bar, signs) : span('');
		return lineOf(spans, Math.max(used, textEnd), {hasCursor, isMuted: look.isMuted?.(row) === true, bar});
	}

	function waitingLine(hasCursor: boolean): Line {
		const spans: Span[] = [span(' '.repeat(indent))];
		for (const [place, {column, cells}] of layout.columns.entries()) {
			spans.push(
				span(' '.repeat(place > 0 ? gap : 0)),
				...fitted({align: column.align}, [span(signs.cut, 'muted')], cells, signs),
			);
		}

		return lineOf(spans, textEnd, {hasCursor, isMuted: false, bar: span('')});
	}

	/** Filled up to the end of the text, then the bar. */
	function lineOf(
		spans: readonly Span[],
		end: number,
		{hasCursor, isMuted, bar}: {readonly hasCursor: boolean; readonly isMuted: boolean; readonly bar: Span},
	): Line {
		const text = [...spans, span(' '.repeat(Math.max(0, end - lineWidth({spans}))))];
		const shown = hasCursor
			? [span(lineText({spans: text}), 'cursor')]
			: isMuted
				? [span(lineText({spans: text}), 'muted')]
				: text;
		const behind = bar.text === '' ? [] : [span(' '.repeat(barGap - 1)), bar];
		const rest = width - lineWidth({spans: [...text, ...behind]});
		return {spans: [...shown, ...behind, span(' '.repeat(Math.max(0, rest)))].filter(({text}) => text !== '')};
	}
}

/** Columns by which the list can be sorted, from left to right. */
export function sortColumnsOf<Row>({columns}: Pick<ListLook<Row>, 'columns'>): string[] {
	return columns.map(({key}) => key).filter((key) => key !== '');
}

/** Fills a list up to its height. */
export function filledTo(lines: readonly Line[], height: number, columns: number): Line[] {
	return Array.from({length: Math.max(0, height)}, (_, index) => lines[index] ?? emptyLine(columns));
}

type Layout<Row> = {
	readonly columns: ReadonlyArray<{readonly column: ListColumn<Row>; readonly cells: number}>;
	/** Cells up to the end of the last column. */
	readonly text: number;
	/** Cells of the bar; 0 without. */
	readonly bar: number;
};

function layoutOf<Row>(look: ListLook<Row>, width: number): Layout<Row> {
	let columns = [...look.columns];
	const flexible = columns.find((column) => column.width === 'flex');
	const least = flexible?.least ?? 20;
	const fixed = () =>
		columns.reduce((sum, column) => sum + gap + (column.width === 'flex' ? 0 : column.width), indent + 1 - gap);
	const room = () => width - fixed();
	let bar = look.bar === undefined ? 0 : leastBar;
	const droppable = columns
		.filter(({drop, key}) => drop !== undefined && (key === '' || key !== look.sort?.column))
		.sort((one, other) => one.drop! - other.drop!);
	// The bar goes before any column does.
	const wanted = Math.max(least, ...droppable.map(({leaves = least}) => leaves));
	if (room() - bar - barGap < wanted) {
		bar = 0;
	}

	for (const column of droppable) {
		if (room() < (column.leaves ?? least)) {
			columns = columns.filter((other) => other !== column);
		}
	}

	const rest = room() - (bar > 0 ? bar + barGap : 0);
	const most = Math.min(rest, flexible?.most ?? Number.POSITIVE_INFINITY);
	const share = bar > 0 ? Math.min(most, Math.max(wanted, Math.round(rest * flexShare))) : most;
	const barCells = bar > 0 ? Math.min(mostBar, bar + Math.max(0, rest - share)) : 0;
	// What the bar does not take goes to the names.
	const flex = Math.max(1, bar > 0 ? Math.min(most, rest + bar - barCells) : most);
	return {
		columns: columns.map((column) => ({column, cells: column.width === 'flex' ? flex : column.width})),
		text: fixed() - 1 + (flexible === undefined ? 0 : flex),
		bar: barCells,
	};
}

function headerOf<Row>({sort}: ListLook<Row>, {columns}: Layout<Row>, width: number, signs: Signs): Line {
	const spans: Span[] = [span(' '.repeat(indent))];
	for (const [place, {column, cells}] of columns.entries()) {
		const isSorted = sort !== undefined && column.key === sort.column && column.key !== '';
		const sign = isSorted
			? [span(' '), span(sort.isReversed === (column.rises === true) ? signs.sortDown : signs.sortUp, 'bold')]
			: [];
		spans.push(
			...(place > 0 ? [span(' '.repeat(gap))] : []),
			...fitted({align: column.align}, [span(column.title, 'muted'), ...sign], cells, signs),
		);
	}

	const rest = width - lineWidth({spans});
	return {spans: [...spans, span(' '.repeat(Math.max(0, rest)))].filter(({text}) => text !== '')};
}

type Fitting = {readonly align?: 'right' | undefined; readonly cut?: 'middle' | undefined};

function columnOf<Row>({align, cut}: ListColumn<Row>, row: Row): Fitting {
	return {align, cut: typeof cut === 'function' ? cut(row) : cut};
}

function fitted({align, cut}: Fitting, content: readonly Span[], cells: number, signs: Signs): Span[] {
	const width = lineWidth({spans: content});
	const last = content.at(-1);
	const kept =
		width <= cells
			? content
			: cut === 'middle' && last !== undefined
				? [
						...content.slice(0, -1),
						{
							...last,
							text: truncateMiddle(last.text, Math.max(1, cells - (width - displayWidth(last.text))), signs.cut),
						},
					]
				: truncateLine({spans: content}, cells, signs.cut).spans;
	const fill = span(' '.repeat(Math.max(0, cells - lineWidth({spans: kept}))));
	return align === 'right' ? [fill, ...kept] : [...kept, fill];
}
