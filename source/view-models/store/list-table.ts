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
	/** Left out when there is no room, the lowest first; absent: never. */
	readonly drop?: number;
	/** Where what is too long is cut; the end when not said. */
	readonly cut?: 'middle';
	readonly cell: (row: Row) => readonly Span[];
};

export type ListLook<Row> = {
	readonly columns: readonly ListColumn<Row>[];
	readonly sort?: ListSort<string>;
	/** In front of the row; a mark stands in place of it. */
	readonly sign?: (row: Row) => Span | undefined;
	readonly isMarked?: (row: Row) => boolean;
	/** Words that stand from a column on in place of all behind it, and of the bar. */
	readonly words?: (row: Row) => {readonly from: string; readonly spans: readonly Span[]} | undefined;
	/** What the bar at the right shows; the longest is the largest of the rows on the screen. */
	readonly bar?: (row: Row) => number | null;
	/** The whole row is dim. */
	readonly isMuted?: (row: Row) => boolean;
};

const indent = 3;
const gap = 2;
const leastBar = 6;
const mostBar = 40;

/** The header, which shows the sort, and a line for each row. */
export function listTable<Row>(
	{rows, cursor, look}: {readonly rows: readonly Row[]; readonly cursor: number; readonly look: ListLook<Row>},
	width: number,
	signs: Signs,
): {readonly header: Line; readonly lines: readonly Line[]} {
	const layout = layoutOf(look, width);
	const largest = rows.reduce((most, row) => Math.max(most, look.bar?.(row) ?? 0), 0);
	return {
		header: headerOf(look, layout, width, signs),
		lines: rows.map((row, index) => rowLine(row, index === cursor)),
	};

	function rowLine(row: Row, hasCursor: boolean): Line {
		const isMarked = look.isMarked?.(row) === true;
		const sign = isMarked ? span(signs.marked, 'marked') : (look.sign?.(row) ?? span(' '));
		const words = look.words?.(row);
		const spans: Span[] = [span(' '), sign, span(' ')];
		let used = indent;
		const textEnd = width - 1 - (layout.bar > 0 ? layout.bar + gap : 0);
		for (const [place, {column, cells}] of layout.columns.entries()) {
			if (words?.from === column.key || words?.from === column.title) {
				const room = width - 1 - used;
				const cut = truncateLine({spans: words.spans}, room, signs.cut);
				spans.push(...cut.spans, span(' '.repeat(Math.max(0, room - lineWidth(cut)))));
				used = width - 1;
				break;
			}

			if (place > 0) {
				spans.push(span(' '.repeat(gap)));
				used += gap;
			}

			spans.push(...fitted(column, column.cell(row), cells, signs));
			used += cells;
		}

		if (used < textEnd) {
			spans.push(span(' '.repeat(textEnd - used)));
			used = textEnd;
		}

		const text: Line = {spans};
		const shown = hasCursor
			? [span(lineText(text), 'cursor')]
			: look.isMuted?.(row)
				? [span(lineText(text), 'muted')]
				: text.spans;
		const bar =
			used <= textEnd && layout.bar > 0 ? barCell(look.bar?.(row) ?? 0, largest, layout.bar, signs) : span('');
		const rest = width - used - displayWidth(bar.text) - (used <= textEnd && layout.bar > 0 ? gap : 0);
		return {
			spans: [
				...shown,
				...(used <= textEnd && layout.bar > 0 ? [span(' '.repeat(gap)), bar] : []),
				span(' '.repeat(Math.max(0, rest))),
			].filter(({text}) => text !== ''),
		};
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
	if (bar > 0 && room() - bar - gap < least) {
		bar = 0;
	}

	while (room() < least) {
		const droppable = columns.filter(({drop}) => drop !== undefined);
		if (droppable.length === 0) {
			break;
		}

		const lowest = droppable.reduce((first, next) => (next.drop! < first.drop! ? next : first));
		columns = columns.filter((column) => column !== lowest);
	}

	const rest = room() - (bar > 0 ? bar + gap : 0);
	const most = flexible?.most ?? Number.POSITIVE_INFINITY;
	const flex = Math.max(
		1,
		bar > 0 ? Math.min(rest, Math.max(least, Math.min(most, Math.round(rest * 0.75)))) : Math.min(rest, most),
	);
	return {
		columns: columns.map((column) => ({column, cells: column.width === 'flex' ? flex : column.width})),
		bar: bar > 0 ? Math.min(mostBar, bar + Math.max(0, rest - flex)) : 0,
	};
}

function headerOf<Row>({sort}: ListLook<Row>, {columns}: Layout<Row>, width: number, signs: Signs): Line {
	const spans: Span[] = [span(' '.repeat(indent))];
	for (const [place, {column, cells}] of columns.entries()) {
		const isSorted = sort !== undefined && column.key === sort.column && column.key !== '';
		const title = isSorted ? `${column.title} ${sort.isReversed ? signs.sortUp : signs.sortDown}` : column.title;
		spans.push(
			...(place > 0 ? [span(' '.repeat(gap))] : []),
			...fitted({...column, cut: undefined as never}, [span(title, 'muted')], cells, signs),
		);
	}

	const rest = width - lineWidth({spans});
	return {spans: [...spans, span(' '.repeat(Math.max(0, rest)))]};
}

function fitted<Row>(
	{align, cut}: Pick<ListColumn<Row>, 'align' | 'cut'>,
	content: readonly Span[],
	cells: number,
	signs: Signs,
): Span[] {
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
