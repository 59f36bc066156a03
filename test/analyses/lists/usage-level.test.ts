import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../../source/analyses/analyse.js';
import type {UsageNode} from '../../../source/analyses/answers/answer.js';
import {usageAnswer} from '../../../source/analyses/answers/usage.js';
import {createListCache} from '../../../source/analyses/lists/list-cache.js';
import type {UsageColumn, UsageLevelRequest, UsageRow} from '../../../source/analyses/lists/list-rows.js';
import {usageDetail} from '../../../source/analyses/lists/usage-detail.js';
import {usageLevel} from '../../../source/analyses/lists/usage-level.js';
import {laptopReading, systemLink} from '../answers/laptop.js';
import {digest, rootOf, smallReading} from '../answers/small-store.js';
import {randomListStore} from './random-list-store.js';

const top: UsageLevelRequest = {
	node: undefined,
	filter: '',
	sort: {column: 'retained', isReversed: false},
	open: [],
	window: {at: undefined, index: 0, count: 100},
};

test('levels are those of the usage answer, each adds up, and the trail leads there', (t) => {
	fc.assert(
		fc.property(randomListStore, (reading) => {
			const analysis = analyse(reading);
			const cache = createListCache();
			const {nodes, total} = usageAnswer(analysis, {depth: undefined});
			const below = Map.groupBy(nodes, ({parent}) => parent);
			const ids = new Set<string>();
			const visit = (node: string | undefined, answer: UsageNode | undefined, trail: readonly string[]) => {
				const level = usageLevel(analysis, {...top, node}, cache);
				const expected = (below.get(answer?.id ?? null) ?? []).toSorted((a, b) => b.retainedSize - a.retainedSize);
				t.deepEqual(level.rows.map(sizesOf).sort(), expected.map(sizesOfNode).sort());
				t.deepEqual(
					level.rows.map(({retainedSize}) => retainedSize),
					expected.map(({retainedSize}) => retainedSize),
				);
				const sum = level.rows.reduce((size, row) => size + row.retainedSize, 0);
				t.is(level.retainedSize, (level.narSize ?? 0) + sum);
				t.is(level.retainedSize, answer?.retainedSize ?? total);
				t.is(level.storeNarSize, total);
				t.deepEqual(
					level.trail.map(({id}) => id),
					trail,
				);
				const left = [...expected];
				for (const row of level.rows) {
					t.false(ids.has(row.id));
					ids.add(row.id);
					const place = left.findIndex((one) => sizesOfNode(one) === sizesOf(row));
					const [same] = left.splice(place, 1);
					t.is(row.childCount, below.get(same!.id)?.length ?? 0);
					visit(row.id, same, [...trail, row.id]);
				}
			};
			visit(undefined, undefined, []);
		}),
		{numRuns: 150},
	);
});

function sizesOf({path, kind, name, narSize, retainedSize}: UsageRow): string {
	return JSON.stringify([path ?? name, kind === 'path' ? (narSize ?? 0) : 0, retainedSize]);
}

function sizesOfNode({path, link, group, narSize, retainedSize}: UsageNode): string {
	return JSON.stringify([path ?? link ?? group, narSize, retainedSize]);
}

test('a level sorts by every column; the row that is wanted is in the window', (t) => {
	const sort = fc.record({
		column: fc.constantFrom<UsageColumn>('retained', 'nar', 'name'),
		isReversed: fc.boolean(),
	});
	fc.assert(
		fc.property(
			randomListStore,
			sort,
			fc.constantFrom('', 'lib', 'link'),
			fc.boolean(),
			(reading, one, filter, isOpen) => {
				const analysis = analyse(reading);
				const cache = createListCache();
				for (const node of [undefined, 'dead:', 'group:result', 'shared:']) {
					const plain = usageLevel(analysis, {...top, node}, cache).rows;
					const open = isOpen ? plain.map(({id}) => id) : [];
					const all = usageLevel(analysis, {...top, node, sort: one, filter, open}, cache);
					const rows = all.rows.filter(({depth}) => depth === 0);
					t.deepEqual(
						rows.map(({id}) => id).sort(),
						plain
							.filter(({name}) => filter === '' || fits(name, filter))
							.map(({id}) => id)
							.sort(),
					);
					t.is(all.matchCount, all.rows.length);
					t.is(all.totalCount, usageLevel(analysis, {...top, node, open}, cache).rows.length);
					const values = rows.map((row) => (one.column === 'retained' ? row.retainedSize : row.narSize));
					const known = values.filter((value) => value !== null);
					if (one.column !== 'name' && filter === '') {
						t.deepEqual(values.slice(0, known.length), known);
						t.deepEqual(
							known,
							known.toSorted((a, b) => (one.isReversed ? a - b : b - a)),
						);
					}

					for (const [place, {id}] of all.rows.entries()) {
						const window = {at: id, index: 0, count: 3};
						const piece = usageLevel(analysis, {...top, node, sort: one, filter, open, window}, cache);
						t.is(piece.atIndex, place);
						t.deepEqual(piece.rows, all.rows.slice(piece.first, piece.first + 3));
					}
				}
			},
		),
		{numRuns: 100},
	);
});

