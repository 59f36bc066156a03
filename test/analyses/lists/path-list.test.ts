import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../../source/analyses/analyse.js';
import {createListCache} from '../../../source/analyses/lists/list-cache.js';
import type {PathColumn, PathListRequest, PathListRow} from '../../../source/analyses/lists/list-rows.js';
import {pathList, pathListSteps} from '../../../source/analyses/lists/path-list.js';
import {compareNames, compareVersions} from '../../../source/analyses/lists/text-ranks.js';
import {listedName} from '../../../source/analyses/package-version.js';
import {finished} from '../../../source/analyses/steps.js';
import type {StoreAnalysis} from '../../../source/analyses/store-analysis.js';
import {laptopReading} from '../answers/laptop.js';
import {digest, smallReading} from '../answers/small-store.js';
import {randomListStore} from './random-list-store.js';

const columns: readonly PathColumn[] = ['name', 'version', 'nar', 'retains', 'closure', 'used', 'added'];
const filters = ['', 'lib', 'LIB', 'libX', 'clang', 'lc', '21', 'lib 20', 'nothing', '0000000', `${digest(2)}-h`];

const everything: PathListRequest = {
	filter: '',
	which: 'all',
	isGrouped: false,
	open: [],
	sort: {column: 'name', isReversed: false},
	window: {at: undefined, index: 0, count: 100},
};

const request = fc.record({
	filter: fc.constantFrom(...filters),
	which: fc.constantFrom('all', 'live', 'dead'),
	isGrouped: fc.boolean(),
	open: fc.subarray(['libclang', 'glibc', 'libX11', 'source', 'not-there']),
	sort: fc.record({column: fc.constantFrom(...columns), isReversed: fc.boolean()}),
	window: fc.constant(everything.window),
}) as fc.Arbitrary<PathListRequest>;

/** What a row may be called by its filter: plainly, word by word. */
function plainFit(name: string, word: string): number {
	const isExact = word !== word.toLowerCase();
	const text = isExact ? name : name.toLowerCase();
	const starts = [...text].map((_, at) => at).filter((at) => text.startsWith(word, at));
	if (starts.some((at) => at === 0 || startsAt(name, at))) {
		return 3;
	}

	if (starts.length > 0) {
		return 2;
	}

	const reach = 2 * word.length + 1;
	const fits = [...text].some(
		(letter, at) =>
			letter === word[0] && (at === 0 || startsAt(name, at)) && isSubsequence(word, text.slice(at, at + reach)),
	);
	return fits ? 1 : 0;
}

function startsAt(name: string, at: number): boolean {
	const [before = '', here = ''] = [name[at - 1], name[at]];
	return (
		!/[a-zA-Z0-9]/.test(before) ||
		(/\d/.test(here) && !/\d/.test(before)) ||
		(/[A-Z]/.test(here) && !/[A-Z]/.test(before))
	);
}

function isSubsequence(word: string, text: string): boolean {
	let found = 0;
	for (const letter of text) {
		found += letter === word[found] ? 1 : 0;
	}

	return found === word.length;
}

