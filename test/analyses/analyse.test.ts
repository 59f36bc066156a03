import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../source/analyses/analyse.js';
import type {StoreAnalysis} from '../../source/analyses/store-analysis.js';
import {aliveWithout, difference, holdingPairs, reachable, sum} from './brute-force.js';
import {now, type PlainStore, randomStore, readingOf} from './random-reading.js';

const runs = {numRuns: 400};

function property(check: (store: PlainStore, analysis: StoreAnalysis) => void): void {
	fc.assert(
		fc.property(randomStore(), (store) => check(store, analyse(readingOf(store)))),
		runs,
	);
}

const idsOf = (store: PlainStore) => store.sizes.map((_, id) => id);
const sorted = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

test('live paths are those that marking finds', (t) => {
	property((store, analysis) => {
		const alive = aliveWithout(store);
		t.deepEqual(
			[...analysis.live],
			idsOf(store).map((id) => (alive.has(id) ? 1 : 0)),
		);
		t.is(analysis.liveCount, alive.size);
		t.is(analysis.liveNarSize, sum(store, alive));
	});
});

test('retained sizes are what dies when the path goes', (t) => {
	property((store, analysis) => {
		const alive = aliveWithout(store);
		for (const id of idsOf(store)) {
			t.is(analysis.retainedSize(id), sum(store, difference(alive, aliveWithout(store, {path: id}))));
		}
	});
});

test('retained sizes of roots are what dies when one link goes', (t) => {
	property((store, analysis) => {
		const alive = aliveWithout(store);
		for (const root of store.roots.keys()) {
			const left = aliveWithout(store, {roots: new Set([root])});
			t.is(analysis.rootRetainedSize(root), sum(store, difference(alive, left)));
		}
	});
});

test('dominators are what each alone holds the path, nearest first', (t) => {
	property((store, analysis) => {
		const alive = aliveWithout(store);
		for (const id of idsOf(store)) {
			const {paths, holder} = analysis.dominators(id);
			const alone = idsOf(store).filter(
				(other) => alive.has(id) && other !== id && !aliveWithout(store, {path: other}).has(id),
			);
			t.deepEqual(sorted(paths), alone);
			for (const [place, path] of paths.entries()) {
				for (const farther of paths.slice(place + 1)) {
					t.false(aliveWithout(store, {path: farther}).has(path), 'the farther one holds the nearer one');
				}
			}

			const single = [...store.roots.keys()].find(
				(root) => alive.has(id) && !aliveWithout(store, {roots: new Set([root])}).has(id),
			);
			const pid = [1, 2].find((pid) => alive.has(id) && !aliveWithout(store, {pid}).has(id));
			t.deepEqual(holder, single !== undefined ? {root: single} : pid !== undefined ? {pid} : undefined);
			t.deepEqual(analysis.immediateDominator(id), paths[0] ?? holder);
		}
	});
});

test('chains are shortest, and each step is an edge of its kind', (t) => {
	property((store, analysis) => {
		const distances = distancesOf(store);
		for (const id of idsOf(store)) {
			const distance = distances.get(id);
			const chain = analysis.shortestChain(id);
			if (chain === undefined || distance === undefined) {
				t.is(chain === undefined, distance === undefined);
				continue;
			}

			const {root, steps} = chain;
			t.is(steps.length - 1, distance);
			t.true(store.roots[root]!.live);
			t.deepEqual(steps[0], {id: store.roots[root]!.target, via: 'root'});
			t.is(steps.at(-1)!.id, id);
			for (const [place, {id: to, via}] of steps.entries()) {
				if (place > 0) {
					const from = steps[place - 1]!.id;
					const pairs = {root: [], reference: store.references, deriver: store.derivers, output: store.outputs}[via];
					t.true(pairs.some((pair) => pair[0] === from && pair[1] === to));
					t.true(via !== 'deriver' || store.keepDerivations);
					t.true(via !== 'output' || store.keepOutputs);
				}
			}
		}
	});
});

test('a chain names a link before a process', (t) => {
	const store = plain({sizes: [1], roots: [rootAt(0, {pid: 7}), rootAt(0)]});
	t.is(analyse(readingOf(store)).shortestChain(0)?.root, 1);
});

