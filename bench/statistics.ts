export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** @param share From 0 to 1, between neighbours linearly. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((left, right) => left - right);
	const position = (sorted.length - 1) * share;
	const below = Math.floor(position);
	const lower = sorted[below]!;
	return lower + ((sorted[below + 1] ?? lower) - lower) * (position - below);
}

export type Interval = {readonly middle: number; readonly lower: number; readonly upper: number};

/** Two-sided 95 % of Student's t for 1 to 30 degrees of freedom. */
const studentsT = [
	12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
	2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** The geometric mean of ratios of pairs, with its 95 % interval: means of logarithms, Student's t. */
export function ratioInterval(pairs: readonly (readonly [ours: number, theirs: number])[]): Interval {
	const logarithms = pairs.map(([ours, theirs]) => Math.log(ours / theirs));
	const count = logarithms.length;
	const mean = logarithms.reduce((sum, value) => sum + value, 0) / count;
	const variance = logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
	const reach = (studentsT[count - 2] ?? 1.96) * Math.sqrt(variance / count);
	return {middle: Math.exp(mean), lower: Math.exp(mean - reach), upper: Math.exp(mean + reach)};
}