/** The plainest list of what is in the store. */
function plainList(analysis: StoreAnalysis, {filter, which, isGrouped, open, sort}: PathListRequest): PathListRow[] {
	const {graph, unreadable} = analysis.reading;
	const {names, referrers} = graph;
	const matched = [...Array(names.count).keys()]
		.filter((id) => which === 'all' || (analysis.live[id] === 1) === (which === 'live'))
		.map((id) => {
			const byName = filter
				.split(' ')
				.filter(Boolean)
				.map((word) => plainFit(names.name(id), word));
			const byDigest = filter.length >= 7 && names.baseName(id).startsWith(filter) ? 3 : 0;
			return {id, fit: Math.max(byDigest, Math.min(3, ...byName))};
		})
		.filter(({fit}) => fit > 0);
	const usersOf = (ids: readonly number[]) =>
		new Set(
			ids
				.flatMap((id) => [...referrers.targets.subarray(referrers.offsets[id]!, referrers.offsets[id + 1]!)])
				.filter((user) => !ids.includes(user)),
		).size;
	const rowOf = (id: number): PathListRow => ({
		id: names.path(id),
		name: listedName(names.name(id)).name,
		version: listedName(names.name(id)).version,
		live: analysis.live[id] === 1 ? true : unreadable.length > 0 ? 'unknown' : false,
		narSize: graph.isSized[id] === 1 ? graph.narSizes[id]! : null,
		retainedSize: analysis.live[id] === 1 ? analysis.retainedSize(id) : null,
		closureSize: analysis.closureSize(id),
		referrers: usersOf([id]),
		registrationTime: Number.isNaN(graph.registrationTimes[id]!) ? null : graph.registrationTimes[id]!,
		group: null,
		isInGroup: false,
	});
	const sum = (sizes: readonly (number | null)[]) => {
		const known = sizes.filter((size) => size !== null);
		return known.length === 0 ? null : known.reduce((total, size) => total + size, 0);
	};
	const newestOf = (members: readonly Entry[]) =>
		members.reduce((best, one) => {
			const [isLive, wasLive] = [one.row.live === true, best.row.live === true];
			const order = compareVersions(one.row.version, best.row.version);
			const isLater = (one.row.registrationTime ?? Number.NaN) > (best.row.registrationTime ?? Number.NaN);
			return (isLive === wasLive ? (order === 0 ? isLater : order > 0) : isLive) ? one : best;
		});
	type Entry = {row: PathListRow; fit: number; below: Entry[]; newest: string};
	const entries = matched.map(
		({id, fit}): Entry => ({row: rowOf(id), fit, below: [], newest: listedName(names.name(id)).version}),
	);
	const grouped = [...Map.groupBy(entries, ({row}) => row.name)].map(([name, members]): Entry => {
		if (members.length === 1) {
			return members[0]!;
		}

		const ids = members.map(({row}) => names.findBaseName(row.id.slice('/nix/store/'.length)));
		const closure = new Set(ids.flatMap((id) => [...analysis.closure(id)]));
		const highest = ids.filter((id) => !analysis.dominators(id).paths.some((above) => ids.includes(above)));
		const times = members.map(({row}) => row.registrationTime).filter((time) => time !== null);
		const row: PathListRow = {
			id: `name:${name}`,
			name,
			version: '',
			live: members.some((one) => one.row.live === true) ? true : members[0]!.row.live,
			narSize: sum(members.map((one) => one.row.narSize)),
			retainedSize: sum(highest.map((id) => (analysis.live[id] === 1 ? analysis.retainedSize(id) : null))),
			closureSize: [...closure].reduce((total, id) => total + graph.narSizes[id]!, 0),
			referrers: usersOf(ids),
			registrationTime: times.length === 0 ? null : Math.max(...times),
			group: {
				count: ids.length,
				liveCount: members.filter((one) => one.row.live === true).length,
				newest: newestOf(members).row.id,
				versions: new Set(members.map((one) => one.row.version)).size,
				isOpen: open.includes(name),
			},
			isInGroup: false,
		};
		const newest = members
			.map((one) => one.row.version)
			.toSorted(compareVersions)
			.at(-1)!;
		const below = open.includes(name) ? members.map((one) => ({...one, row: {...one.row, isInGroup: true}})) : [];
		return {row, fit: Math.max(...members.map((one) => one.fit)), below, newest};
	});
	const placeValue = ({row, newest}: Entry): number | string | null => {
		switch (sort.column) {
			case 'nar':
				return row.narSize;
			case 'retains':
				return row.retainedSize;
			case 'closure':
				return row.closureSize;
			case 'used':
				return row.referrers;
			case 'added':
				return row.registrationTime;
			case 'version':
				return newest === '' ? null : newest;
			default:
				return row.name;
		}
	};
	const isText = sort.column === 'name' || sort.column === 'version';
	const sign = (isText || sort.column === 'added') !== sort.isReversed ? 1 : -1;
	const compare = (a: Entry, b: Entry) => {
		const [first, second] = [placeValue(a), placeValue(b)];
		if (first === null || second === null) {
			return Number(first === null) - Number(second === null);
		}

		return (
			sign *
			(sort.column === 'version'
				? compareVersions(String(first), String(second))
				: isText
					? compareNames(String(first), String(second))
					: Number(first) - Number(second))
		);
	};
	const order = (list: readonly Entry[]) => list.toSorted(compare).toSorted((a, b) => b.fit - a.fit);
	const top = isGrouped ? grouped : entries;
	return order(top).flatMap(({row, below}) => [row, ...order(below).map((one) => one.row)]);
}

