import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../../source/analyses/analyse.js';
import {groupName} from '../../../source/analyses/answers/root-words.js';
import {usageAnswer} from '../../../source/analyses/answers/usage.js';
import {createListCache} from '../../../source/analyses/lists/list-cache.js';
import {pathList} from '../../../source/analyses/lists/path-list.js';
import {overview} from '../../../source/analyses/lists/store-overview.js';
import {listedName} from '../../../source/analyses/package-version.js';
import {day, laptop, laptopReading, now} from '../answers/laptop.js';
import {rootOf, smallReading} from '../answers/small-store.js';
import {randomListStore} from './random-list-store.js';

test('a laptop at a glance', (t) => {
	const found = overview(analyse(laptopReading), {now});
	t.like(found, {
		complete: true,
		storeDirectory: '/nix/store',
		paths: 15,
		narSize: 863,
		protected: {paths: 5, narSize: 430},
		otherLive: {paths: 7, narSize: 331},
		dead: {paths: 3, narSize: 102},
		unregistered: 1,
		sharedNarSize: 737,
		idleRoots: 1,
		danglingRoots: 1,
		rootCount: 8,
		expiredHolds: 0,
	});
	t.deepEqual(found.heldAlone, [
		{kind: 'protected', count: 1, narSize: 9},
		{kind: 'direnv', count: 1, narSize: 8},
		{kind: 'nixos-generation', count: 2, narSize: 7},
		{kind: 'result', count: 1, narSize: 0},
		{kind: 'process', count: 1, narSize: 0},
		{kind: 'temporary', count: 1, narSize: 0},
	]);
	t.deepEqual(found.packages.slice(0, 2), [
		{name: 'firefox', versions: 2, paths: 2, retainedSize: 609, narSize: 590},
		{name: 'glibc', versions: 1, paths: 1, retainedSize: 100, narSize: 100},
	]);
	t.deepEqual(found.duplicates, [
		{name: 'firefox', versions: 2, narSize: 590, besideNewest: 290},
		{name: 'openssl', versions: 2, narSize: 38, besideNewest: 18},
		{name: 'nixos-system', versions: 3, narSize: 24, besideNewest: 15},
	]);
});

test('parts add up; numbers are those of the usage tree; packages count what is inside another once', (t) => {
	fc.assert(
		fc.property(randomListStore, (reading) => {
			const analysis = analyse(reading);
			const found = overview(analysis, {now}, createListCache());
			const usage = usageAnswer(analysis, {depth: undefined});
			t.is(found.narSize, usage.total);
			t.is(found.protected.narSize + found.otherLive.narSize + found.dead.narSize, usage.total);
			t.is(found.protected.paths + found.otherLive.paths + found.dead.paths, found.paths);
			const alone = found.heldAlone.reduce((sum, {narSize}) => sum + narSize, 0);
			t.is(alone + found.sharedNarSize, analysis.liveNarSize);
			const top = new Map(usage.nodes.filter(({parent}) => parent === null).map((node) => [node.group, node]));
			t.is(found.sharedNarSize, top.get('shared by roots of several kinds')?.retainedSize ?? 0);
			for (const {kind, narSize, count} of found.heldAlone) {
				const group = top.get(groupName(kind));
				t.is(narSize, group!.retainedSize);
				const roots = usage.nodes.filter(
					({parent, group: name}) => parent === group?.id && !name?.startsWith('shared by'),
				);
				t.is(count, roots.length);
			}

			const {names, narSizes} = reading.graph;
			const live = [...Array(names.count).keys()].filter(
				(id) => analysis.live[id] === 1 && !names.name(id).endsWith('.drv'),
			);
			for (const {name, versions, paths, retainedSize, narSize} of found.packages) {
				const ids = live.filter((id) => listedName(names.name(id)).name === name);
				const highest = ids.filter((id) => !analysis.dominators(id).paths.some((above) => ids.includes(above)));
				t.is(paths, ids.length);
				t.is(
					narSize,
					ids.reduce((sum, id) => sum + narSizes[id]!, 0),
				);
				t.is(
					retainedSize,
					highest.reduce((sum, id) => sum + analysis.retainedSize(id), 0),
				);
				t.is(versions, new Set(ids.map((id) => listedName(names.name(id)).version)).size);
			}

			// Each has the numbers of its row in the list of live paths.
			const window = {at: undefined, index: 0, count: 1000};
			const sort = {column: 'retains', isReversed: false} as const;
			const list = pathList(analysis, {filter: '', which: 'live', isGrouped: true, open: [], sort, window});
			for (const {name, versions, paths, retainedSize} of found.packages) {
				const row = list.rows.find((one) => one.name === name);
				t.is(row?.retainedSize, retainedSize, name);
				t.is(row?.group?.versions ?? 1, versions, name);
				t.is(row?.group?.count ?? 1, paths, name);
			}

			t.is(found.packages.length, new Set(live.map((id) => listedName(names.name(id)).name)).size);
			t.deepEqual(
				found.duplicates.map(({name}) => name).sort(),
				found.packages
					.filter(({versions}) => versions > 1)
					.map(({name}) => name)
					.sort(),
			);
		}),
		{numRuns: 300},
	);
});

