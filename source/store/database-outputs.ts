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
 * - Realisations, for outputs of content-addressed derivations (experimental in every Nix): see readRealisations.
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
	/** 1 for derivations some of whose outputs have known paths, whether these are valid or not. */
	const hasKnownOutputs = new Uint8Array(names.count);
	if (tables.has('DerivationOutputs')) {
		readDerivationOutputs(database, names, denseId, (derivation, output) => {
			hasKnownOutputs[derivation] = 1;
			edges.add(derivation, output);
		});
	}

	const isSimple = !tables.has('BuildTraceV3') && !tables.has('Realisations');
	if (tables.has('BuildTraceV3')) {
		readBuildTrace(database, names, edges);
	}

	if (tables.has('Realisations')) {
		readRealisations(database, {names, derivers, hasKnownOutputs}, denseId, edges);
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
	take: (derivation: number, output: number) => void,
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
			take(derivations[line]!, findPath(names, paths, begin, end));
		});
	}
}

/** From Nix 2.35 on. It writes the derivation's base name and the output's whole path. */
function readBuildTrace(database: DatabaseSync, names: IndexedPathTable, edges: Edges): void {
	for (const {drvPath, outputPath} of database.prepare('select drvPath, outputPath from BuildTraceV3').iterate()) {
		edges.add(findText(names, drvPath), findText(names, outputPath));
	}
}

/**
 * Up to Nix 2.34. `drvPath` is not a path but a hash that stands for all derivations which amount to the same; it can be
 * computed only from the files of the derivation and of all that it needs. Without these:
 *
 * - A realised output is that of its deriver. Where inputs are content-addressed too, this is a derivation that Nix made
 *   while building, with the inputs' paths put in (it is "resolved").
 * - Then the output is realised under a second hash, that of the derivation as it was written, which keeps the output
 *   just as well. It is taken to be every derivation with the output's name whose outputs have no known paths. That is
 *   too many when several have that name: more is called live then, under keep-outputs, than Nix keeps.
 */
function readRealisations(
	database: DatabaseSync,
	{names, derivers, hasKnownOutputs}: {names: IndexedPathTable; derivers: Int32Array; hasKnownOutputs: Uint8Array},
	denseId: (rowId: number) => number,
	edges: Edges,
): void {
	let contentAddressed: ReadonlyMap<string, readonly number[]> | undefined;
	const rows = database
		.prepare(
			'select outputPath, outputName, count(distinct drvPath) as hashes from Realisations group by outputPath, outputName',
		)
		.iterate();
	for (const {outputPath, outputName, hashes} of rows) {
		const output = typeof outputPath === 'number' ? denseId(outputPath) : -1;
		if (output === -1) {
			continue;
		}

		edges.add(derivers[output]!, output);
		if (Number(hashes) > 1) {
			contentAddressed ??= derivationsWithoutKnownOutputs(names, hasKnownOutputs);
			const suffix = outputName === 'out' ? '' : `-${String(outputName)}`;
			const name = names.name(output);
			const derivationName = name.endsWith(suffix) ? name.slice(0, name.length - suffix.length) : name;
			for (const derivation of contentAddressed.get(`${derivationName}.drv`) ?? []) {
				edges.add(derivation, output);
			}
		}
	}
}

/** By name. */
function derivationsWithoutKnownOutputs(
	names: IndexedPathTable,
	hasKnownOutputs: Uint8Array,
): ReadonlyMap<string, readonly number[]> {
	const byName = new Map<string, number[]>();
	for (let id = 0; id < names.count; id++) {
		if (hasKnownOutputs[id] === 0 && names.isDerivation(id)) {
			const name = names.name(id);
			const others = byName.get(name);
			if (others === undefined) {
				byName.set(name, [id]);
			} else {
				others.push(id);
			}
		}
	}

	return byName;
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
