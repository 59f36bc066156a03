/** Row ids far apart would make the table larger than the store: they are searched then. */
const MOST_ROWS_PER_PATH = 64;
const ALWAYS_AS_TABLE = 1 << 20;

/**
 * Row ids have gaps, where paths were deleted. Makes them dense.
 *
 * @param rowIds Rising.
 * @returns For a row id its place among them; -1 where it is not among them.
 */
export function makeDenseIds(rowIds: Float64Array): (rowId: number) => number {
	const count = rowIds.length;
	const last = count === 0 ? 0 : rowIds[count - 1]!;
	const isTable = count === 0 || (rowIds[0]! >= 0 && last <= Math.max(count * MOST_ROWS_PER_PATH, ALWAYS_AS_TABLE));
	return isTable ? tableOf(rowIds, last) : (rowId) => search(rowIds, rowId);
}

function tableOf(rowIds: Float64Array, last: number): (rowId: number) => number {
	const places = new Uint32Array(last + 1);
	for (let place = 0; place < rowIds.length; place++) {
		places[rowIds[place]!] = place + 1;
	}

	return (rowId) => (places[rowId] ?? 0) - 1;
}

function search(rowIds: Float64Array, rowId: number): number {
	let low = 0;
	let high = rowIds.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (rowIds[middle]! < rowId) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return rowIds[low] === rowId ? low : -1;
}
