/** Cells of the columns of the tree; 0 for those that give way. LOOK: what gives way when. */
export type TreeColumns = {
	readonly total: number;
	readonly name: number;
	readonly phase: number;
	readonly time: number;
	/** Words behind the time: `of 120`, a reason. */
	readonly detail: number;
	readonly bar: number;
	readonly host: number;
};

const phase = 9;
const time = 7;
const detail = 8;
/** Beyond this a bar says no more. */
const longestBar = 40;

/** @param columns Width of the tree, which may be a part of the window. */
export function treeColumns(columns: number): TreeColumns {
	const wide = columns >= 120;
	const host = wide ? 15 : columns >= 100 ? 6 : 0;
	const hasDetail = columns >= 76;
	const bar = wide
		? Math.min(longestBar, 14 + Math.max(0, Math.floor((columns - 140) / 4)))
		: columns >= 100
			? 10
			: hasDetail
				? 8
				: 0;
	const fixed =
		2 + 2 + phase + 2 + time + (hasDetail ? 1 + detail : 0) + (bar > 0 ? 2 + bar : 0) + (host > 0 ? 2 + host : 0);
	return {total: columns, name: Math.max(8, columns - fixed), phase, time, detail: hasDetail ? detail : 0, bar, host};
}

/** Cells from the first column behind the name to the right edge. */
export function wordsWidth({total, name}: TreeColumns): number {
	return Math.max(0, total - 1 - name - 2 - 1);
}

/** Cells from the first column behind the time to the right edge. */
export function reasonWidth(columns: TreeColumns): number {
	return Math.max(0, wordsWidth(columns) - columns.phase - 2 - columns.time - 1);
}
