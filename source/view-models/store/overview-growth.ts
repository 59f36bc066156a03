import type {Line} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {displayWidth} from '../../formats/width.js';
import {emptyLine, plainLine} from '../cells.js';
import {growthChartLines} from './growth-chart.js';
import {filledTo} from './list-table.js';
import type {Pane} from './pane-column.js';
import type {ScreenBody, ScreenInput} from './screen.js';

/** With fewer rows the chart is no use. */
const leastRows = 4;

/** Growth in a pane. @param most Rows that it would like to have. */
export function growthPane(input: ScreenInput & {readonly inner: number}, most: number): Pane {
	const {answer} = input.data.slot('overview', 'overview');
	const months = answer?.months ?? [];
	const isEmpty = months.every(({narSize}) => narSize === 0);
	const known = months.length === 0 ? 'when paths came is not known' : 'nothing of the last twelve months is there';
	const nothing = answer === undefined ? input.signs.cut : known;
	return {
		title: [span('Grown by month', 'bold'), span('  c', 'bold'), span(' larger', 'muted')],
		most,
		least: leastRows,
		isOptional: true,
		rows: (rows) =>
			isEmpty
				? [{spans: [span(nothing, 'muted')]}]
				: growthChartLines(months, {columns: input.inner, rows}, input.signs),
	};
}

/** The growth alone, as large as the window: a line where it can be drawn, else columns. */
export function growthBody(input: ScreenInput): Omit<ScreenBody<never>, 'needs'> {
	const {data, columns, rows, signs, lineChart} = input;
	const months = data.slot('overview', 'overview').answer?.months ?? [];
	const size = {columns: columns - 4, rows: Math.max(2, rows - 3)};
	const isEmpty = months.every(({narSize}) => narSize === 0);
	const line = isEmpty
		? undefined
		: lineChart?.({
				title: 'NAR bytes',
				x: months.map(({month}) => month),
				y: months.map(({narSize}) => narSize),
				...size,
			});
	const chart: readonly Line[] =
		line?.map((text) => ({spans: [{text, tone: 'plain', coloured: true} as const]})) ??
		growthChartLines(months, size, signs);
	const title = [span(' Grown by month', 'bold'), span('  what was registered then and is there still', 'muted')];
	return {
		lines: filledTo(
			[
				plainLine(title, columns, signs),
				emptyLine(columns),
				...chart.map(({spans}): Line => {
					const width = spans.reduce((sum, {text}) => sum + displayWidth(text), 0);
					return {spans: [span('  '), ...spans, span(' '.repeat(Math.max(0, columns - 2 - width)))]};
				}),
			],
			rows,
			columns,
		),
		wantsChart: true,
		footer: [span('c', 'bold'), span(' smaller  ', 'muted'), span('q', 'bold'), span(' quit', 'muted')],
	};
}
