import {lstatSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {SizedRoot} from '../../source/analyses/answers/answer.js';
import {type ExecutablePlan, type ExecuteOptions, executePlan} from '../../source/collection/execute-plan.js';
import type {LocalStore} from '../../source/store/store-address.js';
import {temporaryFolder} from '../store/temporary-folder.js';
import {type FakeNix, fakeNix} from './fake-nix.js';

/** Base name of a store path. */
export function named(name: string): string {
	return `${'0'.repeat(32 - name.length)}${name.replaceAll(/[^0-9a-df-np-sv-z]/g, 'x')}-${name}`;
}

export type SmallPlace = ReturnType<typeof smallPlace>;

/** A store with a few paths, in folders of its own; gone when the test is over. */
export function smallPlace(t: ExecutionContext, names: readonly string[] = ['app', 'lib'], fake: FakeNix = {}) {
	const folder = temporaryFolder(t).path();
	const made = fakeNix(folder, fake);
	for (const name of names) {
		writeFileSync(path.join(made.store.realStoreDirectory, named(name)), name);
	}

	const state = path.join(folder, 'state/nixscope');
	const {storeDirectory} = made.store;
	return {
		...made,
		folder,
		/** The state folder of nixscope. */
		state,
		target: (name: string) => path.join(storeDirectory, named(name)),
		/** A link outside, with its entry in gcroots/auto. */
		indirect(link: string, name: string): SizedRoot {
			const file = path.join(folder, link);
			mkdirSync(path.dirname(file), {recursive: true});
			symlinkSync(path.join(storeDirectory, named(name)), file);
			const entry = path.join(made.store.stateDirectory, 'gcroots/auto', link.replaceAll('/', '-'));
			symlinkSync(file, entry);
			return rootAt(file, entry, made.store);
		},
		/** A link in gcroots that leads to a store path, or below one. */
		direct(name: string, text: string): SizedRoot {
			const file = path.join(made.store.stateDirectory, 'gcroots', name);
			symlinkSync(text, file);
			return rootAt(file, file, made.store);
		},
		run: (plan: Partial<ExecutablePlan>, options: Partial<ExecuteOptions> = {}) =>
			executePlan(
				{
					store: made.store,
					roots: [],
					currentGenerations: new Map(),
					collects: 'none',
					planned: new Map(),
					holdMs: undefined,
					...plan,
				},
				{
					environment: made.environment,
					now: () => 1_800_000_000_000,
					onProgress() {},
					signal: new AbortController().signal,
					...options,
				},
			),
	};
}

/** The root that a link is now. */
export function rootAt(link: string, entry: string, {storeDirectory}: LocalStore): SizedRoot {
	const stat = lstatSync(link, {bigint: true});
	const text = stat.isSymbolicLink() ? readlinkSync(link) : path.join(storeDirectory, path.basename(link));
	return {
		kind: 'result',
		link,
		entry,
		target: path.join(storeDirectory, text.slice(storeDirectory.length + 1).split('/')[0]!),
		state: 'live',
		protected: false,
		protection: null,
		modifiedAt: Number(stat.mtimeMs),
		process: null,
		generation: null,
		retainedSize: 1,
		processRetainedSize: null,
		closureSize: 1,
	};
}

/** What a link is, with time and owner. */
export function lookOf(link: string): unknown {
	const stat = lstatSync(link, {bigint: true, throwIfNoEntry: false});
	return stat === undefined
		? null
		: {
				text: stat.isSymbolicLink() ? readlinkSync(link) : null,
				time: stat.mtimeNs,
				uid: stat.uid,
				gid: stat.gid,
				mode: stat.mode,
			};
}
