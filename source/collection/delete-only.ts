import {lstatSync} from 'node:fs';
import path from 'node:path';
import type {LocalStore} from '../store/store-address.js';
import {isStorePathName} from '../store/store-path-of.js';
import {storeFlag} from './add-roots.js';
import {type DeleteOptions, type Deletion, deleteBatch} from './delete-paths.js';
import {runNixCommand} from './nix-command.js';
import {freedSize, refusedPath} from './nix-record.js';

/** As many bytes of store paths go into one argument list where Nix does not read them from stdin. */
const BATCH_BYTES = 600_000;
/** Each time that a path turns out to be alive Nix looks for all roots anew. */
const MOST_REFUSALS = 200;

/**
 * `nix-store --delete` of certain paths. One that is alive ends the call where it is; it is left then, with all that it
 * refers to, and the call is made again with the rest. Where the paths do not fit into one call, one may be refused only
 * since another call is to delete what refers to it: these are tried again as long as that helps.
 *
 * @param batchBytes Other than the usual, for tests.
 */
export async function deleteOnly(
	baseNames: readonly string[],
	options: DeleteOptions,
	batchBytes = BATCH_BYTES,
): Promise<Deletion> {
	const unnamed = baseNames.filter((name) => !isStorePathName(name));
	const never = unnamed.map(
		(name) => [name, 'its name is that of no store path: only nix-store --gc deletes it'] as const,
	);
	const calls = {readsStdin: true, refusals: 0, batchBytes};
	let pending = baseNames.filter(isStorePathName);
	let freed: number | null = null;
	for (;;) {
		const round = await deleteRound(pending, calls, options);
		freed = sum(freed, round.freed);
		const again = [...round.refused.keys()].filter((name) => isThere(options.store, name));
		const isOver = round.reason !== null || calls.readsStdin || again.length === 0 || again.length === pending.length;
		if (isOver) {
			return {reason: round.reason, freed, refused: new Map([...never, ...round.refused])};
		}

		pending = again;
	}
}

type Calls = {readsStdin: boolean; refusals: number; readonly batchBytes: number};

async function deleteRound(names: readonly string[], calls: Calls, options: DeleteOptions): Promise<Deletion> {
	const {store, signal} = options;
	const refused = new Map<string, string>();
	let freed: number | null = null;
	let left = names;
	while (left.length > 0) {
		const batch = calls.readsStdin ? left : firstBatch(left, calls.batchBytes);
		const paths = batch.map((name) => `${store.storeDirectory}/${name}`);
		const end = await deleteBatch(paths, calls.readsStdin, options);
		if (calls.readsStdin && /unknown flag .*--stdin/u.test(end.error)) {
			calls.readsStdin = false;
			continue;
		}

		freed = sum(freed, freedSize(end.stdout) ?? null);
		if (end.isDone) {
			const done = new Set(batch);
			left = left.filter((name) => !done.has(name));
			continue;
		}

		const alive = refusedPath(end.error);
		if (signal.aborted || alive === undefined || !batch.includes(path.basename(alive))) {
			return {reason: end.reason, freed, refused};
		}

		refused.set(path.basename(alive), 'came alive meanwhile');
		const known = new Set(left);
		for (const needed of await requisites(alive, options)) {
			if (known.has(needed) && !refused.has(needed)) {
				refused.set(needed, `${path.basename(alive).slice(33)} needs it`);
			}
		}

		left = left.filter((name) => !refused.has(name) && isThere(store, name));
		calls.refusals++;
		if (calls.refusals >= MOST_REFUSALS && left.length > 0) {
			return {reason: `${calls.refusals} paths came alive meanwhile: make the plan again`, freed, refused};
		}
	}

	return {reason: null, freed, refused};
}

/** @returns Base names of what an alive path keeps alive; empty where Nix does not tell. */
async function requisites(storePath: string, {store, environment}: DeleteOptions): Promise<string[]> {
	const {isDone, stdout} = await runNixCommand(
		['nix-store', ...storeFlag(store), '--query', '--requisites', storePath],
		{environment},
	);
	const lines = isDone ? stdout.split('\n').filter(Boolean) : [];
	return lines.map((line) => path.basename(line));
}

function firstBatch(names: readonly string[], batchBytes: number): readonly string[] {
	let bytes = 0;
	const end = names.findIndex((name, index) => {
		// The path, its end and the pointer to it.
		bytes += name.length + 32;
		return bytes > batchBytes && index > 0;
	});
	return end === -1 ? names : names.slice(0, end);
}

function isThere({realStoreDirectory}: LocalStore, name: string): boolean {
	return lstatSync(path.join(realStoreDirectory, name), {throwIfNoEntry: false}) !== undefined;
}

function sum(a: number | null, b: number | null): number | null {
	return b === null ? a : (a ?? 0) + b;
}
