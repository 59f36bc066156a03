import {spawnSync} from 'node:child_process';
import {lchownSync} from 'node:fs';
import type {ExecutionContext} from 'ava';
import fc from 'fast-check';
import type {UndoAnswer, UndoListAnswer} from '../../../source/analyses/answers/collect.js';
import type {GcDoneAnswer} from '../../../source/analyses/answers/plan.js';
import {requires} from '../../requirements.js';
import {installedNixVersions, type NixVersion} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {differences, type Photograph} from './photograph.js';
import {type EmptyStore, makeEmptyStore} from './relocated-store.js';
import {askProgram, runProgram} from './run-program.js';
import {same} from './same.js';
import {quietly, type RandomCase, randomCases, type ThrowAwayStore, throwAwayStore} from './throw-away-store.js';
import {parseRoots} from './truth.js';
import {validPaths} from './valid-paths.js';

// Undo of random sets of links, held or dropped, before and after a collection, against the roots that Nix sees.

/** Of each version. Versions run side by side. */
const storesOfEach = Number(process.env.NIXSCOPE_RANDOM_UNDOS ?? 10);
const mostMs = 150_000;
const seed = Number(process.env.NIXSCOPE_SEED ?? Date.now() % 1e9);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';

/** How the links went; only the last loses paths. */
const ways = ['held', 'not collected', 'killed', 'cancelled', 'collected'] as const;
type Way = (typeof ways)[number];

type Undone = {readonly way: Way; readonly links: number; readonly restored: number; readonly lost: number};

const versions = installedNixVersions().filter(({text}) => text.startsWith(versionPrefix));
for (const [number, version] of versions.entries()) {
	requires(...nixLab)(`undo of random sets of links, Nix ${version.text}`, async (t) => {
		const empty = await makeEmptyStore(version);
		const all: Undone[] = [];
		try {
			await fc.assert(
				fc.asyncProperty(randomCases, async (random) => {
					const undone = await dropAndUndo(t, version, empty, random, ways[all.length % ways.length]!);
					all.push(undone);
				}),
				{
					numRuns: storesOfEach,
					seed: seed + number,
					interruptAfterTimeLimit: mostMs,
					includeErrorInReport: true,
					endOnFailure: true,
				},
			);
		} finally {
			empty.close();
		}

		t.true(all.length >= Math.min(ways.length, storesOfEach), 'too slow');
		for (const way of ways) {
			const these = all.filter((one) => one.way === way);
			const sum = (count: (one: Undone) => number) => these.reduce((total, one) => total + count(one), 0);
			t.log(
				`${way}: ${these.length} stores, ${sum(({links}) => links)} links, ${sum(({restored}) => restored)} restored, ${sum(({lost}) => lost)} of collected paths, told so`,
			);
		}

		t.log(`seed ${seed}`);
	});
}

async function dropAndUndo(
	t: ExecutionContext,
	version: NixVersion,
	empty: EmptyStore,
	random: RandomCase,
	way: Way,
): Promise<Undone> {
	const store = await throwAwayStore(version, empty, random);
	const {environment} = store.nix;
	try {
		const droppable = await store.droppable();
		for (const [place, {link}] of droppable.entries()) age(link, random.seed, place);
		// What is dead goes first, and what Nix tidies.
		await store.ask('nix-store --gc 2> log');
		const rootsBefore = await rootsOf(store);
		const before = store.look();
		const picked = droppable.map(({link}) => link).filter((_, place) => random.picks[place % random.picks.length]);
		const links = picked.length === 0 ? droppable.map(({link}) => link).slice(0, 1) : picked;
		if (links.length === 0) return {way, links: 0, restored: 0, lost: 0};

		await drops[way](store, links);
		const dropped = differences(before, store.look()).gone.filter((file) => links.includes(file));
		same(dropped, [...links].sort(), 'dropped links');
		if (way === 'held') await store.ask('nix-store --gc 2> log');
		const valid = validPaths(store);
		const listed = (await askProgram<UndoListAnswer>(['undo', '--list'], {environment})).entries;
		same(listed.map(({link}) => link).sort(), [...links].sort(), 'listed');
		for (const {link, target, state} of listed) {
			same(state, way === 'held' ? 'held' : valid.has(target) ? 'valid' : 'collected', `state of ${link}`);
		}

		const lost = new Set(listed.filter(({state}) => state === 'collected').map(({link}) => link));
		const undone = await askProgram<UndoAnswer>(['undo'], {environment, exitCode: lost.size > 0 ? 1 : 0});
		for (const {link, outcome, remark} of undone.links) {
			const told = remark?.replace(/^its (?:path|derivation) is deleted, and no cache .*/, 'lost') ?? null;
			same([outcome, told], lost.has(link) ? ['failed', 'lost'] : ['restored', null], `undo of ${link}: ${remark}`);
		}

		same(undone.links.length, links.length, 'how many were undone');
		const isBack = ({link}: {readonly link: string}) => !lost.has(link);
		same((await rootsOf(store)).sort(), rootsBefore.filter(isLeft(lost)).sort(), 'roots as Nix sees them');
		compareLinks(store, before, links, lost);
		const again = (await askProgram<UndoListAnswer>(['undo', '--list'], {environment})).entries;
		same(
			again.filter(isBack).map(({state}) => state),
			listed.filter(isBack).map(() => 'restored'),
			'states after',
		);
		if (lost.size === 0) {
			const {exitCode, stderr} = await runProgram(['undo'], {environment});
			same(
				[exitCode, /^nixscope: nothing is to be put back[^\n]*\n$/.test(stderr)],
				[1, true],
				`a second undo: ${stderr}`,
			);
		}

		t.pass();
		return {way, links: links.length, restored: links.length - lost.size, lost: lost.size};
	} catch (error) {
		throw new Error(`${way}: ${error instanceof Error ? error.stack : String(error)}`);
	} finally {
		store.close();
	}
}

