import type {Signs} from '../formats/symbols.js';

/** The values as columns, the largest as high as a cell; each column is the mean of as many values as it stands for. */
export function sparkline(values: readonly number[], columns: number, signs: Signs): string {
	const means = Array.from({length: columns}, (_, column) => {
		const part = values.slice(
			Math.floor((column * values.length) / columns),
			Math.max(
				Math.floor(((column + 1) * values.length) / columns),
				Math.floor((column * values.length) / columns) + 1,
			),
		);
		return part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
	});
	const largest = Math.max(...means);
	const levels = signs.columns;
	return means.map((mean) => levels[largest > 0 ? Math.round((mean / largest) * (levels.length - 1)) : 0]).join('');
}