/** Rows as one text each, so that those which are equal in the column may stand in any order. */
function sortable(rows: readonly PathListRow[]): string[] {
	return rows.map((row) => JSON.stringify(row, Object.keys(row).sort().concat('count', 'versions', 'isOpen'))).sort();
}

test('every list has the rows of the plain one, in an order that the column allows', (t) => {
	fc.assert(
		fc.property(randomListStore, fc.array(request, {minLength: 1, maxLength: 4}), (reading, requests) => {
			const analysis = analyse(reading);
			const cache = createListCache();
			for (const one of requests) {
				const expected = plainList(analysis, one);
				const found = pathList(analysis, one, cache);
				t.deepEqual(sortable(found.rows), sortable(expected));
				const paths = plainList(analysis, {...one, isGrouped: false});
				t.deepEqual(placesIn(found.rows, one, paths), placesIn(expected, one, paths));
				t.is(found.matchCount, expected.length);
				t.is(found.totalCount, plainList(analysis, {...one, filter: ''}).length);
				t.is(found.complete, reading.unreadable.length === 0);
			}
		}),
		{numRuns: 400},
	);
});

/** What decides about places: of rows, and of the rows below each group. Groups that are equal stand in any order. */
function placesIn(rows: readonly PathListRow[], one: PathListRequest, paths: readonly PathListRow[]): unknown {
	const newest = (name: string) =>
		paths
			.filter((path) => path.name === name)
			.map(({version}) => version)
			.toSorted(compareVersions)
			.at(-1)!;
	const groups = rows.filter(({group}) => group?.isOpen);
	return {
		rows: rows
			.filter(({isInGroup}) => !isInGroup)
			.map((row) => valueIn(row.group === null ? row : {...row, version: newest(row.name)}, one)),
		below: groups
			.map(({name}) => [name, rows.filter((row) => row.isInGroup && row.name === name).map((row) => valueIn(row, one))])
			.sort(),
		areBelow: rows.every((row, place) => !row.isInGroup || rows[place - 1]?.name === row.name),
	};
}

function valueIn(row: PathListRow, {sort}: PathListRequest): unknown {
	const values: Record<PathColumn, unknown> = {
		name: row.name,
		version: row.version,
		nar: row.narSize,
		retains: row.retainedSize,
		closure: row.closureSize,
		used: row.referrers,
		added: row.registrationTime,
	};
	return values[sort.column];
}

test('a window is a piece of the list; the row that is wanted is in it, wherever it has gone', (t) => {
	const place = fc.record({index: fc.integer({min: -3, max: 30}), count: fc.nat(8), nth: fc.nat(20)});
	fc.assert(
		fc.property(randomListStore, request, request, place, (reading, before, after, {index, count, nth}) => {
			const analysis = analyse(reading);
			const cache = createListCache();
			const chosen = pathList(analysis, before, cache).rows[nth];
			const all = pathList(analysis, after);
			const window = {at: chosen?.id, index, count};
			const list = pathList(analysis, {...after, window}, cache);
			t.deepEqual(list.rows, all.rows.slice(list.first, list.first + count));
			t.is(list.rows.length, Math.min(count, all.rows.length));
			const same = all.rows.findIndex(({id}) => id === chosen?.id);
			if (same >= 0) {
				t.is(list.atIndex, same);
			}

			t.true(list.atIndex === 0 || list.atIndex < all.rows.length);
			if (count > 0 && all.rows.length > 0) {
				t.true(list.atIndex >= list.first && list.atIndex < list.first + list.rows.length);
			}
		}),
		{numRuns: 300},
	);
});

const laptopAnalysis = analyse(laptopReading);

function namesOf(more: Partial<PathListRequest>): string[] {
	return pathList(laptopAnalysis, {...everything, ...more}).rows.map(
		({name, version, group, isInGroup}) => `${isInGroup ? '  ' : ''}${name} ${group === null ? version : group.count}`,
	);
}

