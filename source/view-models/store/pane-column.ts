import type {Line, Span} from '../../formats/line.js';
import {lineText, lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import {emptyLine} from '../cells.js';
import {scrolled} from './list-state.js';

export type PaneRow = {
	/** Identity of a row that can be chosen; others are only read. */
	readonly id?: string;
	readonly spans: readonly Span[];
	/** Stands behind the text, and stays as it is under the cursor. */
	readonly bar?: Span;
};

/** Rows under a title, in a column with others. */
export type Pane = {
	readonly title: readonly Span[];
	/** Rows that it would like to have, and those without which it is no use. */
	readonly most: number;
	readonly least: number;
	/** Left out when there is no room for the rest otherwise. */
	readonly isOptional?: boolean;
	/** @returns At most so many rows. */
	readonly rows: (count: number) => readonly PaneRow[];
};

export type PaneColumn = {
	/** Exactly as many as the column is high, each exactly as wide. */
	readonly lines: readonly Line[];
	/** The first line that is shown. */
	readonly top: number;
	/** Lines below the last one that is shown. */
	readonly below: number;
};

export type PaneContent = {
	readonly lines: readonly PaneRow[];
	/** Rows that can be chosen, by pane, from top to bottom. */
	readonly ids: ReadonlyArray<readonly string[]>;
};

const indent = 2;

/**
 * Panes below each other, as lines that are not yet as wide as the column. Panes give up rows, those with most to spare
 * first, of equal ones the lower; then the optional ones go; what still does not fit is reached by scrolling.
 */
export function paneContent(panes: readonly Pane[], height: number): PaneContent {
	const fitted = fittedPanes(panes, height).map(({pane, count}) => ({pane, rows: pane.rows(count)}));
	return {
		lines: fitted.flatMap(({pane, rows}, index): PaneRow[] => [
			...(index === 0 ? [] : [{spans: []}]),
			{spans: pane.title},
			...rows,
		]),
		ids: fitted.map(({rows}) => rows.flatMap(({id}) => (id === undefined ? [] : [id]))),
	};
}

function fittedPanes(panes: readonly Pane[], height: number): Array<{readonly pane: Pane; readonly count: number}> {
	const counts = panes.map(({most}) => most);
	let used = counts.reduce((sum, count) => sum + count, 0) + 2 * panes.length - 1;
	while (used > height) {
		const spare = panes.map(({least}, index) => counts[index]! - least);
		const most = Math.max(...spare);
		if (most <= 0) {
			break;
		}

		counts[spare.lastIndexOf(most)]!--;
		used--;
	}

	const optional = used > height ? panes.find(({isOptional}) => isOptional) : undefined;
	return optional === undefined
		? panes.map((pane, index) => ({pane, count: counts[index]!}))
		: fittedPanes(
				panes.filter((pane) => pane !== optional),
				height,
			);
}

/**
 * @param chosen The row under the cursor, if it is in this column.
 * @param top The first line that was shown before.
 */
export function paneColumn(
	{lines}: PaneContent,
	{
		width,
		height,
		chosen,
		top: before,
	}: {readonly width: number; readonly height: number; readonly chosen: string | undefined; readonly top: number},
	signs: Signs,
): PaneColumn {
	const place = chosen === undefined ? -1 : lines.findIndex(({id}) => id === chosen);
	const top = place === -1 ? scrolled(before, before, height, lines.length) : topFor(lines, place, before, height);
	return {
		lines: Array.from({length: height}, (_, index) => {
			const row = lines[top + index];
			return row === undefined ? emptyLine(width) : rowLine(row, top + index === place);
		}),
		top,
		below: Math.max(0, lines.length - top - height),
	};

	function rowLine({spans, bar}: PaneRow, hasCursor: boolean): Line {
		const room = width - indent - 1 - (bar === undefined ? 0 : lineWidth({spans: [bar]}) + 2);
		const cut = truncateLine({spans}, room, signs.cut);
		const text: Line = {spans: [span(' '.repeat(indent)), ...cut.spans]};
		const end = bar === undefined ? [] : [span('  '), bar];
		const used = lineWidth(text) + lineWidth({spans: end});
		return {
			spans: [
				...(hasCursor ? [span(lineText(text), 'cursor')] : text.spans),
				...end,
				span(' '.repeat(Math.max(0, width - used))),
			].filter(({text}) => text !== ''),
		};
	}
}

/** The chosen row is seen, and with the first row of a pane its title, with the last what stands below it. */
function topFor(lines: readonly PaneRow[], place: number, before: number, height: number): number {
	let first = place;
	while (first > 0 && lines[first - 1]!.id === undefined && lines[first - 1]!.spans.length > 0) {
		first--;
	}

	let last = place;
	while (last + 1 < lines.length && lines[last + 1]!.id === undefined && lines[last + 1]!.spans.length > 0) {
		last++;
	}

	const top = scrolled(before, Math.min(last, place + height - 1), height, lines.length);
	return scrolled(top, Math.max(first, place - height + 1), height, lines.length);
}
