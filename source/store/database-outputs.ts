import type {DatabaseSync} from 'node:sqlite';
import {type Adjacency, adjacencyOf} from './adjacency.js';
import {GrowingArray} from './growing-array.js';
import {forEachLine} from './line-bytes.js';
import type {IndexedPathTable} from './path-table.js';
import {tableNames} from './sqlite.js';

const SLASH = 0x2f;
const ROWS_AT_ONCE = 1 << 16;

/**
 * From each derivation to its valid outputs. Two places know them:
 *
 * - DerivationOutputs: outputs whose path is known before they are built.
 * - Realisations, for outputs of content-addressed derivations (experimental in every Nix): BuildTraceV3 (from 2.35)
 *   names derivation and output. Realisations (up to 2.34) names a hash that stands for all derivations which amount to
 *   the same, and can be computed only from the files of the derivations: there, a realised output is taken to be that
 *   of its deriver.
 */
export function readOutputs(
	database: DatabaseSync,
	names: IndexedPathTable,
	derivers: Int32Array,
	denseId: (rowId: number) => number,
): Adjacency {
	const tables = tableNames(database);
	const derivations = new GrowingArray((length) => new Uint32Array(length));
	const outputs = new GrowingArray((length) => new Uint32Array(length));
	const edges = {
		add(derivation: number, output: number): void {
			if (derivation !== -1 && output !== -1) {
				derivations.push(derivation);
				outputs.push(output);
			}
		},
	};
	if (tables.has('DerivationOutputs')) {
		readDerivationOutputs(database, names, denseId, edges);
	}

	const isSimple = !tables.has('BuildTraceV3') && !tables.has('Realisations');
	if (tables.has('BuildTraceV3')) {
		readBuildTrace(database, names, edges);
	}

	if (tables.has('Realisations')) {
		readRealisations(database, derivers, denseId, edges);
	}

	const all = adjacencyOf(
		names.count,
		derivations.slice(0, derivations.length),
		outputs.slice(0, outputs.length),
		derivations.length,
	);
	return isSimple ? all : withoutRepetition(all);
}

type Edges = {readonly add: (derivation: number, output: number) => void};

/** Most derivations of a store have outputs that are not there: they are as many rows as paths. */
function readDerivationOutputs(
	database: DatabaseSync,
	names: IndexedPathTable,
	denseId: (rowId: number) => number,
	edges: Edges,
): void {
	const derivations = new Int32Array(ROWS_AT_ONCE);
	let rows = 0;
	let lastRow = 0;
	database.function('take_output', (rowId, derivation) => {
		lastRow = rowId as number;
		derivations[rows++] = denseId(derivation as number);
		return null;
	});
	const select = database.prepare(`
		select cast(group_concat(path, char(10)) as blob) as paths, count(take_output(row, drv))
		from (select rowid as row, drv, path from DerivationOutputs where rowid > ? order by rowid limit ${ROWS_AT_ONCE})
	`);
	for (let after = Number.MIN_SAFE_INTEGER; ; after = lastRow) {
		rows = 0;
		const {paths} = select.get(after) as {paths: Uint8Array | null};
		if (paths === null) {
			return;
		}

		forEachLine(paths, (begin, end, line) => {
			edges.add(derivations[line]!, findPath(names, paths, begin, end));
		});
	}
}

/** Nix writes the derivation's base name and the output's whole path. */
function readBuildTrace(database: DatabaseSync, names: IndexedPathTable, edges: Edges): void {
	for (const {drvPath, outputPath} of database.prepare('select drvPath, outputPath from BuildTraceV3').iterate()) {
		edges.add(findText(names, drvPath), findText(names, outputPath));
	}
}

function readRealisations(
	database: DatabaseSync,
	derivers: Int32Array,
	denseId: (rowId: number) => number,
	edges: Edges,
): void {
	for (const {outputPath} of database.prepare('select distinct outputPath from Realisations').iterate()) {
		const output = typeof outputPath === 'number' ? denseId(outputPath) : -1;
		edges.add(derivers[output] ?? -1, output);
	}
}

function findText(names: IndexedPathTable, path: unknown): number {
	const bytes = Buffer.from(String(path));
	return findPath(names, bytes, 0, bytes.length);
}

/** @param bytes Has a store path or a base name there. */
function findPath(names: IndexedPathTable, bytes: Uint8Array, begin: number, end: number): number {
	const slash = bytes.lastIndexOf(SLASH, end - 1);
	return names.findBytes(bytes, Math.max(begin, slash + 1), end);
}

/** An output may be in both tables. Each is kept once, in the order of ids. */
function withoutRepetition({offsets, targets}: Adjacency): Adjacency {
	const distinctOffsets = new Uint32Array(offsets.length);
	const distinct = new Uint32Array(targets.length);
	let edges = 0;
	for (let node = 0; node + 1 < offsets.length; node++) {
		for (const target of new Set(targets.slice(offsets[node], offsets[node + 1]).sort())) {
			distinct[edges++] = target;
		}

		distinctOffsets[node + 1] = edges;
	}

	return {offsets: distinctOffsets, targets: distinct.slice(0, edges)};
}
