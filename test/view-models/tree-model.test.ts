import test from 'ava';
import fc from 'fast-check';
import type {BuildStatus} from '../../source/build/build.js';
import type {BuildState} from '../../source/build/build-state.js';
import {built, type FakeBuild, FakeStateBuilder, failed, planned, running} from '../../source/gallery/fake-state.js';
import {laptopStory, storyNow} from '../../source/gallery/laptop-story.js';
import {initialUi} from '../../source/view-models/monitor-ui.js';
import {buildKey, type NodeKey} from '../../source/view-models/node-key.js';
import type {Fold} from '../../source/view-models/tree-choice.js';
import type {TreeRow} from '../../source/view-models/tree-layout.js';
import {createTreeKeeper} from '../../source/view-models/tree-model.js';
import {statusCodes, transferCodes} from '../../source/view-models/tree-statuses.js';

const size = {height: 20, maximumDepth: 12, quotes: true};

function rowsOf(state: BuildState, height = 20, folds: ReadonlyMap<NodeKey, Fold> = new Map()): readonly TreeRow[] {
	return createTreeKeeper().update(state, {...initialUi, folds}, undefined, {...size, height}, 1000).rows;
}

/** Builds and transfers by status code, in the rows and in the counts of what is folded. */
function sums(state: BuildState, rows: readonly TreeRow[]) {
	const builds = Array<number>(7).fill(0);
	const transfers = Array<number>(4).fill(0);
	for (const row of rows) {
		const hidden = row.kind === 'fold' ? row.counts : row.kind === 'build' ? row.hidden : undefined;
		const counted = [...(hidden?.builds ?? []), ...(hidden?.downloads ?? []), ...(hidden?.uploads ?? [])];
		if (hidden !== undefined && hidden.total !== counted.reduce((sum, count) => sum + count, 0)) {
			throw new Error(`a total of ${hidden.total} is not the sum of ${counted.join(' ')}`);
		}

		for (const [code, count] of (hidden?.builds ?? []).entries()) {
			builds[code]! += count;
		}

		for (const [code, count] of [...(hidden?.downloads.entries() ?? []), ...(hidden?.uploads.entries() ?? [])]) {
			transfers[code]! += count;
		}

		if (row.kind === 'build') {
			builds[statusCodes[state.builds[row.build]!.status.name]]!++;
		} else if (row.kind === 'transfer') {
			transfers[transferCodes[state.transfers[row.transfer]!.status.name]]!++;
		}
	}

	return {builds, transfers};
}

function totals(state: BuildState) {
	const builds = Array<number>(7).fill(0);
	const transfers = Array<number>(4).fill(0);
	for (const {status} of state.builds) {
		builds[statusCodes[status.name]]!++;
	}

	for (const {status} of state.transfers) {
		transfers[transferCodes[status.name]]!++;
	}

	return {builds, transfers};
}

const statuses: readonly (() => BuildStatus)[] = [
	planned,
	() => ({name: 'waiting', for: 'slot', since: 0}),
	() => running(10),
	() => built(0, 100),
	() => failed(0, 100, {}),
	() => ({name: 'cancelled', startedAt: undefined, stoppedAt: 5}),
	() => ({name: 'dependency-failed', stoppedAt: 5, culprit: undefined}),
	() => ({name: 'interrupted', startedAt: 1, stoppedAt: 5}),
];

const stories = fc.record({
	statuses: fc.array(fc.nat(statuses.length - 1), {minLength: 1, maxLength: 40}),
	edges: fc.array(fc.tuple(fc.nat(39), fc.nat(39)), {maxLength: 80}),
	transfers: fc.array(fc.tuple(fc.nat(3), fc.boolean(), fc.nat(60)), {maxLength: 12}),
	folds: fc.array(fc.tuple(fc.nat(39), fc.boolean()), {maxLength: 4}),
	height: fc.integer({min: 1, max: 30}),
});

type Story = typeof stories extends fc.Arbitrary<infer Value> ? Value : never;

function stateOf({statuses: codes, edges, transfers}: Story): BuildState {
	const story = new FakeStateBuilder();
	const builds = codes.map((code, index) => story.build(`b${index}`, statuses[code]!()));
	const seen = new Set<string>();
	for (const [left, right] of edges) {
		const [above, below] = [Math.min(left, right), Math.max(left, right)];
		if (below < builds.length && above !== below && !seen.has(`${above} ${below}`)) {
			seen.add(`${above} ${below}`);
			story.needs(builds[above] as FakeBuild, builds[below] as FakeBuild);
		}
	}

	const transferStatuses = [
		{name: 'planned'},
		{name: 'running', startedAt: 0},
		{name: 'completed', startedAt: 0, stoppedAt: 1},
		{name: 'failed', startedAt: 0, stoppedAt: 1, message: ''},
	] as const;
	for (const [code, isUpload, dependent] of transfers) {
		const transfer = story.transfer('t', transferStatuses[code]!, {kind: isUpload ? 'upload' : 'download'});
		if (dependent < builds.length) {
			story.needsPath(builds[dependent]!, transfer);
		}
	}

	return story.state();
}

