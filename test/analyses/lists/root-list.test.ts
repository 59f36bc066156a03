import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../../source/analyses/analyse.js';
import {jointTotal} from '../../../source/analyses/lists/joint-total.js';
import {createListCache} from '../../../source/analyses/lists/list-cache.js';
import type {RootColumn, RootListRequest, RootRow} from '../../../source/analyses/lists/list-rows.js';
import {rootList} from '../../../source/analyses/lists/root-list.js';
import type {StoreAnalysis} from '../../../source/analyses/store-analysis.js';
import {laptopReading, now, systemLink} from '../answers/laptop.js';
import {rootOf, smallReading} from '../answers/small-store.js';
import {randomListStore} from './random-list-store.js';

const columns: readonly RootColumn[] = ['kind', 'link', 'made', 'frees', 'closure'];

const everything: RootListRequest = {
	filter: '',
	kinds: [],
	sort: {column: 'frees', isReversed: false},
	window: {at: undefined, index: 0, count: 100},
};

function list(analysis: StoreAnalysis, more: Partial<RootListRequest> = {}, cache = createListCache()) {
	return rootList(analysis, {...everything, ...more}, {now, heldUntil: new Map([['/home/anna/result-1', 7]])}, cache);
}

test('what may be dropped stands first, then what is protected, processes, and what holds nothing', (t) => {
	const rows = list(analyse(laptopReading)).rows;
	t.deepEqual(
		rows.map(({id, count, retainedSize, closureSize, refusal}) => [id, count, retainedSize, closureSize, refusal]),
		[
			['/home/anna/ml/.direnv/flake-profile', 1, 8, 128, null],
			[systemLink(1), 1, 7, 415, null],
			['/home/anna/src/result', 1, 0, 436, null],
			[systemLink(2), 1, 0, 436, null],
			[systemLink(3), 1, 9, 429, 'is never dropped: the current generation of system'],
			['{temp:99}', 1, 0, 0, 'is the temporary root of a running Nix: wait until that is done'],
			['pid 4121', 2, 0, null, rows[6]!.refusal],
			['/home/anna/gone/result', 1, null, null, rows[7]!.refusal],
		],
	);
	t.regex(rows[6]!.refusal!, /^is held by process 4121 \(.*firefox --new-tab\), which nixscope never ends/);
	t.regex(rows[7]!.refusal!, /^is gone already and holds nothing/);
});

test('filters: kind, link, command and number of a process', (t) => {
	const analysis = analyse(laptopReading);
	const found = (more: Partial<RootListRequest>) => list(analysis, more).rows.map(({id}) => id);
	t.deepEqual(found({filter: 'direnv'}), ['/home/anna/ml/.direnv/flake-profile']);
	t.deepEqual(found({filter: 'nixos 3'}), [systemLink(3)]);
	t.deepEqual(found({filter: 'firefox'}), ['pid 4121']);
	t.deepEqual(found({filter: 'pid 4121'}), ['pid 4121']);
	t.deepEqual(found({filter: '~/src'}), ['/home/anna/src/result']);
	t.deepEqual(found({kinds: ['direnv', 'process']}), ['/home/anna/ml/.direnv/flake-profile', 'pid 4121']);
	t.deepEqual(found({kinds: ['protected']}), [systemLink(3)]);
	t.is(list(analysis, {filter: 'direnv'}).totalCount, 8);
});

const request = fc.record({
	filter: fc.constantFrom('', 'result', 'anna', 'bin/prog', 'x'),
	kinds: fc.subarray(['result', 'direnv', 'process', 'protected'] as const),
	sort: fc.record({column: fc.constantFrom(...columns), isReversed: fc.boolean()}),
	window: fc.constant(everything.window),
});

test('each root stands in one row; rows are in the order of the column, what has no value last', (t) => {
	fc.assert(
		fc.property(randomListStore, fc.array(request, {minLength: 1, maxLength: 3}), (reading, requests) => {
			const analysis = analyse(reading);
			const cache = createListCache();
			const {roots} = reading.roots;
			const all = list(analysis, {}, cache).rows;
			const idOf = (root: (typeof roots)[number]) =>
				root.kind === 'process' && root.state === 'live' ? `pid ${root.process!.pid}` : root.link;
			t.deepEqual(all.map(({id}) => id).sort(), [...new Set(roots.map(idOf))].sort());
			for (const row of all) {
				const members = [...roots.keys()].filter((index) => idOf(roots[index]!) === row.id);
				const live = members.filter((index) => roots[index]!.state === 'live');
				t.is(row.retainedSize, live.length === 0 ? null : analysis.freedBy(live).narSize);
				t.is(row.heldUntil, row.root.link === '/home/anna/result-1' ? 7 : null);
			}

			for (const one of requests) {
				const {rows} = list(analysis, one, cache);
				t.deepEqual(
					rows.map(({id}) => id).sort(),
					all
						.filter((row) => isMeant(row, one))
						.map(({id}) => id)
						.sort(),
				);
				const values = rows.map((row) => placeValue(row, one.sort.column));
				const known = values.filter((value) => value !== null);
				t.deepEqual(values.slice(0, known.length), known);
				if (one.sort.column === 'frees') {
					continue;
				}

				const isFalling = (one.sort.column === 'closure') !== one.sort.isReversed;
				const sorted = known.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
				t.deepEqual(known, isFalling ? sorted.reverse() : sorted);
			}
		}),
		{numRuns: 300},
	);
});

