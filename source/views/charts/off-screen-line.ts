// @ts-expect-error blessed-contrib has no types.
import LineWidget from 'blessed-contrib/lib/widget/charts/line.js';

/** Names that blessed-contrib knows; in SGR 31 to 36. */
export type LineColour = 'blue' | 'cyan' | 'magenta' | 'green' | 'yellow' | 'red';

export type PlottedLine = {
	/** From 0 to 1, one a step of equal width; at least two. */
	readonly values: readonly number[];
	readonly colour: LineColour;
};

/** One character, and the SGR code of its colour; undefined for a blank. */
export type PlotCell = {readonly text: string; readonly code: string | undefined};

type Widget = {
	width: number;
	height: number;
	canvasSize: {width: number; height: number};
	calcSize(): void;
	setData(data: unknown): void;
	ctx: {readonly _canvas: {frame(): string}};
};

/**
 * Where the widget draws what is left out here: labels and axes, in three columns and one at the left, three rows at the
 * bottom (setData in line.js: xPadding, yPadding). Ours are words in the tones of the screen.
 */
const LEFT_CELLS = 4;
const X_PADDING = 6;
const BOTTOM_ROWS = 3;
const Y_PADDING = 11;
const Y_OFFSET = 2;

/** The range of values in the widget, whose labels must not need more room than they have. */
const TOP_VALUE = 90;

/**
 * Lines as blessed-contrib draws them in Braille, without axes and labels. The widget never sees a screen: it is
 * attached to none, and its canvas is read.
 *
 * @param size Cells; at least two each.
 * @returns Exactly `rows` rows of `columns` cells.
 */
export function plotLines(
	lines: readonly PlottedLine[],
	{columns, rows}: {readonly columns: number; readonly rows: number},
): PlotCell[][] {
	const count = Math.max(...lines.map(({values}) => values.length));
	// The last value stands in the last column: dots are two a cell, and a step is (width - padding) / count.
	const step = (2 * columns - 1) / (count - 1);
	const width = 2 * Math.ceil((step * count + X_PADDING) / 2);
	const height = 4 * (rows + BOTTOM_ROWS);
	const widget = openWidget({width, height});
	widget.setData(
		lines.map(({values, colour}) => ({
			x: values.map(() => ' '),
			y: values.map((value) => Math.min(1, Math.max(0, value)) * TOP_VALUE),
			style: {line: colour},
		})),
	);
	return widget.ctx._canvas
		.frame()
		.split('\n')
		.slice(0, rows)
		.map((row) => cellsOf(row).slice(LEFT_CELLS, LEFT_CELLS + columns));
}

function openWidget(size: {width: number; height: number}): Widget {
	let attach = () => {};
	const drawn = size.height - Y_PADDING;
	const widget: Widget = Object.create(LineWidget.prototype, {
		on: {
			value(_event: 'attach', listener: () => void) {
				attach = listener;
			},
		},
		calcSize: {
			value() {
				this.canvasSize = size;
			},
		},
	});
	// The largest value would be cut off by what the widget leaves between line and axis.
	const maxY = (TOP_VALUE * drawn) / (drawn - Y_OFFSET);
	LineWidget.call(widget, {xPadding: X_PADDING, wholeNumbersOnly: true, maxY});
	quietly(() => attach.call(widget));
	return widget;
}

/** Its canvas calls `new Buffer`, about which Node would write a warning over the screen. */
function quietly(action: () => void): void {
	const before = process.noDeprecation ?? false;
	process.noDeprecation = true;
	try {
		action();
	} finally {
		process.noDeprecation = before;
	}
}

function cellsOf(row: string): PlotCell[] {
	const cells: PlotCell[] = [];
	let code: string | undefined;
	for (const [, parameters, text] of row.matchAll(/\x1b\[(\d*)m|(.)/gu)) {
		if (text === undefined) {
			code = parameters === '39' ? undefined : parameters;
		} else {
			cells.push({text, code: text === ' ' ? undefined : code});
		}
	}

	return cells;
}
