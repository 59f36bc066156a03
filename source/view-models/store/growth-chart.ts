import type {Line} from '../../formats/line.js';
import type {Signs} from '../../formats/symbols.js';

/** What was registered in one month and is there still. */
export type MonthOfGrowth = {
	/** `2026-11` */
	readonly month: string;
	/** Bytes. */
	readonly narSize: number;
};

/**
 * Growth as columns, the newest month at the right, with months below and the highest and the newest in words beside
 * them where there is room.
 *
 * @param months In order of time. A month in which nothing came need not be there.
 * @returns Exactly `rows` lines, the last of them the names of the months.
 */
export function growthChartLines(
	_months: readonly MonthOfGrowth[],
	size: {readonly columns: number; readonly rows: number},
	_signs: Signs,
): Line[] {
	return Array.from({length: size.rows}, () => ({spans: []}));
}
