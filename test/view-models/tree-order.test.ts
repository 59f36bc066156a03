import test from 'ava';
import fc from 'fast-check';
import {built, type FakeBuild, FakeStateBuilder, planned, running} from '../../source/gallery/fake-state.js';
import {computeTreeOrder} from '../../source/view-models/tree-order.js';
import {computeTreeStatuses} from '../../source/view-models/tree-statuses.js';

/** @param edges Pairs of positions; the larger one is needed by the smaller one, so that there is no cycle. */
function graphOf(size: number, edges: readonly (readonly [number, number])[]) {
	const story = new FakeStateBuilder();
	const builds = Array.from({length: size}, (_, index) => story.build(`b${index}`, planned()));
	const seen = new Set<string>();
	for (const [left, right] of edges) {
		const [above, below] = [Math.min(left, right) % size, Math.max(left, right) % size].sort((a, b) => a - b);
		if (above !== below && !seen.has(`${above} ${below}`)) {
			seen.add(`${above} ${below}`);
			story.needs(builds[above!]!, builds[below!]!);
		}
	}

	return {story, builds, state: story.state()};
}

const graphs = fc
	.integer({min: 1, max: 30})
	.chain((size) =>
		fc.tuple(fc.constant(size), fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), {maxLength: 80})),
	);

function longestAbove(build: FakeBuild): number {
	return Math.max(0, ...build.dependents.map((dependent) => longestAbove(dependent as FakeBuild) + 1));
}

test('the parent of a build is the dependent that waits longest for it', (t) => {
	fc.assert(
		fc.property(graphs, ([size, edges]) => {
			const {state, builds} = graphOf(size, edges);
			const order = computeTreeOrder(state);
			return builds.every((build) => {
				const parent = order.parent[build.index]!;
				if (parent === -1) {
					return build.dependents.length === 0;
				}

				return (
					build.dependents.includes(builds[parent]!) &&
					longestAbove(builds[parent]!) + 1 === longestAbove(build) &&
					order.depth[build.index] === longestAbove(build)
				);
			});
		}),
		{numRuns: 200},
	);
	t.pass();
});

test('every build is in exactly one place of one root', (t) => {
	fc.assert(
		fc.property(graphs, ([size, edges]) => {
			const order = computeTreeOrder(graphOf(size, edges).state);
			const owned = order.roots.reduce((sum, root) => sum + order.subtreeSize[root]!, 0);
			return (
				owned === size &&
				new Set(order.preorder).size === size &&
				[...order.preorder].every((build, position) => order.position[build] === position) &&
				[...order.parent.keys()].every((build) => {
					const parent = order.parent[build]!;
					return parent === -1 ? order.root[build] === build : order.root[build] === order.root[parent];
				})
			);
		}),
		{numRuns: 200},
	);
	t.pass();
});

test('a cycle of a damaged recording is drawn, not followed', (t) => {
	const story = new FakeStateBuilder();
	const [a, b, c] = ['a', 'b', 'c'].map((name) => story.build(name, planned())) as [FakeBuild, FakeBuild, FakeBuild];
	story.needs(a, b);
	story.needs(b, c);
	story.needs(c, a, c);
	const order = computeTreeOrder(story.state());
	t.deepEqual([...order.preorder].sort(), [0, 1, 2]);
	t.is(order.subtreeSize[order.roots[0]!], 3);
});

test('the critical path is the longest chain that is not finished, and ends in what was finished last', (t) => {
	const story = new FakeStateBuilder();
	const root = story.build('root', planned());
	const short = story.build('short', running(0));
	const middle = story.build('middle', planned());
	const deep = story.build('deep', running(0));
	const early = story.build('early', built(0, 5));
	const late = story.build('late', built(0, 9));
	story.needs(root, short, middle);
	story.needs(middle, deep);
	story.needs(deep, early, late);
	const state = story.state();
	const {critical, remaining} = computeTreeStatuses(state, computeTreeOrder(state));
	t.deepEqual([...critical], [root.index, middle.index, deep.index, late.index]);
	t.is(remaining[root.index], 3);
	t.is(remaining[late.index], 0);
});

test('transfers hang below the deepest build that needs them', (t) => {
	const story = new FakeStateBuilder();
	const root = story.build('root', planned());
	const other = story.build('other', planned());
	const deep = story.build('deep', planned());
	story.needs(root, deep);
	const needed = story.transfer('needed', {name: 'planned'});
	const loose = story.transfer('loose', {name: 'planned'});
	story.needsPath(root, needed);
	story.needsPath(deep, needed);
	const order = computeTreeOrder(story.state());
	t.is(order.transferParent[needed.index], deep.index);
	t.is(order.transferParent[loose.index], -1);
	t.deepEqual(order.roots, [root.index, other.index]);
});

test('a hundred thousand builds are ordered in linear time', (t) => {
	const time = (size: number) => {
		const {state} = graphOf(
			size,
			Array.from({length: size * 3}, (_, index) => [(index * 7919) % size, (index * 104729 + 13) % size] as const),
		);
		const start = performance.now();
		computeTreeStatuses(state, computeTreeOrder(state));
		return performance.now() - start;
	};
	time(5000);
	const small = Math.max(2, time(12_500));
	const large = time(100_000);
	// Eight times as many: a quadratic step would make it 64 times.
	t.true(large < small * 40 + 200, `${small} ms, ${large} ms`);
});
