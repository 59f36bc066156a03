import {formatSize} from '../../formats/bytes.js';
import type {Line, Span} from '../../formats/line.js';
import {line, lineWidth, span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';

/** What was registered in one month and is there still. */
export type MonthOfGrowth = {
	/** `2026-11` */
	readonly month: string;
	/** Bytes. */
	readonly narSize: number;
};

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

/** Cells of a column and of the gap after it: the widest with which all months fit. */
const WIDTHS = [
	{column: 4, gap: 2},
	{column: 3, gap: 1},
	{column: 1, gap: 1},
] as const;

/** Cells between columns and words. */
const WORDS_GAP = 5;

/**
 * Growth as columns, the newest month at the right, with their names below, and the highest and the newest in words
 * beside them where there is room. Months that do not fit are left out, the oldest first.
 *
 * @param months In order of time, the last one being the current. One in which nothing came need not be there.
 * @returns Exactly `rows` lines without a margin, the last of them the names; empty ones when nothing is known.
 */
export function growthChartLines(
	months: readonly MonthOfGrowth[],
	{columns, rows}: {readonly columns: number; readonly rows: number},
	signs: Signs,
): Line[] {
	const all = withoutGaps(months);
	const chartRows = rows - 1;
	const highest = all.reduce((best, month) => (month.narSize > best.narSize ? month : best), all[0]!);
	if (chartRows < 1 || all.length === 0 || highest.narSize <= 0) {
		return Array.from({length: Math.max(0, rows)}, () => line());
	}

	const width = WIDTHS.find(({column, gap}) => all.length * (column + gap) - gap <= columns) ?? WIDTHS[2];
	const shown = all.slice(-Math.max(1, Math.floor((columns + width.gap) / (width.column + width.gap))));
	const largest = Math.max(...shown.map(({narSize}) => narSize));
	const heights = shown.map(({narSize}) => heightOf(narSize, largest, chartRows));
	const gap = ' '.repeat(width.gap);
	const words = wordsFor(highest, all.at(-1)!, chartRows);
	const chartWidth = shown.length * (width.column + width.gap) - width.gap;
	const hasWords = words.every((part) => chartWidth + WORDS_GAP + lineWidth({spans: part}) <= columns);
	const chart = Array.from({length: chartRows}, (_, row) => {
		const below = (chartRows - 1 - row) * 8;
		const text = heights.map((height) => cellOf(height - below, signs).repeat(width.column)).join(gap);
		const part = hasWords ? words[row]! : [];
		return part.length === 0
			? line(span(text.trimEnd(), 'size'))
			: line(span(text, 'size'), span(' '.repeat(WORDS_GAP)), ...part);
	});
	const names = shown.map(({month}) => nameOf(month).slice(0, Math.min(3, width.column)).padEnd(width.column));
	return [...chart, line(span(names.join(gap).trimEnd(), 'muted'))];
}

/** In eighths of a cell; anything above zero shows. */
function heightOf(narSize: number, largest: number, chartRows: number): number {
	return narSize > 0 ? Math.max(1, Math.round((narSize / largest) * chartRows * 8)) : 0;
}

/** @param eighths Of the column above the bottom of the cell. */
function cellOf(eighths: number, signs: Signs): string {
	if (eighths <= 0) {
		return ' ';
	}

	if (eighths >= 8) {
		return signs.totalLive;
	}

	const level = signs.columns[eighths - 1]!;
	// Digits on top of a column would read as numbers.
	return /\d/u.test(level) ? (eighths >= 4 ? signs.totalLive : '_') : level;
}

/** By row: the highest at the top, the newest at the bottom. */
function wordsFor(highest: MonthOfGrowth, newest: MonthOfGrowth, chartRows: number): Span[][] {
	const words: Span[][] = Array.from({length: chartRows}, () => []);
	if (chartRows > 1) {
		words[chartRows - 1] = [span('this month:  ', 'muted'), span(formatSize(newest.narSize))];
	}

	words[0] = [
		span('the highest: ', 'muted'),
		span(formatSize(highest.narSize)),
		span(` in ${nameOf(highest.month)}`, 'muted'),
	];
	return words;
}

function withoutGaps(months: readonly MonthOfGrowth[]): MonthOfGrowth[] {
	const all: MonthOfGrowth[] = [];
	for (const month of months) {
		for (let next = all.at(-1); next !== undefined && following(next.month) < month.month; next = all.at(-1)) {
			all.push({month: following(next.month), narSize: 0});
		}

		all.push(month);
	}

	return all;
}

/** `2025-12` → `2026-01` */
function following(month: string): string {
	const [year = 0, number = 0] = month.split('-').map(Number);
	return number < 12
		? `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}`
		: `${String(year + 1).padStart(4, '0')}-01`;
}

function nameOf(month: string): string {
	return MONTHS[Number(month.slice(5)) - 1] ?? month;
}
