import {JsonEntries} from '../parsers/json-entries.js';
import {assertDaemon, type SourceOptions} from './dump-db.js';
import {baseNameOf, GraphBuilder, type PathRecord} from './graph-builder.js';
import {streamNix} from './run-nix.js';
import type {LocalStore} from './store-address.js';
import {StoreError} from './store-error.js';
import type {StoreGraph} from './store-graph.js';

/**
 * Reads the valid paths of a store through `nix path-info --all --json`: the slowest way, which works where only the
 * daemon may read the database. It does not know outputs of derivations; see GraphBuilder for these.
 *
 * @throws StoreError when Nix or its daemon is not there or fails.
 */
export async function readPathInfo(store: LocalStore, options: SourceOptions): Promise<StoreGraph> {
	assertDaemon(store, options.environment);
	const argv = [
		'nix',
		'--extra-experimental-features',
		'nix-command',
		'path-info',
		'--all',
		'--json',
		...(store.uri === undefined ? [] : ['--store', store.uri]),
	] as const;
	// From 2.33 on there are several formats, and which one is the default will change. Older ones refuse the option at once.
	try {
		return await readJson([...argv, '--json-format', '1'], store, options);
	} catch (error) {
		if (!(error instanceof StoreError && error.message.includes('json-format'))) {
			throw error;
		}
	}

	return readJson(argv, store, options);
}

async function readJson(
	argv: readonly [string, ...string[]],
	store: LocalStore,
	{environment, onProgress}: SourceOptions,
): Promise<StoreGraph> {
	const builder = new GraphBuilder();
	const parser = new PathInfoParser(builder);
	await streamNix(argv, environment, (chunk) => {
		parser.push(chunk);
		onProgress({task: 'reading the store', done: builder.count, total: undefined});
	});
	parser.end();
	return builder.build(store.storeDirectory);
}

/**
 * The JSON of `nix path-info`, in each of its shapes (src/nix/path-info.cc): an array of objects with their path, up to
 * 2.18; an object keyed by path, null where that is not valid; from format 2 on `{version, storeDir, info}`, keyed by
 * base name.
 */
export class PathInfoParser {
	readonly #entries: JsonEntries;

	constructor(builder: GraphBuilder) {
		this.#entries = new JsonEntries((key, value) => {
			const record = recordOf(key, value as PathInfo);
			if (record !== undefined && !builder.add(record)) {
				throw notPathInfo();
			}
		});
	}

	/** @throws StoreError for what is no such JSON. */
	push(chunk: Buffer): void {
		try {
			this.#entries.push(chunk);
		} catch (error) {
			throw error instanceof SyntaxError ? notPathInfo() : error;
		}
	}

	/** @throws StoreError for a document that is not complete. */
	end(): void {
		if (!this.#entries.isComplete) {
			throw notPathInfo();
		}
	}
}

type PathInfo = {
	readonly path?: unknown;
	readonly valid?: unknown;
	readonly narSize?: unknown;
	/** Seconds since 1970. */
	readonly registrationTime?: unknown;
	readonly deriver?: unknown;
	readonly references?: unknown;
};

function recordOf(key: string | undefined, info: PathInfo): PathRecord | undefined {
	if (info.valid === false) {
		return undefined;
	}

	const path = typeof info.path === 'string' ? info.path : key;
	if (path === undefined || !Array.isArray(info.references)) {
		throw notPathInfo();
	}

	return {
		baseName: baseNameOf(path),
		narSize: typeof info.narSize === 'number' ? info.narSize : undefined,
		registrationTime: typeof info.registrationTime === 'number' ? info.registrationTime * 1000 : undefined,
		deriver: typeof info.deriver === 'string' ? baseNameOf(info.deriver) : undefined,
		references: info.references.filter((name) => typeof name === 'string').map(baseNameOf),
	};
}

function notPathInfo(): StoreError {
	return new StoreError('nix path-info wrote JSON of a shape that is not known here');
}
