/** Which rows of a list are wanted: lists can have hundreds of thousands, a screen shows some of them. */
export type WindowRequest = {
	/** The row that has to be among them, by identity; undefined, or no longer in the list: the place counts. */
	readonly at: string | undefined;
	/** The place around which rows are wanted otherwise. */
	readonly index: number;
	/** How many rows are wanted, about half of them before the place. */
	readonly count: number;
};

/** A piece of a list, as it is after filter and sort. */
export type ListWindow<Row> = {
	/** Rows without the filter. */
	readonly totalCount: number;
	/** Rows of the list. */
	readonly matchCount: number;
	/** The place of the first of `rows` in the list. */
	readonly first: number;
	readonly rows: readonly Row[];
	/** Where the wanted row is: `at` if it is in the list, else the place asked for, within the list; 0 of an empty one. */
	readonly atIndex: number;
};

/** How a list is sorted. Each column has a direction that comes first: sizes fall, names rise. */
export type ListSort<Column extends string> = {readonly column: Column; readonly isReversed: boolean};
