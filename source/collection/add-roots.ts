import {readlinkSync} from 'node:fs';
import type {LocalStore} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import {runNixCommand} from './nix-command.js';
import {isRegistered} from './registered-root.js';

export type AddRootsOptions = {
	readonly environment: NodeJS.ProcessEnv;
	readonly store: LocalStore;
	readonly signal?: AbortSignal;
};

/** So many in one call: the argument list stays far below what a system takes. */
const BATCH = 400;

/**
 * Makes links that are registered as roots, through Nix, and sees that they are. Targets that are not valid are fetched
 * where a cache has them; a derivation is never built.
 *
 * @param base The links are BASE, BASE-2, BASE-3, … with a letter more for derivations and for each further call.
 * @param targets Absolute store paths.
 * @returns The link of each.
 * @throws StoreError when one of them cannot be made. Those that were made stay.
 */
export async function addRoots(
	base: string,
	targets: readonly string[],
	options: AddRootsOptions,
): Promise<ReadonlyMap<string, string>> {
	const links = new Map<string, string>();
	const unique = [...new Set(targets)];
	const isDerivation = (target: string) => target.endsWith('.drv');
	const batches = [
		...batchesOf(unique.filter((target) => !isDerivation(target))),
		...batchesOf(unique.filter(isDerivation)),
	];
	for (const [index, batch] of batches.entries()) {
		const first = index === 0 ? base : `${base}.${index}`;
		const {isDone, reason} = await runNixCommand(
			isDerivation(batch[0]!) ? derivationRoots(first, batch, options) : realisedRoots(first, batch, options),
			options,
		);
		if (!isDone) {
			throw new StoreError(reason ?? 'nix-store failed');
		}

		if (isDerivation(batch[0]!)) {
			await mustBeValid(batch, options);
		}

		for (const [place, target] of batch.entries()) {
			const link = place === 0 ? first : `${first}-${place + 1}`;
			mustHold(link, target, options.store);
			links.set(target, link);
		}
	}

	return links;
}

/** @param link One that is there already and leads to the target is only registered. */
export async function addRoot(link: string, target: string, options: AddRootsOptions): Promise<void> {
	await addRoots(link, [target], options);
}

function realisedRoots(link: string, targets: readonly string[], {store}: AddRootsOptions): [string, ...string[]] {
	return ['nix-store', ...storeFlag(store), '--add-root', link, '--indirect', '--realise', ...targets];
}

/** `nix-store --realise X.drv` would build. nix-instantiate makes roots of what an expression calls a derivation. */
function derivationRoots(link: string, targets: readonly string[], {store}: AddRootsOptions): [string, ...string[]] {
	const list = targets.map((target) => JSON.stringify(target)).join(' ');
	const expression = `map (drvPath: { type = "derivation"; name = "x"; outputName = "out"; inherit drvPath; }) [ ${list} ]`;
	return ['nix-instantiate', ...storeFlag(store), '--add-root', link, '--indirect', '--expr', expression];
}

/** An expression may call anything a derivation; now that it is held, it stays as valid as it is. */
async function mustBeValid(targets: readonly string[], options: AddRootsOptions): Promise<void> {
	const {isDone, stdout} = await runNixCommand(
		['nix-store', ...storeFlag(options.store), '--check-validity', '--print-invalid', ...targets],
		options,
	);
	const invalid = stdout.split('\n').find(Boolean);
	if (!isDone || invalid !== undefined) {
		throw new StoreError(`the derivation ${invalid ?? targets[0]} is not valid`);
	}
}

/** Old commands take `--store` as new ones do (Nix: settings are flags of every command). */
export function storeFlag({uri}: LocalStore): string[] {
	return uri === undefined ? [] : ['--store', uri];
}

function mustHold(link: string, target: string, store: LocalStore): void {
	let text: string | undefined;
	try {
		text = readlinkSync(link);
	} catch {
		// Told below.
	}

	if (text !== target || !isRegistered(store, link)) {
		throw new StoreError(
			`${link} was not made a root of ${target}: ${text === target ? 'it is not registered' : 'it is not there'}`,
		);
	}
}

function batchesOf(targets: readonly string[]): string[][] {
	const batches: string[][] = [];
	for (let start = 0; start < targets.length; start += BATCH) {
		batches.push(targets.slice(start, start + BATCH));
	}

	return batches;
}
