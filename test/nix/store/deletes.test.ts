import type {ExecutionContext} from 'ava';
import fc from 'fast-check';
import type {GcAnswer} from '../../../source/analyses/answers/answer.js';
import type {CollectResult} from '../../../source/analyses/answers/collect.js';
import type {GcDoneAnswer} from '../../../source/analyses/answers/plan.js';
import {requires} from '../../requirements.js';
import {installedNixVersions, type NixVersion} from '../nix-version.js';
import {nixLab} from '../requirements.js';
import {type Comparison, compareCollection} from './compare-collection.js';
import {expireHolds} from './expire-holds.js';
import {differences} from './photograph.js';
import type {EmptyStore} from './relocated-store.js';
import {makeEmptyStore} from './relocated-store.js';
import {askProgram, runProgram} from './run-program.js';
import {same} from './same.js';
import {quietly, type RandomCase, randomCases, type ThrowAwayStore, throwAwayStore} from './throw-away-store.js';

// Real deletes: random stores with random roots, of which random ones are dropped; what was planned against what is gone.

/** Of each version; together more than the 50 that a run of CI promises. Versions run side by side. */
const storesOfEach = Number(process.env.NIXSCOPE_RANDOM_DELETES ?? 20);
const fewest = Math.min(17, storesOfEach);
const mostMs = 200_000;
const seed = Number(process.env.NIXSCOPE_SEED ?? Date.now() % 1e9);
const versionPrefix = process.env.NIX_TEST_VERSION ?? '';

const NOTHING = {gone: [], come: [], changed: []};
const modes = ['all-dead', 'free', 'hold', 'only-planned'] as const;

const versions = installedNixVersions().filter(({text}) => text.startsWith(versionPrefix));
for (const [number, version] of versions.entries()) {
	requires(...nixLab)(`real deletes in random stores, Nix ${version.text}`, async (t) => {
		const empty = await makeEmptyStore(version);
		const all: Comparison[] = [];
		try {
			await fc.assert(
				fc.asyncProperty(randomCases, async (random) => {
					all.push(...(await deleteFrom(t, version, empty, random)));
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

		const sum = (count: (one: Comparison) => number) => all.reduce((total, one) => total + count(one), 0);
		t.true(new Set(all.map(({store}) => store)).size >= fewest, `${all.length} stores: too slow`);
		t.log(
			`${all.length} collections, ${sum(({links}) => links)} links, ${sum(({paths}) => paths)} paths deleted, of ${sum(({pathsBefore}) => pathsBefore)}`,
			`NAR size ${sum(({narSize}) => narSize)}, Nix ${Math.round(sum(({reported}) => reported))}, disk ${sum(({disk}) => disk)}: differences 0; seed ${seed}`,
		);
	});
}

async function deleteFrom(
	t: ExecutionContext,
	version: NixVersion,
	empty: EmptyStore,
	random: RandomCase,
): Promise<Comparison[]> {
	const store = await throwAwayStore(version, empty, random);
	try {
		const droppable = await store.droppable();
		const links = droppable.map(({link}) => link).filter((_, place) => random.picks[place % random.picks.length]);
		const mode = modes[random.seed % modes.length]!;
		const compared = await collections[mode](t, store, links, random);
		t.pass();
		return compared;
	} catch (error) {
		throw new Error(`${modes[random.seed % modes.length]}: ${error instanceof Error ? error.stack : String(error)}`);
	} finally {
		store.close();
	}
}

type Collection = (
	t: ExecutionContext,
	store: ThrowAwayStore,
	links: readonly string[],
	random: RandomCase,
) => Promise<Comparison[]>;

const collections: Readonly<Record<(typeof modes)[number], Collection>> = {
	'all-dead': async (_, store, links) => [await collectByCommand(store, namesOf(links))],
	/** As much as there is at most; asked for more, nothing is done. */
	async free(_, store, links, {seed}) {
		const {environment} = store.nix;
		const names = seed % 8 < 4 ? namesOf(links) : [];
		const most = await askProgram<GcAnswer>(['gc', '--dry-run', ...names, '--free', '1T'], {environment});
		const before = store.look();
		const refused = await runProgram(['gc', '--yes', ...names, '--free', '1T'], {environment});
		same([refused.exitCode, refused.stdout, differences(before, store.look())], [1, '', NOTHING], refused.stderr);
		const size = String(Math.max(1, seed % (most.narSize + 1)));
		return [await collectByCommand(store, most.narSize === 0 ? names : [...names, '--free', size])];
	},
	/** Nothing goes at first; when the time is over, all of it. */
	async hold(_, store, links) {
		if (links.length === 0) return [await collectByCommand(store, [])];
		const {environment} = store.nix;
		const request = namesOf(links);
		const planned = await askProgram<GcAnswer>(['gc', '--dry-run', ...request], {environment});
		const held = await compareCollection(
			store,
			{paths: [], links, isHold: true},
			async () => (await askProgram<GcDoneAnswer>(['gc', '--yes', '--hold', '1h', ...request], {environment})).freed,
		);
		// Before its time nothing of it goes.
		const early = await askProgram<GcAnswer>(['gc', '--dry-run'], {environment});
		same(early.removedRoots, [], 'holds before their time');
		same([...early.paths].sort(), [...planned.alreadyDead.paths].sort(), 'dead before the time of the hold');
		expireHolds(store.folder, 2);
		const compared = await collectByCommand(store, []);
		same(compared.deleted, [...planned.paths].sort(), 'what was held is deleted');
		return [held, compared];
	},
	async 'only-planned'(_, store, links) {
		const engine = store.engine();
		const plan = await engine.answer('plan', {links, collects: 'only-planned', holdMs: undefined}, quietly());
		const sizes = await engine.answer('planSizes', {plan: plan.id}, quietly());
		const whole = await engine.answer('gc', requestOf(links), quietly());
		const along = plan.alreadyDead.paths;
		const compared = await compareCollection(
			store,
			{
				// Of the dead ones only those that refer to what dies now; which they are is for Nix to say.
				paths: along === 0 ? whole.newlyDead.paths : undefined,
				count: plan.paths,
				links,
				narSize: plan.narSize,
				...sizes,
				remarks: plan.remarks,
			},
			async () => {
				const answer = await engine.answer('collect', {plan: plan.id}, quietly());
				if (answer.kind !== 'collected') throw new Error(`it has not moved: ${answer.words.join(', ')}`);
				return answer.result;
			},
		);
		for (const path of whole.newlyDead.paths) {
			if (!compared.deleted.includes(path)) throw new Error(`${path} was to be deleted`);
		}

		return [compared];
	},
};

function namesOf(links: readonly string[]): string[] {
	return links.flatMap((link) => ['--root', link]);
}

function requestOf(roots: readonly string[]) {
	return {roots, filter: {kinds: [], olderThanMs: undefined}, freeBytes: undefined};
}

async function collectByCommand(store: ThrowAwayStore, words: readonly string[]): Promise<Comparison> {
	const {environment} = store.nix;
	const plan = await askProgram<GcAnswer>(['gc', '--dry-run', ...words], {environment});
	return compareCollection(
		store,
		{...plan, links: plan.removedRoots.map(({link}) => link), count: plan.paths.length},
		async (): Promise<CollectResult> => {
			const {freed, ...again} = await askProgram<GcDoneAnswer>(['gc', '--yes', ...words], {environment});
			same(again, plan, 'the plan of --yes and of --dry-run');
			return freed;
		},
	);
}
