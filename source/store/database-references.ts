import type {DatabaseSync} from 'node:sqlite';
import type {Adjacency} from './adjacency.js';

/** Paths whose references come in one statement: some hundred thousand rows. */
const PATHS_AT_ONCE = 1 << 15;
const USUAL_REFERENCES_PER_PATH = 10;

/**
 * Reads the table Refs. Its primary key gives the rows in the order of the referrers, so that no list of edges is needed
 * besides the result: 16 million references are 64 MB. SQL calls a function with each row, which is several times faster
 * than an object for each.
 *
 * @param rowIds Of all paths, rising.
 * @param denseId From a row id to an id; -1 for a row that is not there.
 * @param onPaths Called with how many paths' references have been read.
 */
export function readReferences(
	database: DatabaseSync,
	rowIds: Float64Array,
	denseId: (rowId: number) => number,
	onPaths: (paths: number) => void,
): {readonly references: Adjacency; readonly refersToItself: Uint8Array} {
	const count = rowIds.length;
	const offsets = new Uint32Array(count + 1);
	const refersToItself = new Uint8Array(count);
	let targets = new Uint32Array(count * USUAL_REFERENCES_PER_PATH);
	let edges = 0;
	let lastRow = Number.NEGATIVE_INFINITY;
	let id = -1;
	let isInOrder = true;
	database.function('take_reference', (referrer, reference) => {
		if (referrer !== lastRow) {
			isInOrder &&= (referrer as number) > lastRow;
			lastRow = referrer as number;
			id = denseId(lastRow);
		}

		const target = denseId(reference as number);
		if (id === -1 || target === -1) {
			return null;
		}

		if (target === id) {
			refersToItself[id] = 1;
			return null;
		}

		if (edges === targets.length) {
			const grown = new Uint32Array(Math.ceil(edges * 1.5) + 1024);
			grown.set(targets);
			targets = grown;
		}

		targets[edges++] = target;
		offsets[id + 1]!++;
		return null;
	});
	const inAnyOrder = 'select referrer, reference from Refs where referrer between ? and ?';
	const select = database.prepare(`select count(take_reference(referrer, reference)) from (${inAnyOrder})`);
	for (let first = 0; first < count; first += PATHS_AT_ONCE) {
		const end = Math.min(first + PATHS_AT_ONCE, count);
		const edgesBefore = edges;
		select.get(rowIds[first]!, rowIds[end - 1]!);
		if (!isInOrder) {
			// A database without its keys: once more, sorted. It is the limit that keeps SQLite to the inner order.
			offsets.fill(0, first + 1, end + 1);
			edges = edgesBefore;
			lastRow = Number.NEGATIVE_INFINITY;
			isInOrder = true;
			database
				.prepare(
					`select count(take_reference(referrer, reference)) from (${inAnyOrder} order by referrer, reference limit -1)`,
				)
				.get(rowIds[first]!, rowIds[end - 1]!);
		}

		onPaths(end);
	}

	for (let path = 0; path < count; path++) {
		offsets[path + 1]! += offsets[path]!;
	}

	return {references: {offsets, targets: targets.subarray(0, edges)}, refersToItself};
}
