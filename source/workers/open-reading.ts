import {existsSync, lstatSync} from 'node:fs';
import path from 'node:path';
import {readBinaryCache} from '../store/binary-cache.js';
import {databaseStamp, readDatabase} from '../store/database.js';
import {readDumpDb} from '../store/dump-db.js';
import {readKeepSettings} from '../store/keep-settings.js';
import {nixVersionSource} from '../store/nix-version.js';
import {readPathInfo} from '../store/path-info-json.js';
import type {PathTable} from '../store/path-table.js';
import type {OnProgress} from '../store/progress.js';
import type {RootsReading} from '../store/root.js';
import {readRoots, resolveRoots} from '../store/roots.js';
import {readSnapshot} from '../store/snapshot-file.js';
import {readSshStore} from '../store/ssh-store.js';
import type {BinaryCache, LocalStore, SshStore, StoreAddress} from '../store/store-address.js';
import {listStoreEntries, missingPaths, unregisteredEntries} from '../store/store-entries.js';
import {StoreError} from '../store/store-error.js';
import type {StoreGraph} from '../store/store-graph.js';
import type {ReadingWay, StoreReading} from '../store/store-reading.js';

export type ReadingOptions = {
	readonly environment: NodeJS.ProcessEnv;
	readonly onProgress: OnProgress;
	/** Whether entries of the store's folder that the database does not know are looked for. */
	readonly withEntries: boolean;
	/** What was read before: its paths are taken over while the database has not changed since. */
	readonly known?: StoreReading | undefined;
};

/** A store that changes is read again; one that changes all the time is told to be incomplete. */
const MOST_ATTEMPTS = 3;

/** @throws StoreError when the store cannot be read. */
export async function openReading(address: StoreAddress, options: ReadingOptions): Promise<StoreReading> {
	switch (address.kind) {
		case 'local':
			return readLocal(address, options);
		case 'ssh':
			return withoutRoots(address, 'dump-db', await readSshStore(address, options), address.host);
		case 'binary-cache':
			return withoutRoots(address, 'narinfo', await readBinaryCache(address, options), address.folder);
		case 'snapshot':
			return readSnapshot(address.file);
	}
}

/**
 * Files change while they are read, so the order matters. Temporary roots are read before the folder and after the
 * database: what was being built when the folder was listed had one. Roots are read after the database: a root that
 * came in between is seen, and when its path is too new for the database read, all is read again.
 */
async function readLocal(store: LocalStore, options: ReadingOptions): Promise<StoreReading> {
	const {environment, withEntries} = options;
	const settings = await readKeepSettings(store, environment);
	for (let attempt = 1; ; attempt++) {
		const now = Date.now();
		const rootsBefore = withEntries ? readRoots(store, {environment}) : undefined;
		const entries = withEntries ? listStoreEntries(store.realStoreDirectory) : undefined;
		const {graph, way, stamp} = await readPaths(store, options);
		const found = readRoots(store, {environment});
		const roots = resolveRoots(found, graph.names);
		const isTorn = databaseStamp(store) !== stamp && hasNewTarget(found, graph.names, store);
		if (isTorn && attempt < MOST_ATTEMPTS) {
			continue;
		}

		const digests = new Set([...(rootsBefore?.temporaryDigests ?? []), ...found.temporaryDigests]);
		return {
			address: store,
			way,
			stamp,
			readAt: now,
			graph,
			roots,
			settings,
			unregistered: entries === undefined ? null : unregisteredNow(entries, graph.names, digests, store, environment),
			...(entries === undefined ? {} : {missing: missingPaths(entries, graph.names)}),
			unreadable: [
				...roots.unreadable,
				...(isTorn ? ['paths that were added while the store was read'] : []),
				// Texts do not say which outputs a derivation has, only which deriver an output.
				...(settings.keepOutputs && (way === 'dump-db' || way === 'path-info') ? ['outputs of derivations'] : []),
			],
		};
	}
}

/** What was listed may have been deleted since. */
function unregisteredNow(
	entries: readonly string[],
	names: PathTable,
	digests: ReadonlySet<string>,
	{realStoreDirectory}: LocalStore,
	environment: NodeJS.ProcessEnv,
): string[] {
	return unregisteredEntries(entries, names, digests, realStoreDirectory, nixVersionSource(environment)).filter(
		(name) => lstatSync(path.join(realStoreDirectory, name), {throwIfNoEntry: false}) !== undefined,
	);
}

/** Whether a root leads to a path that is there and not known: it came after the paths were read. */
function hasNewTarget({roots}: RootsReading, names: PathTable, store: LocalStore): boolean {
	return roots.some(({target}) => {
		const baseName = target === null ? undefined : path.basename(target);
		return (
			baseName !== undefined &&
			names.findBaseName(baseName) === -1 &&
			existsSync(path.join(store.realStoreDirectory, baseName))
		);
	});
}

/** @returns With the database's mark as of just before. */
async function readPaths(
	store: LocalStore,
	options: ReadingOptions,
): Promise<{readonly graph: StoreGraph; readonly way: ReadingWay; readonly stamp: string}> {
	const {known} = options;
	const isFromDatabase = known !== undefined && known.way !== 'dump-db' && known.way !== 'path-info';
	if (isFromDatabase && known.stamp !== undefined && known.stamp === databaseStamp(store)) {
		return {graph: known.graph, way: known.way, stamp: known.stamp};
	}

	let failure: StoreError;
	try {
		return readDatabase(store, options);
	} catch (error) {
		if (!(error instanceof StoreError)) {
			throw error;
		}

		failure = error;
	}

	// The daemon may tell what the file does not.
	const stamp = databaseStamp(store);
	for (const [way, read] of [
		['dump-db', readDumpDb],
		['path-info', readPathInfo],
	] as const) {
		try {
			return {graph: await read(store, options), way, stamp};
		} catch (error) {
			if (!(error instanceof StoreError)) {
				throw error;
			}
		}
	}

	throw failure;
}

function withoutRoots(
	address: SshStore | BinaryCache,
	way: ReadingWay,
	graph: StoreGraph,
	place: string,
): StoreReading {
	return {
		address,
		way,
		readAt: Date.now(),
		graph,
		roots: {roots: [], currentGenerations: new Map(), unreadable: [], temporaryDigests: new Set()},
		settings: {keepOutputs: false, keepDerivations: true},
		unregistered: null,
		unreadable: [`the GC roots of ${place}`],
	};
}
