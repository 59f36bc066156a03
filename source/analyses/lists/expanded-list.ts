/** A list of which some members have more rows below them. */
export type ExpandedList = {
	readonly rowCount: number;
	/** @returns Which member a row belongs to, and which of the rows below it it is; -1 for the member itself. */
	memberAt(row: number): {readonly member: number; readonly below: number};
	/** The row of a member, or of the nth row below it. */
	rowOf(member: number, below?: number): number;
};

/** @param rowsBelow Members, by their places, that have rows below them, and how many; few. */
export function expandedList(memberCount: number, rowsBelow: ReadonlyMap<number, number>): ExpandedList {
	const open = [...rowsBelow].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
	const rowOf = (member: number, below = -1) =>
		open.reduce((row, [place, count]) => row + (place < member ? count : 0), member + below + 1);
	return {
		rowCount: open.reduce((sum, [, count]) => sum + count, memberCount),
		rowOf,
		memberAt(row) {
			let before = 0;
			for (const [place, count] of open) {
				if (row <= place + before) {
					break;
				}

				if (row <= place + before + count) {
					return {member: place, below: row - place - before - 1};
				}

				before += count;
			}

			return {member: row - before, below: -1};
		},
	};
}