const drops: Readonly<Record<Way, (store: ThrowAwayStore, links: readonly string[]) => Promise<void>>> = {
	async held({nix}, links) {
		await askProgram(['gc', '--yes', '--hold', '1d', ...namesOf(links)], nix);
	},
	async 'not collected'({nix}, links) {
		nix.instead('nix-store', 'case "$*" in *--gc*) echo "error: out of luck" >&2; exit 1;; esac; "$real" "$@"');
		const {freed} = await askProgram<GcDoneAnswer>(['gc', '--yes', ...namesOf(links)], {...nix, exitCode: 1});
		nix.asUsual();
		same([freed.outcome, freed.reason, freed.deletedPaths], ['failed', 'nix-store: out of luck', 0], 'outcome');
	},
	async killed({nix}, links) {
		nix.instead('nix-store', 'case "$*" in *--gc*) kill -KILL $PPID; exit 1;; esac; "$real" "$@"');
		const {signal} = await runProgram(['gc', '--yes', ...namesOf(links)], nix);
		nix.asUsual();
		same(signal, 'SIGKILL', 'ended by');
	},
	/** Stopped when it is Nix's turn; in the middle of deleting: see faults.test.ts. */
	async cancelled(store, links) {
		const engine = store.engine();
		const abort = new AbortController();
		const plan = await engine.answer('plan', {links, collects: 'all-dead', holdMs: undefined}, quietly());
		const answer = await engine.answer(
			'collect',
			{plan: plan.id},
			{
				signal: abort.signal,
				onEvent(event) {
					if (event.type === 'collect' && event.progress.stage === 'deleting') abort.abort();
				},
			},
		);
		if (answer.kind !== 'collected') throw new Error('it has not moved');
		const {outcome, reason} = answer.result;
		same([['cancelled', 'done'].includes(outcome), reason], [true, null], `outcome ${outcome}`);
	},
	async collected({nix}, links) {
		await askProgram(['gc', '--yes', ...namesOf(links)], nix);
	},
};

function namesOf(links: readonly string[]): string[] {
	return links.flatMap((link) => ['--root', link]);
}

/** Gives a link a time and an owner of its own. */
function age(link: string, seed: number, place: number): void {
	const owner = 1000 + ((seed + place) % 3);
	lchownSync(link, place % 3 === 0 ? 0 : owner, place % 2 === 0 ? 0 : owner);
	const nanoseconds = String((seed * 7919 + place * 104_729) % 1e9).padStart(9, '0');
	spawnSync('touch', [
		'--no-dereference',
		'--date',
		`@${1_500_000_000 + place * 1000 + (seed % 1000)}.${nanoseconds}`,
		link,
	]);
}

async function rootsOf(store: ThrowAwayStore): Promise<string[]> {
	const roots = parseRoots(await store.ask('nix-store --gc --print-roots 2> log'));
	return roots.map(({link, target}) => `${link} -> ${target}`);
}

function isLeft(lost: ReadonlySet<string>): (root: string) => boolean {
	return (root) => ![...lost].some((link) => root.startsWith(`${link} -> `));
}

/** All links are as they were, but for their inodes; entries of gcroots/auto lead where they led. */
function compareLinks(
	store: ThrowAwayStore,
	before: Photograph,
	links: readonly string[],
	lost: ReadonlySet<string>,
): void {
	const {storeDirectory, stateDirectory} = store.address;
	const isStore = (file: string) => file.startsWith(`${storeDirectory}/`);
	const pick = (photo: Photograph) =>
		new Map(
			[...photo]
				.filter(([file]) => !isStore(file) && !file.endsWith('.lock') && !file.includes('/nixscope/holds'))
				.map(([file, all]) => {
					const [mode, owner, inode, size, time, ...text] = all.split(' ');
					if (file.startsWith(`${stateDirectory}/gcroots/auto/`)) return [file, text.join(' ')];
					return [file, links.includes(file) ? [mode, owner, size, time, ...text].join(' ') : `${all} ${inode}`];
				}),
		);
	const [was, is] = [pick(before), pick(store.look())];
	const {gone, come, changed} = differences(was, is);
	const isOfLost = (file: string) => lost.has(file) || lost.has(was.get(file) ?? '');
	same([gone.filter((file) => !isOfLost(file)), come, changed], [[], [], []], 'links gone, new, changed');
	same(
		[...store.look().keys()].filter((file) => /\/nixscope\/holds\/./.test(file)),
		[],
		'holds that are left',
	);
}
