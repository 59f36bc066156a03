import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {UndoAnswer, UndoListAnswer} from '../../../source/analyses/answers/collect.js';
import type {NixVersion} from '../nix-version.js';
import {differences, type Photograph} from './photograph.js';
import {baseNameOf, type RandomPath, type RandomRoot, type RandomStore} from './random-store.js';
import type {EmptyStore} from './relocated-store.js';
import {askProgram, runProgram} from './run-program.js';
import {same} from './same.js';
import {type ThrowAwayStore, throwAwayStore} from './throw-away-store.js';
import {parseRoots} from './truth.js';
import {validPaths} from './valid-paths.js';

type Form = RandomRoot['form'];

/** Enough that Nix is still deleting when somebody has read its first words. */
const deadCount = 150;

const linked: readonly Form[] = ['direct', 'indirect', 'indirect', 'generation', 'generation', 'generation', 'file'];

const plain = (name: string, references: readonly number[]): RandomPath => ({
	baseName: baseNameOf(name),
	narSize: 1000,
	references,
	refersToItself: false,
	deriver: null,
	outputs: [],
});

/** Paths that a link each holds, above one that all of them need, and many that are dead. */
const store: RandomStore = {
	paths: [
		plain('needed', []),
		...linked.map((form, number) => plain(`${form}-${number}`, [0])),
		...Array.from({length: deadCount}, (_, number) => plain(`dead-${number}`, [])),
	],
	roots: linked.map((form, number) => ({form, target: number + 1})),
	unregistered: [],
};

export type FaultStore = Awaited<ReturnType<typeof faultStore>>;

/** A store to interrupt collections of: the last of three generations is the current one. */
export async function faultStore(version: NixVersion, empty: EmptyStore) {
	const placed = await throwAwayStore(version, empty, {
		store,
		isOptimised: false,
		keepOutputs: false,
		keepDerivations: true,
		firstEnding: 0,
		picks: [],
		seed: 2,
	});
	const [direct, first, , ...others] = placed.links;
	const current = others[2];
	return {
		...placed,
		direct: direct!,
		outside: first!,
		generations: others.slice(0, 2),
		/** All that may be dropped. */
		all: placed.links.filter((link) => link !== current),
		target: (link: string) =>
			`${placed.address.storeDirectory}/${store.paths[placed.links.indexOf(link) + 1]!.baseName}`,
		dead: `${placed.address.storeDirectory}/${store.paths.at(-1)!.baseName}`,
	};
}

/** What was there before something went wrong. */
export type Before = {
	readonly photograph: Photograph;
	readonly roots: readonly string[];
	readonly valid: ReadonlyMap<string, number>;
};

export async function lookBefore(placed: ThrowAwayStore): Promise<Before> {
	return {roots: await rootsOf(placed), photograph: placed.look(), valid: validPaths(placed)};
}

/**
 * After something went wrong: nothing but what was planned is lost, every link that is gone stands in the journal with
 * its right state, and undo brings back all whose path is there.
 *
 * @param planned Links that may be gone; what they alone held may be gone too, and what was dead.
 * @returns How many links were gone, and of how many of these the path.
 */
export async function recover(
	placed: ThrowAwayStore,
	before: Before,
	planned: ReadonlyArray<{readonly link: string; readonly target: string}>,
): Promise<{readonly gone: number; readonly lost: number}> {
	// Nix may go on for a moment after who started it was killed.
	await placed.ask('flock busy true');
	const {environment} = placed.nix;
	const targets = new Set(planned.map(({target}) => target));
	const {gone, changed} = differences(before.photograph, placed.look());
	// What Nix was about to remove it has made writable.
	const isDying = (file: string) =>
		/-dead-\d+(?:\/|$)/.test(file) || [...targets].some((target) => file.startsWith(target));
	same(
		changed.filter((file) => !isDying(file)),
		[],
		'changed',
	);
	const isEntry = (file: string) => file.includes('/gcroots/auto/');
	const held = new Set(
		before.roots.map((root) => root.split(' -> ').at(-1)).filter((target) => !targets.has(target ?? '')),
	);
	same(
		gone.filter((file) => held.has(file) || file.endsWith('-needed')),
		[],
		'paths that somebody else holds',
	);
	const links = planned.map(({link}) => link);
	const goneLinks = gone.filter((file) => !file.startsWith(placed.address.storeDirectory) && !isEntry(file));
	same(
		goneLinks.filter((file) => !links.includes(file)),
		[],
		'links gone that were not planned',
	);

	const listed = (await askProgram<UndoListAnswer>(['undo', '--list'], {environment})).entries;
	const valid = validPaths(placed);
	const holds = [...placed.look().keys()].filter((file) => /\/holds\/\d+\//.test(file));
	const lost = new Set<string>();
	for (const link of goneLinks) {
		const entry = listed.find((one) => one.link === link);
		if (entry === undefined) throw new Error(`${link} is gone and not in the journal`);
		if (!valid.has(entry.target)) lost.add(link);
		same(entry.state, holds.length > 0 ? 'held' : lost.has(link) ? 'collected' : 'valid', `state of ${link}`);
	}

	for (const {link, state} of listed) {
		if (!goneLinks.includes(link)) same(state, 'restored', `state of ${link}, which is there`);
	}

	if (goneLinks.length > 0) {
		const undone = await askProgram<UndoAnswer>(['undo'], {environment, exitCode: lost.size > 0 ? 1 : 0});
		for (const {link, outcome} of undone.links) {
			same(outcome, goneLinks.includes(link) ? (lost.has(link) ? 'failed' : 'restored') : 'there', `undo of ${link}`);
		}
	}

	const isLeft = (root: string) => ![...lost].some((link) => root.startsWith(`${link} -> `));
	const roots = (await rootsOf(placed)).filter((root) => !root.includes('/nixscope/holds/'));
	same([...roots].sort(), before.roots.filter(isLeft).sort(), 'roots after undo');
	if (lost.size === 0) {
		const again = await runProgram(['undo'], {environment});
		same(again.exitCode, 1, `a second undo: ${again.stderr}`);
	}

	return {gone: goneLinks.length, lost: lost.size};
}

/** How many lines the journal has. */
export function journalLines(home: string): number {
	try {
		return readFileSync(path.join(home, '.local/state/nixscope/undo.jsonl'), 'utf8').split('\n').length - 1;
	} catch {
		return 0;
	}
}

async function rootsOf(placed: ThrowAwayStore): Promise<string[]> {
	const roots = parseRoots(await placed.ask('nix-store --gc --print-roots 2> log'));
	return roots.map(({link, target}) => `${link} -> ${target}`);
}