function isMeant({root, refusal}: RootRow, {filter, kinds}: RootListRequest): boolean {
	const text = `${root.kind === 'nixos-generation' ? 'NixOS' : root.kind.replace('nixscope-', '')} ${root.link} ${root.process?.command ?? ''} anna`;
	return (
		(kinds.length === 0 ||
			kinds.includes(root.kind) ||
			(refusal?.startsWith('is never dropped') === true && kinds.includes('protected'))) &&
		text.includes(root.process === null || filter !== 'anna' ? filter : '')
	);
}

/** Frees: what may not be dropped comes after the rest, so that values alone do not tell the place. */
function placeValue({root, retainedSize, closureSize}: RootRow, column: RootColumn): string | number | null {
	switch (column) {
		case 'kind':
			return (
				{result: 'result', direnv: 'direnv', process: 'process', 'nixos-generation': 'NixOS'}[root.kind as string] ??
				'hold'
			);
		case 'link':
			return root.link;
		case 'made':
			return root.modifiedAt;
		case 'frees':
			return root.state === 'live' ? retainedSize : null;
		case 'closure':
			return closureSize;
	}
}

test('the wanted row stays in the window when the order changes', (t) => {
	const analysis = analyse(laptopReading);
	for (const column of columns) {
		const all = list(analysis, {sort: {column, isReversed: true}}).rows;
		for (const [place, {id}] of all.entries()) {
			const {rows, atIndex, first} = list(analysis, {
				sort: {column, isReversed: true},
				window: {at: id, index: 99, count: 2},
			});
			t.is(atIndex, place);
			t.is(rows[atIndex - first]?.id, id);
		}
	}
});

test('a link that was found in two ways is one root; temporary roots of one process are one row', (t) => {
	const link = rootOf('/nix/var/nix/profiles/p-1-link', 'a');
	const temporary = {kind: 'temporary', process: {pid: 9, command: 'nix build', user: 'anna'}} as const;
	const reading = smallReading({
		paths: {a: {size: 5}, b: {size: 6}, c: {size: 7}},
		roots: [
			link,
			{...link, entry: '/nix/var/nix/gcroots/auto/x'},
			rootOf('{temp:9}', 'b', temporary),
			rootOf('{temp:9}', 'c', temporary),
		],
	});
	t.deepEqual(
		list(analyse(reading)).rows.map(({id, count, retainedSize}) => [id, count, retainedSize]),
		[
			['/nix/var/nix/profiles/p-1-link', 1, 5],
			['{temp:9}', 2, 13],
		],
	);
});

test('joint totals are what marked roots free together', (t) => {
	fc.assert(
		fc.property(randomListStore, fc.array(fc.nat(7), {maxLength: 5}), (reading, chosen) => {
			const analysis = analyse(reading);
			const {roots} = reading.roots;
			const links = chosen.map((number) => `/home/anna/result-${number}`);
			const total = jointTotal(analysis, links);
			const never = new Set(roots.filter((root) => root.protected).map(({link}) => link));
			const able = [...new Set(links)].filter(
				(link) => !never.has(link) && roots.some((root) => root.link === link && root.state === 'live'),
			);
			const of = (wanted: readonly string[]) =>
				[...roots.keys()].filter((index) => wanted.includes(roots[index]!.link));
			t.deepEqual(total.links, able);
			t.deepEqual([...total.gone].sort(), [...new Set(links)].filter((link) => !able.includes(link)).sort());
			t.is(total.narSize, analysis.freedBy(of(able)).narSize);
			t.is(total.paths, analysis.freedBy(of(able)).ids.length);
			t.deepEqual(
				total.alone,
				able.map((link) => analysis.freedBy(of([link])).narSize),
			);
		}),
		{numRuns: 300},
	);
});
