import type {DatabaseSync} from 'node:sqlite';
import {reversed} from './adjacency.js';
import {connect, type DatabaseConnection} from './database-connection.js';
import {databaseError} from './database-error.js';
import {databaseFile, stampOf} from './database-files.js';
import {readOutputs} from './database-outputs.js';
import {readValidPaths} from './database-paths.js';
import {readReferences} from './database-references.js';
import type {OnProgress} from './progress.js';
import {makeDenseIds} from './row-ids.js';
import {sqliteCode, sqliteCodes, tableNames} from './sqlite.js';
import type {LocalStore} from './store-address.js';
import {StoreError} from './store-error.js';
import type {StoreGraph} from './store-graph.js';

export type DatabaseReading = {
	readonly graph: StoreGraph;
	readonly way: DatabaseConnection['way'];
	/** As of just before the reading: when databaseStamp() says something else, the database has changed since. */
	readonly stamp: string;
};

export type DatabaseOptions = {
	readonly environment: NodeJS.ProcessEnv;
	readonly onProgress?: OnProgress;
};

/** A database that changes while it is read without locks is read again, and copied in the end. */
const MOST_ATTEMPTS = 6;
const IMMUTABLE_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 20;

/**
 * Reads Nix's database (schema 10, from Nix 2.0 on: libstore/schema.sql) as of one moment, without a change to any file
 * beside it.
 *
 * @throws StoreError when it is not there, may not be read, or is not a database of Nix.
 */
export function readDatabase(store: LocalStore, options: DatabaseOptions): DatabaseReading {
	const file = databaseFile(store);
	for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
		const reading = readOnce(file, store, options, attempt <= IMMUTABLE_ATTEMPTS);
		if (reading !== undefined) {
			return reading;
		}

		pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
	}

	throw new StoreError(`${file} is written all the time: try again in a moment`);
}

/**
 * A cheap mark of what the database holds: another one means that it was written since.
 *
 * @returns An empty text when it cannot be looked at.
 */
export function databaseStamp(store: LocalStore): string {
	try {
		return stampOf(databaseFile(store)).trim();
	} catch {
		return '';
	}
}

/** @returns Undefined when the files changed while they were read without locks. */
function readOnce(
	file: string,
	store: LocalStore,
	{environment, onProgress}: DatabaseOptions,
	mayBeImmutable: boolean,
): DatabaseReading | undefined {
	const stamp = databaseStamp(store);
	let connection: DatabaseConnection | undefined;
	try {
		connection = connect(file, environment, {mayBeImmutable});
		if (connection === undefined) {
			return undefined;
		}

		const {database, way} = connection;
		const graph = readGraph(database, file, store.storeDirectory, onProgress);
		return way === 'immutable' && databaseStamp(store) !== stamp ? undefined : {graph, way, stamp};
	} catch (error) {
		const isTorn = sqliteCode(error) !== undefined && sqliteCode(error) !== sqliteCodes.busy;
		if (isTorn && databaseStamp(store) !== stamp) {
			return undefined;
		}

		throw databaseError(error, file);
	} finally {
		connection?.database.close();
	}
}

function readGraph(
	database: DatabaseSync,
	file: string,
	storeDirectory: string,
	onProgress: OnProgress | undefined,
): StoreGraph {
	const tables = tableNames(database);
	const missing = ['ValidPaths', 'Refs'].find((name) => !tables.has(name));
	if (missing !== undefined) {
		throw new StoreError(`${file} is not the database of a Nix store: it has no table ${missing}`);
	}

	const {names, rowIds, narSizes, isSized, registrationTimes, derivers} = readValidPaths(
		database,
		storeDirectory,
		(done) => onProgress?.({task: 'reading the store', done, total: undefined}),
	);
	const denseId = makeDenseIds(rowIds);
	const {references, refersToItself} = readReferences(database, rowIds, denseId, (done) =>
		onProgress?.({task: 'reading the store', done, total: names.count}),
	);
	const outputs = readOutputs(database, names, derivers, denseId);
	return {
		names,
		narSizes,
		isSized,
		registrationTimes,
		references,
		referrers: reversed(references),
		refersToItself,
		derivers,
		outputs,
	};
}

/** The reading runs in a worker, or in a process that has nothing else to do. */
function pause(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
