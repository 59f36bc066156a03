/** One line of the table. */
export type Row = {
	readonly what: string;
	/** Figures of this run with their units. */
	readonly measured: string;
	/** The figure that the target is about: a ratio, a share or an amount. */
	readonly value: string;
	readonly target: string;
	/** Undefined where the row was not measured, or has no target. */
	readonly isReached: boolean | undefined;
};

/** Rows that are measured together; each has a name for `npm run bench -- NAME…`. */
export type Benchmark = {
	readonly name: string;
	/** Why it cannot be measured here; undefined when it can. */
	readonly obstacle?: () => string | undefined;
	readonly run: () => Promise<readonly Row[]>;
};