test('rows and counted lines add up to the plan', (t) => {
	fc.assert(
		fc.property(stories, (story) => {
			const state = stateOf(story);
			const folds = new Map<NodeKey, Fold>(
				story.folds.map(([build, isFolded]) => [
					buildKey(build % state.builds.length),
					isFolded ? 'folded' : 'unfolded',
				]),
			);
			const rows = rowsOf(state, story.height, folds);
			t.deepEqual(sums(state, rows), totals(state));
		}),
		{numRuns: 300},
	);
});

test('without what the user unfolds the tree is no higher than its place', (t) => {
	fc.assert(
		fc.property(stories, (story) => rowsOf(stateOf(story), story.height + 2).length <= story.height + 2),
		{numRuns: 300},
	);
	t.pass();
});

test('nothing is drawn in full twice', (t) => {
	fc.assert(
		fc.property(stories, (story) => {
			const keys = rowsOf(stateOf(story), story.height).flatMap(({key}) => (key === undefined ? [] : [key]));
			return new Set(keys).size === keys.length;
		}),
		{numRuns: 200},
	);
	t.pass();
});

test('failed and running builds come before anything else', (t) => {
	const {state} = laptopStory();
	for (const height of [10, 12, 20]) {
		const shown = new Set(rowsOf(state, height).flatMap((row) => (row.kind === 'build' ? [row.build] : [])));
		const musts = state.builds.filter(({status}) => status.name === 'running' || status.name === 'failed');
		for (const {index, name} of musts) {
			t.true(shown.has(index), `${name} at ${height}`);
		}
	}
});

test('rows keep their order while other things change', (t) => {
	const story = new FakeStateBuilder();
	const root = story.build('root', planned());
	const parts = Array.from({length: 30}, (_, index) =>
		story.build(`part-${index}`, index < 3 ? running(index) : planned()),
	);
	story.needs(root, ...parts);
	// One state that changes in place, as the real one does.
	const state = {...story.state()};
	const keeper = createTreeKeeper();
	const order = (now: number) => {
		const {rows} = keeper.update(state, initialUi, undefined, {...size, height: 12}, now);
		return rows.flatMap((row) => (row.kind === 'build' ? [state.builds[row.build]!.name] : []));
	};

	let before = order(0);
	for (let step = 0; step < 25; step++) {
		const now = 1000 * (step + 1);
		const next = parts.find(({status}) => status.name === 'running')!;
		next.status = built(0, now);
		parts.find(({status}) => status.name === 'planned')!.status = running(now);
		(state as {version: number}).version++;
		const after = order(now);
		const both = before.filter((name) => after.includes(name));
		t.deepEqual(
			after.filter((name) => both.includes(name)),
			both,
			`step ${step}`,
		);
		t.true(after.includes(next.name), 'what has just finished stays');
		before = after;
	}
});

test('a row that has just finished keeps its place even when all rows are needed', (t) => {
	const story = new FakeStateBuilder();
	const root = story.build('root', planned());
	const parts = Array.from({length: 20}, (_, index) =>
		story.build(`part-${index}`, index < 6 ? running(index) : planned()),
	);
	story.needs(root, ...parts);
	const state = {...story.state()};
	const keeper = createTreeKeeper();
	const shown = (now: number) =>
		keeper
			.update(state, initialUi, undefined, {...size, height: 8}, now)
			.rows.flatMap((row) => (row.kind === 'build' ? [row.build] : []));
	t.true(shown(0).includes(parts[0]!.index));
	parts[0]!.status = built(0, 5000);
	(state as {version: number}).version++;
	t.true(shown(5500).includes(parts[0]!.index));
	parts[7]!.status = running(6000);
	(state as {version: number}).version++;
	t.false(shown(6500).includes(parts[0]!.index), 'after a second the row is given to what runs');
	t.true(shown(6500).includes(parts[7]!.index));
});

test('a folded build stands for all below it, an unfolded one shows all', (t) => {
	const {state} = laptopStory();
	const systemPath = state.builds.find(({name}) => name === 'system-path')!;
	const folded = rowsOf(state, 20, new Map([[buildKey(systemPath.index), 'folded']]));
	const row = folded.find((candidate) => candidate.kind === 'build' && candidate.build === systemPath.index);
	t.true(row?.kind === 'build' && row.hidden !== undefined && row.hidden.total > 100);
	t.false(
		folded.some((candidate) => candidate.kind === 'build' && state.builds[candidate.build]!.name.startsWith('rustc')),
	);
	const unfolded = rowsOf(state, 20, new Map([[buildKey(systemPath.index), 'unfolded']]));
	t.true(unfolded.length > 100);
	t.deepEqual(sums(state, unfolded), totals(state));
});

test('a second mention says where the build is drawn', (t) => {
	const {state, scipy} = laptopStory();
	const rows = createTreeKeeper().update(state, initialUi, undefined, {...size, height: 24}, storyNow).rows;
	const full = rows.findIndex((row) => row.kind === 'build' && row.build === scipy.index);
	const mention = rows.findIndex((row) => row.kind === 'mention' && row.build === scipy.index);
	t.true(full !== -1 && mention > full);
	t.false((rows[mention] as TreeRow & {kind: 'mention'}).isBelow);
});