test('versions of a package are one row that opens; outputs and sources are other packages', (t) => {
	t.deepEqual(namesOf({isGrouped: true, open: ['firefox', 'hello'], filter: 'fox'}), [
		'firefox 2',
		'  firefox 145.0',
		'  firefox 144.0',
		'firefox.drv 145.0',
	]);
	t.deepEqual(namesOf({isGrouped: true, filter: 'openssl'}), ['openssl 2', 'openssl-dev 3.5.4']);
	t.deepEqual(namesOf({isGrouped: true, open: ['hello'], filter: 'hello'}), [
		'hello 2',
		'  hello 2.12.2',
		'  hello 2.12.1',
		'hello.tar.gz 2.12.2',
	]);
});

test('filters: words, capitals, digests and store paths', (t) => {
	t.deepEqual(namesOf({filter: 'ssl 3.5'}), ['openssl 3.5.4', 'openssl-dev 3.5.4']);
	t.deepEqual(namesOf({filter: '  fire 144 '}), ['firefox 144.0']);
	t.deepEqual(namesOf({filter: 'Fire'}), []);
	t.deepEqual(namesOf({filter: 'frfx'}), ['firefox 145.0', 'firefox 144.0', 'firefox.drv 145.0']);
	t.deepEqual(namesOf({filter: 'nixos145'}), []);
	const first = digest(1).slice(0, 31);
	t.is(namesOf({filter: first}).length, 10);
	t.deepEqual(namesOf({filter: digest(1)}), ['openssl 3.4.0']);
	t.deepEqual(namesOf({filter: `/nix/store/${digest(1)}-openssl-3.4.0/bin/openssl`}), ['openssl 3.4.0']);
	t.deepEqual(namesOf({filter: `/nix/store/${digest(1)}-opensesame`}), []);
	t.deepEqual(namesOf({filter: '/nix/store/nothing'}), []);
});

test('what starts a word stands before what does not, whatever its size', (t) => {
	const reading = smallReading({
		paths: {'glibc-2.42': {size: 100}, 'libX11-1.8': {size: 3}, 'l-i-b-1': {size: 500}, 'my-lib-2': {size: 4}},
	});
	const {rows} = pathList(analyse(reading), {...everything, filter: 'lib', sort: {column: 'nar', isReversed: false}});
	t.deepEqual(
		rows.map(({name}) => name),
		['my-lib', 'libX11', 'glibc', 'l-i-b'],
	);
});

test('a path that is in a shut group is found at its group, a group at its first path', (t) => {
	const at = `/nix/store/${digest(5)}-firefox-144.0`;
	const grouped = pathList(laptopAnalysis, {...everything, isGrouped: true, window: {at, index: 0, count: 1}});
	t.is(grouped.rows[0]?.id, 'name:firefox');
	const plain = pathList(laptopAnalysis, {...everything, window: {at: 'name:firefox', index: 0, count: 1}});
	t.is(plain.rows[0]?.id, `/nix/store/${digest(6)}-firefox-145.0`);
});

test('a list that is given up is made anew; what belongs to another reading is forgotten', (t) => {
	const cache = createListCache();
	const steps = pathListSteps(laptopAnalysis, {...everything, isGrouped: true}, cache);
	steps.next();
	steps.next();
	steps.return?.(undefined as never);
	const expected = pathList(laptopAnalysis, {...everything, isGrouped: true});
	t.deepEqual(pathList(laptopAnalysis, {...everything, isGrouped: true}, cache), expected);
	const other = analyse(smallReading({paths: {a: {size: 1}}}));
	t.is(pathList(other, everything, cache).matchCount, 1);
	t.deepEqual(pathList(laptopAnalysis, {...everything, isGrouped: true}, cache), expected);
});

test('the order by closures tells how far it is', (t) => {
	const told: (readonly [number, number])[] = [];
	const sort = {column: 'closure', isReversed: false} as const;
	const request = {...everything, sort};
	const found = finished(
		pathListSteps(laptopAnalysis, request, createListCache(), (done, total) => told.push([done, total])),
	);
	t.deepEqual(told.at(-1), [15, 15]);
	t.deepEqual(found.rows, pathList(laptopAnalysis, request).rows);
});