test('roots holding a path are those from which it is reached', (t) => {
	property((store, analysis) => {
		for (const id of idsOf(store)) {
			const holding = [...store.roots.keys()].filter((root) => {
				const {target, live} = store.roots[root]!;
				return live && reachable(target, holdingPairs(store)).has(id);
			});
			t.deepEqual(analysis.rootsHolding(id), holding);
		}
	});
});

test('closures follow references only; one by one and all at once they are the same', (t) => {
	property((store, analysis) => {
		const ids = idsOf(store);
		const expected = ids.map((id) => reachable(id, store.references));
		t.deepEqual(
			ids.map((id) => sorted(analysis.closure(id))),
			expected.map((closure) => sorted(closure)),
		);
		const sizes = expected.map((closure) => sum(store, closure));
		t.deepEqual(
			ids.map((id) => analysis.closureSize(id)),
			sizes,
		);
		t.deepEqual([...analysis.closureSizes(ids)], sizes);

		// Many, with repeats and out of order, take the other way.
		const many = Array.from({length: 1500}, (_, index) => ids[(index * 7) % ids.length]!);
		const done: number[] = [];
		t.deepEqual(
			[...analysis.closureSizes(many, (count) => done.push(count))],
			many.map((id) => sizes[id]!),
		);
		t.is(done.at(-1), many.length);
	});
});

test('what a member brings into a closure is what is missing without it', (t) => {
	property((store, analysis) => {
		for (const id of idsOf(store)) {
			const {members, retained} = analysis.retainedInClosure(id);
			const all = reachable(id, store.references);
			t.deepEqual([...members], [...analysis.closure(id)]);
			t.deepEqual(
				[...retained],
				[...members].map((member) => sum(store, difference(all, reachable(id, store.references, member)))),
			);
		}
	});
});

test('dead referrers are all dead paths above a dead one', (t) => {
	property((store, analysis) => {
		const alive = aliveWithout(store);
		for (const id of idsOf(store)) {
			const above = idsOf(store).filter(
				(other) => other !== id && !alive.has(id) && reachable(other, store.references).has(id),
			);
			t.deepEqual(sorted(analysis.deadReferrers(id)), above);
		}
	});
});

test('what several links free together is what marking without them does not find', (t) => {
	fc.assert(
		fc.property(randomStore(), fc.infiniteStream(fc.boolean()), (store, choice) => {
			const dropped = [...store.roots.keys()].filter(() => choice.next().value);
			const {ids, narSize} = analyse(readingOf(store)).freedBy(dropped);
			const expected = difference(aliveWithout(store), aliveWithout(store, {roots: new Set(dropped)}));
			t.deepEqual([...ids], expected);
			t.is(narSize, sum(store, expected));
		}),
		runs,
	);
});

test('proposed roots free enough, none of them in vain; all that help when there is not enough', (t) => {
	fc.assert(
		fc.property(randomStore(), fc.nat(5000), (store, bytes) => {
			const candidates = [...store.roots.keys()].filter((root) => root % 3 !== 2);
			const freed = (roots: readonly number[]) =>
				sum(store, difference(aliveWithout(store), aliveWithout(store, {roots: new Set(roots)})));
			const proposed = analyse(readingOf(store)).proposeRoots(bytes, candidates, now);
			t.true(proposed.every((root) => candidates.includes(root) && store.roots[root]!.live));
			t.is(new Set(proposed).size, proposed.length);
			const possible = freed(candidates);
			if (possible >= bytes) {
				t.true(freed(proposed) >= bytes);
			} else {
				t.is(freed(proposed), possible);
			}

			const goal = Math.min(bytes, possible);
			for (const root of proposed) {
				t.true(freed(proposed.filter((other) => other !== root)) < goal);
			}
		}),
		runs,
	);
});

