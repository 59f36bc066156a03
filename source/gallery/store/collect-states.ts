import type {CollectProgress, CollectResult} from '../../analyses/answers/collect.js';
import type {PlanAnswer} from '../../analyses/answers/plan.js';
import type {Run} from '../../sessions/explorer-data.js';
import type {Destination} from '../../view-models/store/screen.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {fakeData, fakePending, fakeSlot, galleryNow} from './fake-data.js';
import {fakePlan, gib, hostileRoots, longRoots, planRequest, storyRoots} from './fake-plan.js';

const destination: Destination = {
	screen: 'collect',
	links: storyRoots.map(({link}) => link),
	collects: 'all-dead',
};
const deadOnly: Destination = {screen: 'collect', links: [], collects: 'all-dead'};
const onRoots = {screen: 'roots'} as const;
const plan = fakePlan();
const sizes = {nixReportedSize: gib(112.8), diskSize: gib(118.3)};
const sources = {
	fetchable: {paths: 402, narSize: gib(9.8)},
	unavailable: {paths: 802, narSize: gib(21.8)},
	unknown: {paths: 0, narSize: 0},
	caches: ['cache.nixos.org'],
	unreachable: [],
};

function slotsOf(one: PlanAnswer) {
	return [
		fakeSlot('plan', 'plan', one, planRequest(one)),
		fakeSlot('planSizes', 'planSizes', sizes, {plan: one.id}),
		fakeSlot('planSources', 'planSources', sources, {plan: one.id}),
	];
}

const progress: CollectProgress = {
	stage: 'deleting',
	droppedRoots: 3,
	rootCount: 3,
	deletedPaths: 84_210,
	pathCount: 195_318,
	deletedNarSize: gib(64.6),
	narSize: gib(139.5),
	recent: [
		'0c8v1ddlq2a3bq5m0qv3wz4h9k2y7x6r-ghc-9.8.4-doc',
		'1d9w2eemr3b4cr6n1rw4xa5i0l3z8y7s-python3.12-torch-2.5.1',
		'2f0x3ffns4c5ds7p2sx5yb6j1m4a9z8v-cuda-libs-12.1.0',
	],
	elapsedMs: 72_000,
	remarks: ['1 path came alive meanwhile and was left: nss-3.118 (pid 9920 nix build)'],
};

const result: CollectResult = {
	outcome: 'done',
	reason: null,
	journalId: 41,
	droppedRoots: storyRoots,
	keptRoots: [],
	heldUntil: null,
	deletedPaths: 195_317,
	deletedNarSize: gib(139.5) - 4_299_161,
	unplanned: [],
	unplannedCount: 0,
	left: [
		{
			path: '/nix/store/3g1y4ggpt5d6ft8q3ty6zc7k2n5b0a9w-nss-3.118',
			narSize: 4_299_161,
			reason: 'it came alive: pid 9920 nix build',
		},
	],
	leftCount: 1,
	nixReportedSize: gib(112.6),
	diskFreeBefore: gib(294.1),
	diskFreeAfter: gib(412),
	diskTotal: gib(931),
	durationMs: 151_000,
	remarks: [],
};

function run(change: Partial<Extract<Run, {kind: 'collect'}>>): Run {
	return {
		kind: 'collect',
		plan,
		expected: sizes,
		startedAt: galleryNow - 72_000,
		progress: undefined,
		result: undefined,
		moved: undefined,
		error: undefined,
		isStopping: false,
		...change,
	};
}

const moved = fakePlan({id: 8, readAt: galleryNow + 60_000, narSize: gib(139.9), paths: 195_359});
const many = fakePlan({roots: longRoots(41)});
const hostile = fakePlan({roots: hostileRoots});
const incomplete = fakePlan({
	complete: false,
	unreadable: [
		'processes of other users',
		'/nix/var/nix/temproots/4121',
		'/root/.local/state/nix/profiles',
		'/a',
		'/b',
	],
});
const refused = fakePlan({
	refused: [
		{link: '/run/current-system', reason: 'is never dropped: the running system'},
		{link: '/home/anna/src/ml/result', reason: 'is gone already'},
	],
});
const dead = fakePlan({roots: []});
const nothing = fakePlan({
	roots: [],
	alreadyDead: {paths: 0, narSize: 0},
	newlyDead: {paths: 0, narSize: 0},
	paths: 0,
	narSize: 0,
	commands: [],
	remarks: [],
});
const hold = fakePlan({
	id: 9,
	collects: 'none',
	holdMs: 14 * 86_400_000,
	commands: [['nix-store', '--add-root', '…', '--realise', '…'], ...storyRoots.map(({link}) => ['rm', link])],
	remarks: [],
});

function entry(name: string, description: string, one: PlanAnswer, more: Partial<ExplorerEntry> = {}): ExplorerEntry {
	return {
		name: `collect-${name}`,
		description,
		data: () => fakeData(slotsOf(one)),
		destination: {screen: 'collect', links: planRequest(one).links, collects: 'all-dead'},
		ui: onRoots,
		...more,
	};
}

