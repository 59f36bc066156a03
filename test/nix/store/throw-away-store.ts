import {mkdirSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type {SizedRoot} from '../../../source/analyses/answers/answer.js';
import {StoreEngine} from '../../../source/workers/store-engine.js';
import type {NixVersion} from '../nix-version.js';
import {holdsOf} from './expire-holds.js';
import {diskSize, type Photograph, photograph} from './photograph.js';
import {isHolding, type RandomStore, randomStores} from './random-store.js';
import type {EmptyStore, RelocatedStore} from './relocated-store.js';
import {fillContents} from './store-contents.js';
import {keepOptions} from './truth.js';
import {type WrappedNix, wrapNix} from './wrapped-nix.js';

/** What is random about a collection; numbers choose among what there is then. */
export type RandomCase = {
	readonly store: RandomStore;
	readonly isOptimised: boolean;
	readonly keepOutputs: boolean;
	readonly keepDerivations: boolean;
	/** Where names of links begin to be odd. */
	readonly firstEnding: number;
	/** Of roots that may be dropped: by place. */
	readonly picks: readonly boolean[];
	readonly seed: number;
};

/** A random store with real files, wrapped Nix and the program's own thread's engine: to be deleted from. */
export type ThrowAwayStore = RelocatedStore & {
	readonly nix: WrappedNix;
	/** Asks in this process, as the store worker would be asked. */
	engine(): StoreEngine;
	/** Roots of this store that go by a link and may be dropped. */
	droppable(): Promise<readonly SizedRoot[]>;
	/** Store, gcroots, profiles, the folder of links outside and that of holds. */
	look(): Photograph;
	diskSize(): number;
};

const endings = ['', ' with space', "'", '"', 'é', '$(touch oops)', '\\', '%s', ';', '&& false', '*', '~', ' -> x'];

export const randomCases: fc.Arbitrary<RandomCase> = fc.record({
	store: randomStores.filter(({paths, roots}) => paths.length >= 8 && roots.filter(isHolding).length >= 3),
	isOptimised: fc.boolean(),
	keepOutputs: fc.boolean(),
	keepDerivations: fc.boolean(),
	firstEnding: fc.nat(endings.length - 1),
	picks: fc.array(fc.noBias(fc.nat(2)).map(Boolean), {minLength: 12, maxLength: 12}),
	seed: fc.noBias(fc.nat()),
});

export async function throwAwayStore(
	version: NixVersion,
	empty: EmptyStore,
	{store, isOptimised, keepOutputs, keepDerivations, firstEnding, seed}: RandomCase,
): Promise<ThrowAwayStore> {
	const placed = empty.fill(store, {
		endings: [...endings.slice(firstEnding), ...endings.slice(0, firstEnding)],
		settings: keepOptions(keepOutputs, keepDerivations),
	});
	const {address, folder} = placed;
	// Some commands of Nix make it where it is missing.
	mkdirSync(path.join(address.stateDirectory, 'profiles/per-user/root'), {recursive: true});
	fillContents(address.storeDirectory, seed);
	makeCurrent(placed, seed);
	if (isOptimised) await placed.ask('nix-store --optimise 2> log-optimise');
	const nix = wrapNix(version, folder, placed.environment);
	const engine = () =>
		new StoreEngine({address, workingDirectory: folder, environment: nix.environment, onProgress() {}});
	return {
		...placed,
		nix,
		engine,
		async droppable() {
			const request = {filter: {kinds: [], olderThanMs: undefined}};
			const {roots} = await engine().answer('roots', request, quietly());
			return roots.filter(
				(root) => root.state === 'live' && !root.protected && root.kind !== 'process' && root.kind !== 'temporary',
			);
		},
		look: () =>
			photograph([
				address.storeDirectory,
				path.join(address.stateDirectory, 'gcroots'),
				path.join(address.stateDirectory, 'profiles'),
				path.join(folder, 'outside'),
				holdsOf(folder),
			]),
		diskSize: () => diskSize(address.storeDirectory),
	};
}

/** A question whose progress nobody wants. */
export function quietly(signal: AbortSignal = new AbortController().signal) {
	return {signal, onEvent() {}};
}

/** One of the generations, if there are any, becomes the current one, so that nix-env knows the profile. */
function makeCurrent({links, address}: RelocatedStore, seed: number): void {
	const generations = links.filter((link) => link.startsWith(`${address.stateDirectory}/profiles/profile-`));
	const current = generations[seed % (generations.length + 1)];
	if (current !== undefined) symlinkSync(path.basename(current), `${address.stateDirectory}/profiles/profile`);
}