test('the oldest and largest are proposed first', (t) => {
	const store = plain({
		sizes: [500, 400, 10],
		roots: [rootAt(0, {ageDays: 1}), rootAt(1, {ageDays: 300}), rootAt(2, {ageDays: 400})],
	});
	const analysis = analyse(readingOf(store));
	t.deepEqual(analysis.proposeRoots(100, [0, 1, 2], now), [1]);
	t.deepEqual(analysis.proposeRoots(450, [0, 1, 2], now), [0]);
	t.deepEqual(analysis.proposeRoots(901, [0, 1, 2], now), [1, 2, 0]);
	t.deepEqual(analysis.proposeRoots(0, [0, 1, 2], now), []);
});

test('generations that share everything are proposed together', (t) => {
	const store = plain({sizes: [1000], roots: [rootAt(0, {ageDays: 9}), rootAt(0, {ageDays: 30}), rootAt(0)]});
	t.deepEqual(analyse(readingOf(store)).proposeRoots(1, [0, 1, 2], now), [1, 0, 2]);
	t.deepEqual(analyse(readingOf(store)).proposeRoots(1, [0, 1], now), []);
});

test('two entries for one link are one link', (t) => {
	const reading = readingOf(plain({sizes: [7], roots: [rootAt(0), rootAt(0)]}));
	const [first] = reading.roots.roots;
	const analysis = analyse({...reading, roots: {...reading.roots, roots: [first!, {...first!, entry: '/elsewhere'}]}});
	t.is(analysis.rootRetainedSize(0), 7);
	t.is(analysis.rootRetainedSize(1), 7);
	t.deepEqual(analysis.dominators(0).holder, {root: 0});
	t.deepEqual(analysis.rootsHolding(0), [0, 1]);
	t.is(analysis.freedBy([1]).narSize, 7);
});

test('temporary roots protect by digest, other roots by the whole name', (t) => {
	const reading = readingOf(plain({sizes: [7], roots: [rootAt(0)]}));
	const lock = {...reading.roots.roots[0]!, target: `${reading.graph.names.path(0)}.lock`};
	const liveWith = (root: typeof lock) => [...analyse({...reading, roots: {...reading.roots, roots: [root]}}).live];
	t.deepEqual(liveWith({...lock, kind: 'temporary'}), [1]);
	t.deepEqual(liveWith(lock), [0]);
});

test('a chain of references as long as a store does not overflow the stack', (t) => {
	const length = 200_000;
	const references = Array.from({length: length - 1}, (_, id) => [id, id + 1] as const);
	const sizes = new Array<number>(length).fill(1);
	const analysis = analyse(readingOf(plain({sizes, references, roots: [rootAt(0)]})));
	t.is(analysis.rootRetainedSize(0), length);
	t.is(analysis.retainedSize(length - 1), 1);
	t.is(analysis.shortestChain(length - 1)?.steps.length, length);
	t.deepEqual(analysis.closure(0), Uint32Array.from(sizes.keys()));
	t.is(analysis.closureSizes(new Uint32Array(100))[99], length);
	t.is(analysis.dominators(length - 1).paths.length, length - 1);
});

test('a store without paths and without roots', (t) => {
	const analysis = analyse(readingOf(plain({sizes: []})));
	t.is(analysis.liveCount, 0);
	t.is(analysis.closureSizes([]).length, 0);
	t.is(analysis.freedBy([]).narSize, 0);
	t.deepEqual(analysis.proposeRoots(1, [], now), []);
});

function plain(store: Partial<PlainStore>): PlainStore {
	return {
		sizes: [],
		references: [],
		derivers: [],
		outputs: [],
		roots: [],
		keepOutputs: false,
		keepDerivations: true,
		...store,
	};
}

function rootAt(target: number, root: Partial<PlainStore['roots'][number]> = {}): PlainStore['roots'][number] {
	return {target, pid: null, ageDays: 0, live: true, ...root};
}

function distancesOf(store: PlainStore): Map<number, number> {
	const distances = new Map<number, number>();
	for (const {target, live} of store.roots) {
		if (live) {
			distances.set(target, 0);
		}
	}

	const pairs = holdingPairs(store);
	for (let level = 0; level < store.sizes.length; level++) {
		for (const [from, to] of pairs) {
			if (distances.get(from) === level && !distances.has(to)) {
				distances.set(to, level + 1);
			}
		}
	}

	return distances;
}
