import {asksDaemon} from './address-of.js';
import {DumpDbParser} from './dump-db-parser.js';
import {GraphBuilder} from './graph-builder.js';
import type {OnProgress} from './progress.js';
import {streamNix} from './run-nix.js';
import type {LocalStore} from './store-address.js';
import {StoreError} from './store-error.js';
import type {StoreGraph} from './store-graph.js';

export type SourceOptions = {
	readonly environment: NodeJS.ProcessEnv;
	readonly onProgress: OnProgress;
};

/**
 * Reads the valid paths of a store through `nix-store --dump-db`, which asks the daemon where the database is out of
 * reach; without a daemon Nix is not asked. It knows neither registration times nor outputs of derivations; see GraphBuilder for these.
 *
 * @throws StoreError when Nix or its daemon is not there or fails.
 */
export async function readDumpDb(store: LocalStore, options: SourceOptions): Promise<StoreGraph> {
	assertDaemon(store, options.environment);
	const argv = store.uri === undefined ? [] : ['--store', store.uri];
	return readDump(['nix-store', '--dump-db', ...argv], store.storeDirectory, options);
}

/** @throws StoreError when Nix would open the database itself, which fails where we did, or makes a new one. */
export function assertDaemon(store: LocalStore, environment: NodeJS.ProcessEnv): void {
	if (!asksDaemon(store, environment)) {
		throw new StoreError(`no Nix daemon answers for ${store.stateDirectory}: run nixscope as the owner of the store`);
	}
}

/**
 * @param argv A command that writes a dump.
 * @param storeDirectory Undefined when the paths tell it.
 */
export async function readDump(
	argv: readonly [string, ...string[]],
	storeDirectory: string | undefined,
	{environment, onProgress}: SourceOptions,
): Promise<StoreGraph> {
	const builder = new GraphBuilder();
	const parser = new DumpDbParser(builder);
	await streamNix(argv, environment, (chunk) => {
		parser.push(chunk);
		onProgress({task: 'reading the store', done: builder.count, total: undefined});
	});
	parser.end();
	return builder.build(storeDirectory ?? parser.storeDirectory ?? '/nix/store');
}
