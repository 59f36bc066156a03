import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../../source/analyses/analyse.js';
import {holderTree} from '../../../source/analyses/lists/holder-tree.js';
import type {HolderRow, NeedsRow, TreeRequest} from '../../../source/analyses/lists/list-rows.js';
import {needsTree} from '../../../source/analyses/lists/needs-tree.js';
import type {StoreAnalysis} from '../../../source/analyses/store-analysis.js';
import {laptopReading, systemLink} from '../answers/laptop.js';
import {digest, rootOf, smallReading} from '../answers/small-store.js';
import {randomListStore} from './random-list-store.js';

type Row = HolderRow | NeedsRow;

const start: TreeRequest = {path: '', opened: [], shut: [], window: {at: undefined, index: 0, count: 100_000}};

function outline(rows: readonly Row[]): string[] {
	return rows.map((row) => {
		const sign = row.isRepeated ? '=' : row.canOpen ? (row.isOpen ? '-' : '+') : ' ';
		return `${'  '.repeat(row.depth)}${sign} ${row.name}${'via' in row ? ` ${row.via ?? ''}` : ''}`.trimEnd();
	});
}

const laptopAnalysis = analyse(laptopReading);

function idOf(analysis: StoreAnalysis, path: string): number {
	return analysis.reading.graph.names.findBaseName(path.slice('/nix/store/'.length));
}

test('what holds a path, with the shortest way to a root open at first', (t) => {
	const {rows} = holderTree(laptopAnalysis, 1, start);
	t.deepEqual(outline(rows), [
		'- firefox-144.0 reference',
		'  + nixos-system-2 reference',
		'  - nixos-system-1 reference',
		`      ${systemLink(1)} root`,
	]);
	t.like(rows[3], {id: systemLink(1), kind: 'root', retainedSize: 7, isProtected: false});
	const more = holderTree(laptopAnalysis, 1, {...start, opened: [rows[1]!.key], shut: [rows[2]!.key]});
	t.deepEqual(outline(more.rows), [
		'- firefox-144.0 reference',
		'  - nixos-system-2 reference',
		'      /home/anna/src/result root',
		`      ${systemLink(2)} root`,
		'  + nixos-system-1 reference',
	]);
	t.is(holderTree(laptopAnalysis, 1, {...start, shut: [rows[0]!.key]}).matchCount, 1);
	const held = holderTree(laptopAnalysis, 6, {...start, opened: [`${digest(9)}-nixos-system-3`]}).rows;
	t.deepEqual(outline(held), ['- nixos-system-3 reference', `    ${systemLink(3)} root`, '  pid 4121 firefox process']);
	t.like(held[1], {isProtected: true, retainedSize: 9});
	t.like(held[2], {id: 'pid 4121', kind: 'process', isProtected: false});
	t.is(held[2]?.root?.process?.user, 'anna');
	t.deepEqual(outline(holderTree(laptopAnalysis, 4, start).rows), [
		'- firefox-145.0 deriver',
		'  + nixos-system-3 reference',
		'    pid 4121 firefox process',
	]);
});

test('a dead path is held by what refers to it', (t) => {
	const rows = holderTree(laptopAnalysis, 11, start).rows;
	t.deepEqual(outline(rows), ['  hello-2.12.2 reference']);
	t.is(rows[0]?.retainedSize, null);
	t.deepEqual(holderTree(laptopAnalysis, 12, start).rows, []);
});

test('what a path needs, the largest closure first', (t) => {
	const {rows} = needsTree(laptopAnalysis, 6, start);
	t.deepEqual(outline(rows), ['+ openssl-3.5.4', '  glibc-2.42']);
	t.deepEqual(outline(needsTree(laptopAnalysis, 6, {...start, opened: [rows[0]!.key]}).rows), [
		'- openssl-3.5.4',
		'    glibc-2.42',
		'= glibc-2.42',
	]);
});

test('more than fifty end in a row that opens to all; roots are always there', (t) => {
	const users = Array.from({length: 70}, (_, index) => `user-${index}`);
	const reading = smallReading({
		paths: {
			base: {size: 1},
			...Object.fromEntries(users.map((name, index) => [name, {size: index + 5, references: ['base']}])),
			all: {size: 1, references: users},
		},
		roots: [rootOf('/r', 'base'), rootOf('/s', 'all')],
	});
	const analysis = analyse(reading);
	const {rows} = holderTree(analysis, 0, start);
	t.is(rows.length, 51);
	t.is(rows[49]?.name, '/r');
	t.like(rows[50], {name: '21 more', kind: 'more', id: '', canOpen: true, isOpen: false});
	const all = holderTree(analysis, 0, {...start, opened: [rows[50]!.key], window: {...start.window, at: rows[3]!.key}});
	t.is(all.matchCount, 71);
	t.is(all.atIndex, 3);
	t.deepEqual(all.rows.slice(0, 49), rows.slice(0, 49));
	const needed = needsTree(analysis, idOf(analysis, `/nix/store/${digest(71)}-all`), start);
	t.is(needed.matchCount, 51);
	t.is(needed.rows[50]?.name, '20 more');
});