export const collectStates: readonly ExplorerEntry[] = [
	entry('plan', 'what is dropped and deleted, what is expected, by which commands', plan),
	entry('question', 'the plan as a question', plan, {actions: ['go-on']}),
	entry('hold', 'the roots are held instead', plan, {
		data: () => fakeData([...slotsOf(plan), fakeSlot('holdPlan', 'plan', hold, planRequest(hold))]),
		actions: ['go-on', 'hold'],
	}),
	entry('hold-loading', 'the hold is being planned', plan, {actions: ['hold']}),
	entry('hold-plan', 'a plan to hold, as the command line asks for it', hold, {
		destination: {...destination, holdMs: 14 * 86_400_000} as Destination,
	}),
	entry('loading', 'nothing is known yet', plan, {data: () => fakeData([])}),
	entry('measuring', 'files are measured, caches are asked', plan, {
		data: () =>
			fakeData([
				fakeSlot('plan', 'plan', plan, planRequest(plan)),
				fakePending('planSizes', 'planSizes', {
					event: {type: 'progress', progress: {task: 'measuring files', done: 12_000, total: 195_318}},
				}),
				fakePending('planSources', 'planSources', {
					event: {type: 'caches', cache: 'cache.nixos.org', done: 388, total: 1204},
				}),
			]),
	}),
	entry('unknown', 'neither files nor caches tell', plan, {
		data: () =>
			fakeData([
				fakeSlot('plan', 'plan', plan, planRequest(plan)),
				fakeSlot('planSizes', 'planSizes', {nixReportedSize: null, diskSize: null}, {plan: plan.id}),
				fakeSlot(
					'planSources',
					'planSources',
					{
						...sources,
						fetchable: {paths: 0, narSize: 0},
						unavailable: {paths: 0, narSize: 0},
						unknown: {paths: 1204, narSize: gib(31.6)},
						unreachable: ['cache.nixos.org'],
					},
					{plan: plan.id},
				),
			]),
	}),
	entry('many', 'forty-one roots: the list comes last', many),
	entry('many-end', 'its end', many, {actions: ['last']}),
	entry('hostile', 'names that act on terminals, long ones, wide ones', hostile),
	entry('incomplete', 'an ordinary user: at most', incomplete),
	entry('incomplete-question', 'the same as a question', incomplete, {actions: ['go-on']}),
	entry('refused', 'some roots stay', refused),
	entry('dead', 'what is dead already, no root', dead, {destination: deadOnly}),
	entry('dead-question', 'the same as a question', dead, {destination: deadOnly, actions: ['go-on']}),
	entry('nothing', 'nothing is dead', nothing, {destination: deadOnly}),
	entry(
		'marked',
		'only what dies with the roots',
		{
			...fakePlan({collects: 'only-planned', alreadyDead: {paths: 0, narSize: 0}, paths: 1204, narSize: gib(31.6)}),
			commands: [
				['rm', storyRoots[0]!.link],
				['rm', storyRoots[1]!.link],
				['nix-store', '--delete', '(1204 paths)'],
			],
			remarks: [],
		},
		{actions: ['only-marked'], destination},
	),
	entry('failed-plan', 'the plan cannot be made', plan, {
		data: () => fakeData([fakePending('plan', 'plan', {error: 'the database is locked'})]),
	}),
	entry('checking', 'the roots are read again', plan, {
		data: () => fakeData([], {run: run({startedAt: galleryNow - 900})}),
	}),
	entry('running', 'paths are being deleted', plan, {data: () => fakeData([], {run: run({progress})})}),
	entry('stopping', 'it stops after this path', plan, {
		data: () => fakeData([], {run: run({progress, isStopping: true})}),
	}),
	entry('finishing', 'Nix tidies up', plan, {
		data: () =>
			fakeData([], {
				run: run({
					progress: {...progress, stage: 'finishing', deletedPaths: 195_317, deletedNarSize: gib(139.5)},
					startedAt: galleryNow - 151_000,
				}),
			}),
	}),
	entry('moved', 'the store has moved: the new plan must be looked at', plan, {
		data: () =>
			fakeData([], {
				run: run({
					moved: {plan: moved, words: ['2 roots and 41 paths are new', 'the plan grew by 410 MiB since you looked']},
				}),
			}),
	}),
	entry('result', 'expected beside happened', plan, {data: () => fakeData([], {run: run({result})})}),
	entry('result-hold', 'held, nothing deleted', plan, {
		data: () =>
			fakeData([], {
				run: run({
					plan: hold,
					expected: {nixReportedSize: null, diskSize: null},
					result: {
						...result,
						heldUntil: galleryNow + 14 * 86_400_000,
						deletedPaths: 0,
						deletedNarSize: 0,
						left: [],
						leftCount: 0,
						nixReportedSize: null,
						durationMs: 700,
					},
				}),
			}),
	}),
	entry('result-stopped', 'stopped in the middle', plan, {
		data: () =>
			fakeData([], {
				run: run({
					result: {
						...result,
						outcome: 'cancelled',
						deletedPaths: 84_210,
						deletedNarSize: gib(64.6),
						left: [],
						leftCount: 111_108,
						nixReportedSize: null,
						diskFreeAfter: gib(350),
					},
				}),
			}),
	}),
	entry('result-failed', 'Nix failed, a root was kept, paths nobody planned went', plan, {
		data: () =>
			fakeData([], {
				run: run({
					result: {
						...result,
						outcome: 'failed',
						reason: 'nix-store: error: cannot unlink /nix/store/x: Operation not permitted',
						keptRoots: [{link: storyRoots[2]!.link, reason: 'leads elsewhere now: it was left'}],
						droppedRoots: storyRoots.slice(0, 2),
						deletedPaths: 3,
						unplanned: ['/nix/store/3g1y4ggpt5d6ft8q3ty6zc7k2n5b0a9w-late-1.0'],
						unplannedCount: 1,
					},
				}),
			}),
	}),
	entry('error', 'it failed before it began', plan, {
		data: () => fakeData([], {run: run({error: 'this plan is too old: make it again'})}),
	}),
];