test('what a collection deletes is told apart from what is dead: paths without files stay', (t) => {
	const paths = {a: {size: 1}, b: {size: 2}, c: {size: 4, references: ['b']}};
	const found = (missing: readonly number[] | undefined) => {
		const {dead, collectable} = overview(analyse({...smallReading({paths}), ...(missing && {missing})}), {now});
		return {dead, collectable};
	};
	t.deepEqual(found(undefined), {dead: {paths: 3, narSize: 7}, collectable: {paths: 3, narSize: 7}});
	t.deepEqual(found([0]), {dead: {paths: 3, narSize: 7}, collectable: {paths: 2, narSize: 6}});
	// One that holds what is there goes with it.
	t.deepEqual(found([2]), {dead: {paths: 3, narSize: 7}, collectable: {paths: 3, narSize: 7}});
});

test('months are the last twelve, by registration; none where no time is known', (t) => {
	const readAt = new Date(2026, 10, 20).getTime();
	const paths = {
		now: {size: 1, registeredAt: readAt - day},
		'first-of-month': {size: 2, registeredAt: new Date(2026, 10, 1).getTime()},
		'last-of-month': {size: 4, registeredAt: new Date(2026, 10, 1).getTime() - 1},
		'a-year-ago': {size: 8, registeredAt: new Date(2025, 11, 1).getTime()},
		older: {size: 16, registeredAt: new Date(2025, 11, 1).getTime() - 1},
		unknown: {size: 32},
	};
	const {months} = overview(analyse({...smallReading({paths}), readAt}), {now});
	t.is(months.length, 12);
	t.deepEqual(months[0], {month: '2025-12', narSize: 8});
	t.deepEqual(months.slice(-2), [
		{month: '2026-10', narSize: 4},
		{month: '2026-11', narSize: 3},
	]);
	t.deepEqual(overview(analyse(smallReading({paths: {a: {size: 1}}})), {now}).months, []);
});

test('holds whose time is over are what they free together', (t) => {
	const reading = smallReading({
		paths: {a: {size: 1}, b: {size: 2, references: ['a']}, c: {size: 4, references: ['a']}},
		roots: ['b', 'c'].map((name) => rootOf(`/holds/${name}`, name, {kind: 'nixscope-hold'})),
	});
	const expired = (b: number, c: number) => {
		const heldUntil = new Map([
			['/holds/b', b],
			['/holds/c', c],
		]);
		return overview(analyse(reading), {now, heldUntil}).expiredHolds;
	};
	t.is(expired(now + 1, now + 1), 0);
	t.is(expired(now, now + 1), 2);
	t.is(expired(now - 1, now), 7);
});

test('what was not listed is not known', (t) => {
	t.is(overview(analyse(smallReading({...laptop, unregistered: null})), {now}).unregistered, null);
});