function fits(name: string, filter: string): boolean {
	const text = name.toLowerCase();
	const reach = 3 * filter.length + 2;
	return [...text].some((_, at) => {
		let found = 0;
		for (const letter of text.slice(at, at + reach)) {
			found += letter === filter[found] ? 1 : 0;
		}

		return text[at] === filter[0] && found === filter.length;
	});
}

test('open rows show what stands first below them, and how many more', (t) => {
	const names = ['a', 'b', 'c', 'd', 'e'];
	const reading = smallReading({
		paths: {
			...Object.fromEntries(names.map((name, place) => [`${name}-1`, {size: 10 * (place + 1)}])),
			all: {size: 1, references: names.map((name) => `${name}-1`)},
			two: {size: 1, references: ['x-1']},
			'x-1': {size: 2},
		},
		roots: [rootOf('/r', 'all'), rootOf('/s', 'two')],
	});
	const analysis = analyse(reading);
	const paths = usageLevel(analysis, {...top, node: 'link:/r', open: [`path:/nix/store/${digest(5)}-all`]});
	t.deepEqual(
		paths.rows.map(({name, depth, isLast, retainedSize, narSize, childCount}) => [
			name,
			depth,
			isLast,
			retainedSize,
			narSize,
			childCount,
		]),
		[
			['all', 0, true, 151, 1, 5],
			['e-1', 1, false, 50, 50, 0],
			['d-1', 1, false, 40, 40, 0],
			['c-1', 1, false, 30, 30, 0],
			['2 more', 1, true, 30, 30, 2],
		],
	);
	const links = usageLevel(analysis, {...top, node: 'group:result', open: ['link:/s', 'link:/gone']});
	t.deepEqual(
		links.rows.map(({id, depth, isLast, link}) => [id, depth, isLast, link]),
		[
			['link:/r', 0, false, '/r'],
			['link:/s', 0, true, '/s'],
			[`path:/nix/store/${digest(6)}-two`, 1, true, null],
		],
	);
});

const laptopAnalysis = analyse(laptopReading);

test('names, trails, and links that can be dropped', (t) => {
	const level = usageLevel(laptopAnalysis, {...top, node: `path:/nix/store/${digest(6)}-firefox-145.0`});
	t.deepEqual(
		level.trail.map(({name}) => name),
		['shared by roots of several kinds', `shared by 2 roots: ${systemLink(3)}, pid 4121 firefox`, 'firefox-145.0'],
	);
	const links = (node: string) => usageLevel(laptopAnalysis, {...top, node}).rows.map(({link}) => link);
	t.deepEqual(links('group:nixos-generation'), [systemLink(1), systemLink(2)]);
	t.deepEqual(links('group:protected'), [null]);
	t.deepEqual(links('pid:4121'), [null, null]);
	t.deepEqual(usageLevel(laptopAnalysis, {...top, node: 'link:/gone'}).trail, []);
	t.deepEqual(usageLevel(laptopAnalysis, {...top, node: 'path:/nix/store/gone'}).trail, []);
	t.is(usageLevel(laptopAnalysis, {...top, node: 'dead:'}).matchCount, 3);
});

test('details: who needs it, what frees it', (t) => {
	const detail = (id: string) => usageDetail(laptopAnalysis, id);
	t.deepEqual(detail(`path:/nix/store/${digest(0)}-glibc-2.42`), {
		neededBy: ['firefox-144.0', 'firefox-145.0', 'openssl-3.5.4'],
		neededByCount: 4,
		freedBy: [],
		alsoFreed: null,
	});
	t.deepEqual(detail(`path:/nix/store/${digest(3)}-openssl-3.5.4-dev`), {
		neededBy: ['project-env'],
		neededByCount: 1,
		freedBy: ['/home/anna/ml/.direnv/flake-profile'],
		alsoFreed: 3,
	});
	t.deepEqual(detail('link:/home/anna/ml/.direnv/flake-profile'), {
		neededBy: [],
		neededByCount: 0,
		freedBy: ['/home/anna/ml/.direnv/flake-profile'],
		alsoFreed: 0,
	});
	t.deepEqual(detail('pid:4121').freedBy, ['pid 4121 firefox']);
	const [shared] = usageLevel(laptopAnalysis, {...top, node: 'shared:'}).rows;
	t.is(detail(shared!.id).neededByCount, 3);
	for (const id of ['group:result', 'dead:', 'gone', `path:/nix/store/${digest(12)}-hello-2.12.2`, 'rest:dead:']) {
		t.deepEqual(detail(id), {neededBy: [], neededByCount: 0, freedBy: [], alsoFreed: null});
	}
});
