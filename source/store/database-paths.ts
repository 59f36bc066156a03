import type {DatabaseSync} from 'node:sqlite';
import {GrowingArray} from './growing-array.js';
import {forEachLine, startsWith} from './line-bytes.js';
import {type IndexedPathTable, pathTableOf} from './path-table.js';
import {StoreError} from './store-error.js';

const SLASH = 0x2f;
const MS_PER_SECOND = 1000;
/** Texts of so many rows come as one blob: few calls, and no more than some megabytes. */
const ROWS_AT_ONCE = 1 << 16;

/** The table ValidPaths; rows in the order of their ids. */
export type PathRows = {
	readonly names: IndexedPathTable;
	readonly rowIds: Float64Array;
	readonly narSizes: Float64Array;
	readonly isSized: Uint8Array;
	readonly registrationTimes: Float64Array;
	readonly derivers: Int32Array;
};

/**
 * Numbers leave SQL through a function that is called with each row, texts in one blob for many rows: several times
 * faster than a JavaScript object or string for each. Both are computed by one statement over the same rows, so that the
 * lines of the blobs and the numbers are in the same order, whatever it is.
 *
 * @param onRows Called with how many rows have been read.
 */
export function readValidPaths(
	database: DatabaseSync,
	storeDirectory: string,
	onRows: (rows: number) => void,
): PathRows {
	const batch = makeBatch(database);
	const select = database.prepare(`
		select
			cast(group_concat(path, char(10)) as blob) as paths,
			cast(group_concat(ifnull(deriver, ''), char(10)) as blob) as derivers,
			count(take_path(id, narSize, registrationTime))
		from (select id, path, deriver, narSize, registrationTime from ValidPaths where id > ? order by id limit ${ROWS_AT_ONCE})
	`);
	const rowIds = new GrowingArray((length) => new Float64Array(length));
	const narSizes = new GrowingArray((length) => new Float64Array(length));
	const times = new GrowingArray((length) => new Float64Array(length));
	const bytes = new GrowingArray((length) => new Uint8Array(length));
	const offsets = new GrowingArray((length) => new Uint32Array(length));
	const deriverTexts: Uint8Array[] = [];
	const prefix = Buffer.from(`${storeDirectory}/`);
	offsets.push(0);
	for (let last = Number.MIN_SAFE_INTEGER; ; last = rowIds.at(rowIds.length - 1)) {
		batch.length = 0;
		const {paths, derivers} = select.get(last) as {paths: Uint8Array | null; derivers: Uint8Array | null};
		if (paths === null || derivers === null || batch.length === 0) {
			break;
		}

		const lines = appendNames(paths, prefix, bytes, offsets);
		if (lines !== batch.length) {
			throw new StoreError('The Nix database is damaged: a name of a path has two lines. Try: nix-store --verify');
		}

		rowIds.pushAll(batch.rowIds.subarray(0, batch.length));
		narSizes.pushAll(batch.narSizes.subarray(0, batch.length));
		times.pushAll(batch.times.subarray(0, batch.length));
		deriverTexts.push(derivers);
		onRows(rowIds.length);
	}

	const names = pathTableOf(storeDirectory, bytes.slice(0, bytes.length), offsets.slice(0, offsets.length));
	const sizes = narSizes.slice(0, narSizes.length);
	return {
		names,
		rowIds: rowIds.slice(0, rowIds.length),
		narSizes: sizes,
		isSized: positive(sizes),
		registrationTimes: times.slice(0, times.length),
		derivers: findDerivers(deriverTexts, names, prefix),
	};
}

/** What the SQL function `take_path` fills. */
function makeBatch(database: DatabaseSync) {
	const batch = {
		length: 0,
		rowIds: new Float64Array(ROWS_AT_ONCE),
		narSizes: new Float64Array(ROWS_AT_ONCE),
		times: new Float64Array(ROWS_AT_ONCE),
	};
	database.function('take_path', (rowId, narSize, time) => {
		const row = batch.length++;
		batch.rowIds[row] = rowId as number;
		// Nix writes null for a size that it does not know; no NAR is empty.
		batch.narSizes[row] = typeof narSize === 'number' && narSize > 0 ? narSize : 0;
		batch.times[row] = typeof time === 'number' ? time * MS_PER_SECOND : Number.NaN;
		return null;
	});
	return batch;
}

/** @returns How many names there were. */
function appendNames(
	paths: Uint8Array,
	prefix: Uint8Array,
	bytes: GrowingArray<Uint8Array<ArrayBuffer>>,
	offsets: GrowingArray<Uint32Array<ArrayBuffer>>,
): number {
	const names = new Uint8Array(paths.length);
	let length = 0;
	const before = bytes.length;
	const lines = forEachLine(paths, (begin, end) => {
		if (!startsWith(paths, begin, end, prefix) || end - begin === prefix.length) {
			throw notInStore(paths.subarray(begin, end), prefix);
		}

		names.set(paths.subarray(begin + prefix.length, end), length);
		length += end - begin - prefix.length;
		offsets.push(before + length);
	});
	// Looked for in all at once, since there is none.
	if (names.subarray(0, length).includes(SLASH)) {
		forEachLine(paths, (begin, end) => {
			if (paths.subarray(begin + prefix.length, end).includes(SLASH)) {
				throw notInStore(paths.subarray(begin, end), prefix);
			}
		});
	}

	bytes.pushAll(names.subarray(0, length));
	return lines;
}

function notInStore(path: Uint8Array, prefix: Uint8Array): StoreError {
	const shown = JSON.stringify(Buffer.from(path).toString('latin1').slice(0, 100));
	const storeDirectory = Buffer.from(prefix).toString().slice(0, -1);
	return new StoreError(
		`The Nix database has the path ${shown}, which is not in ${storeDirectory}: set NIX_STORE_DIR to its store, or name the store with --store`,
	);
}

function positive(sizes: Float64Array): Uint8Array {
	const flags = new Uint8Array(sizes.length);
	for (let id = 0; id < sizes.length; id++) {
		flags[id] = sizes[id]! > 0 ? 1 : 0;
	}

	return flags;
}

/** Derivers are kept by Nix also when they are no valid paths. */
function findDerivers(texts: readonly Uint8Array[], names: IndexedPathTable, prefix: Uint8Array): Int32Array {
	const derivers = new Int32Array(names.count).fill(-1);
	let first = 0;
	for (const text of texts) {
		first += forEachLine(text, (begin, end, line) => {
			if (begin < end && startsWith(text, begin, end, prefix)) {
				derivers[first + line] = names.findBytes(text, begin + prefix.length, end);
			}
		});
	}

	return derivers;
}
