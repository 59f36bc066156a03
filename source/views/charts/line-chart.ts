import {displayWidth, truncateEnd} from '../../formats/width.js';
import {type LineColour, type PlotCell, plotLines} from './off-screen-line.js';

export type ChartSeries = {
	readonly title: string;
	/** Labels below, one a value. */
	readonly x: readonly string[];
	readonly y: readonly number[];
};

/** The tone of sizes comes first. */
const COLOURS: readonly LineColour[] = ['blue', 'cyan', 'magenta', 'green', 'yellow', 'red'];
const codes: Record<LineColour, string> = {red: '31', green: '32', yellow: '33', blue: '34', magenta: '35', cyan: '36'};

const DIM = '2';
const LEAST_COLUMNS = 20;
const LEAST_ROWS = 4;

/**
 * A chart of lines over time, drawn by blessed-contrib off-screen: Braille, for terminals with colours and Unicode only.
 * Loads some hundred kB of code: import this file lazily.
 *
 * @param options.series Of equally many values each; the first gives the labels below. At most six.
 * @returns Exactly `rows` lines of at most `columns` cells, painted with SGR 0, 2 and 31–36: the chart, below it the
 * labels, and above it the titles where there are several series. Empty lines where there is no room.
 */
export function lineChart({
	series,
	columns,
	rows,
	colour,
	yLabel = (value) => String(Math.round(value)),
}: {
	readonly series: readonly ChartSeries[];
	readonly columns: number;
	readonly rows: number;
	/** False under NO_COLOR. */
	readonly colour: boolean;
	/** Words for a value at the left: `48 GiB`. Whole numbers when there are none. */
	readonly yLabel?: (value: number) => string;
}): string[] {
	const count = series[0]?.y.length ?? 0;
	const legend = series.length > 1 ? [legendLine(series, columns, colour)] : [];
	const plotRows = rows - 1 - legend.length;
	if (columns < LEAST_COLUMNS || plotRows < LEAST_ROWS - 1 || count === 0) {
		return Array.from({length: Math.max(0, rows)}, () => '');
	}

	const top = Math.max(0, ...series.flatMap(({y}) => y.filter(Number.isFinite)));
	const labels = labelsOf(top, plotRows, (value) => truncateEnd(yLabel(value), Math.floor(columns / 3)));
	const labelWidth = Math.max(...[...labels.values()].map(displayWidth));
	// ` label │chart`
	const plotColumns = columns - labelWidth - 4;
	const plot = plotLines(
		series.map(({y}, index) => ({values: shares(y, top), colour: COLOURS[index % COLOURS.length]!})),
		{columns: plotColumns, rows: plotRows},
	);
	return [
		...legend,
		...plot.map((cells, row) => {
			const label = labels.get(row) ?? '';
			const margin = ' '.repeat(1 + labelWidth - displayWidth(label));
			return `${margin}${paint(`${label} │`, DIM)}${cellText(cells, colour)}`;
		}),
		' '.repeat(labelWidth + 3) + paint(xLabels(series[0]!.x, plotColumns), DIM),
	];
}

/** By row: the largest value at the top, 0 at the bottom, and one between where there is room. */
function labelsOf(top: number, rows: number, yLabel: (value: number) => string): Map<number, string> {
	const middle = Math.floor((rows - 1) / 2);
	const wanted = rows >= 5 ? [0, middle, rows - 1] : [0, rows - 1];
	return new Map(wanted.map((row) => [row, yLabel((top * (rows - 1 - row)) / (rows - 1))]));
}

/** A line takes two values. */
function shares(values: readonly number[], top: number): number[] {
	const parts = values.map((value) => (top > 0 && Number.isFinite(value) ? value / top : 0));
	return parts.length === 1 ? [parts[0]!, parts[0]!] : parts;
}

/** Below their values, the newest always, of the others as many as fit with two cells between them. */
function xLabels(labels: readonly string[], columns: number): string {
	const last = truncateEnd(labels.at(-1) ?? '', columns);
	const lastStart = columns - displayWidth(last);
	let text = '';
	for (const [index, label] of labels.slice(0, -1).entries()) {
		const width = displayWidth(label);
		const middle = Math.round((index * (columns - 1)) / (labels.length - 1));
		const start = Math.max(0, middle - Math.floor(width / 2));
		const isFree = text === '' || start >= displayWidth(text) + 2;
		if (isFree && start + width + 2 <= lastStart) {
			text += ' '.repeat(start - displayWidth(text)) + label;
		}
	}

	return text + ' '.repeat(lastStart - displayWidth(text)) + last;
}

function legendLine(series: readonly ChartSeries[], columns: number, colour: boolean): string {
	let room = columns - 1;
	let text = '';
	for (const [index, {title}] of series.entries()) {
		const shown = truncateEnd(title, Math.max(0, room - 4));
		if (shown !== '') {
			text += ` ${colour ? paint('━', codes[COLOURS[index % COLOURS.length]!]) : '━'} ${shown} `;
			room -= displayWidth(shown) + 4;
		}
	}

	return text.trimEnd();
}

/** Runs of one colour are painted once; the widget does it for each cell. */
function cellText(cells: readonly PlotCell[], colour: boolean): string {
	let text = '';
	let run = '';
	let runCode: string | undefined;
	for (const {text: character, code} of cells) {
		// A blank has no colour to be seen.
		if (code !== undefined && code !== runCode) {
			text += runText();
			run = '';
			runCode = code;
		}

		run += character;
	}

	run = run.trimEnd();
	return text + runText();

	function runText(): string {
		return colour && runCode !== undefined ? paint(run, runCode) : run;
	}
}

function paint(text: string, code: string): string {
	return text === '' ? '' : `\x1b[${code}m${text}\x1b[0m`;
}