test('a way as long as a store is open for some steps', (t) => {
	const length = 3000;
	const reading = smallReading({
		paths: Object.fromEntries(
			Array.from({length}, (_, index) => [`p${index}`, {size: 1, references: index === 0 ? [] : [`p${index - 1}`]}]),
		),
		roots: [rootOf('/r', `p${length - 1}`)],
	});
	const {rows} = holderTree(analyse(reading), 0, start);
	t.is(rows.length, 101);
	t.like(rows.at(-1), {canOpen: true, isOpen: false});
});

/** Opens random rows one after the other, and asks what must hold for all trees. */
test('trees are what holds and what is needed; no path is open twice, and there is an end', (t) => {
	fc.assert(
		fc.property(
			randomListStore,
			fc.nat(),
			fc.array(fc.nat(), {maxLength: 12}),
			fc.boolean(),
			(reading, which, choices, isHolder) => {
				const analysis = analyse(reading);
				const {names, references} = reading.graph;
				const id = which % names.count;
				const opened: string[] = [];
				const shut: string[] = [];
				const tree = (window = start.window): {readonly rows: readonly Row[]; atIndex: number; first: number} => {
					const request = {...start, opened, shut, window};
					return isHolder ? holderTree(analysis, id, request) : needsTree(analysis, id, request);
				};
				const below = (path: number): string[] => {
					if (!isHolder) {
						return [...references.targets.subarray(references.offsets[path]!, references.offsets[path + 1]!)]
							.map((to) => names.path(to))
							.sort();
					}

					if (analysis.live[path] === 0) {
						const {offsets, targets} = reading.graph.referrers;
						return [...targets.subarray(offsets[path]!, offsets[path + 1]!)].map((from) => names.path(from)).sort();
					}

					const roots = reading.roots.roots.filter(
						({state, target}) => state === 'live' && target === names.path(path),
					);
					return [
						...new Set([
							...analysis.heldBy(path).map((holder) => names.path(holder.id)),
							...roots.map(({process, link}) => (process === null ? link : `pid ${process.pid}`)),
						]),
					].sort();
				};

				const first = tree().rows;
				if (isHolder && analysis.live[id] === 1) {
					const steps = analysis.shortestChain(id)!.steps;
					const way = steps
						.slice(0, -1)
						.map((step) => names.path(step.id))
						.reverse();
					t.deepEqual(
						first.filter(({isOpen}) => isOpen).map((row) => row.id),
						way,
					);
					t.true(first.some(({kind, depth}) => kind !== 'path' && depth === way.length));
				} else {
					t.deepEqual(
						first.filter(({isOpen}) => isOpen),
						[],
					);
				}

				for (const choice of choices) {
					const able = tree().rows.filter(({canOpen}) => canOpen);
					const row = able[choice % Math.max(1, able.length)];
					if (row !== undefined) {
						(row.isOpen && choice % 2 === 0 ? shut : opened).push(row.key);
					}
				}

				const {rows} = tree();
				t.is(new Set(rows.map(({key}) => key)).size, rows.length);
				const seen = new Set([names.path(id)]);
				const check = (above: number, depth: number, begin: number): number => {
					const children: Row[] = [];
					let place = begin;
					while (place < rows.length && rows[place]!.depth === depth) {
						const row = rows[place++]!;
						children.push(row);
						if (row.kind === 'path') {
							t.is(row.isRepeated, seen.has(row.id));
							seen.add(row.id);
						}

						t.true(!row.isOpen || row.canOpen);
						t.is(row.canOpen, row.kind === 'path' && !row.isRepeated && below(idOf(analysis, row.id)).length > 0);
						place = row.isOpen ? check(idOf(analysis, row.id), depth + 1, place) : place;
					}

					t.deepEqual(children.map((row) => row.id).sort(), below(above));
					const sizes = children.map((row) => ('closureSize' in row ? row.closureSize : row.retainedSize)!);
					t.deepEqual(
						sizes,
						sizes.toSorted((a, b) => b - a),
					);
					return place;
				};
				t.is(check(id, 0, 0), rows.length);

				for (const [place, {key}] of rows.entries()) {
					const piece = tree({at: key, index: 0, count: 3});
					t.is(piece.atIndex, place);
					t.deepEqual(piece.rows, rows.slice(piece.first, piece.first + 3));
				}
			},
		),
		{numRuns: 300},
	);
});
