import test from 'ava';
import fc from 'fast-check';
import {analyse} from '../../../source/analyses/analyse.js';
import type {UsageAnswer, UsageNode} from '../../../source/analyses/answers/answer.js';
import {sharing} from '../../../source/analyses/answers/sharing.js';
import {usageAnswer} from '../../../source/analyses/answers/usage.js';
import {adjacencyOf} from '../../../source/store/adjacency.js';
import type {RootKind} from '../../../source/store/root.js';
import {laptopReading} from './laptop.js';
import {rootOf, smallReading} from './small-store.js';

/** One line a node: indented, with the retained size and the node's own bytes. */
function outline({nodes}: UsageAnswer): string[] {
	const below = Map.groupBy(nodes, ({parent}) => parent);
	const lines = (parent: number | null, indent: string): string[] =>
		(below.get(parent) ?? []).flatMap((node) => [
			`${indent}${label(node)} ${node.retainedSize}${node.narSize > 0 ? ` (${node.narSize})` : ''}`,
			...lines(node.id, `${indent}  `),
		]);
	return lines(null, '');
}

function label({path, link, group}: UsageNode): string {
	return path?.slice('/nix/store/'.length + 33) ?? link ?? `<${group}>`;
}

test('each byte stands once: below the one thing that holds it, or with those that share it', (t) => {
	const answer = usageAnswer(analyse(laptopReading), {depth: undefined});
	t.deepEqual(outline(answer), [
		'<protected roots> 9',
		'  /nix/var/nix/profiles/system-3-link 9',
		'    nixos-system-3 9 (9)',
		'<direnv links> 8',
		'  /home/anna/ml/.direnv/flake-profile 8',
		'    project-env 8 (3)',
		'      openssl-3.5.4-dev 5 (5)',
		'<NixOS generations> 7',
		'  /nix/var/nix/profiles/system-1-link 7',
		'    nixos-system-1 7 (7)',
		'  /nix/var/nix/profiles/system-2-link 0',
		'<result links> 0',
		'  /home/anna/src/result 0',
		'<running processes> 0',
		'  <pid 4121 firefox> 0',
		'    /proc/4121/exe 0',
		'    /proc/4121/maps 0',
		'<temporary roots> 0',
		'  {temp:99} 0',
		'    unsized 0',
		'<shared by roots of several kinds> 737',
		'  <shared by 3 roots: /nix/var/nix/profiles/system-1-link, /nix/var/nix/profiles/system-2-link, /home/anna/src/result> 308',
		'    firefox-144.0 308 (290)',
		'      openssl-3.4.0 18 (18)',
		'  <shared by 2 roots: /nix/var/nix/profiles/system-3-link, pid 4121 firefox> 301',
		'    firefox-145.0 301 (300)',
		'      firefox-145.0.drv 1 (1)',
		'  <shared by 6 roots: 2 NixOS generations, 1 protected root, 1 result link, 1 direnv link, 1 running process> 100',
		'    glibc-2.42 100 (100)',
		'  <shared by 5 roots: 1 NixOS generation, 1 protected root, 1 result link, 1 direnv link, 1 running process> 20',
		'    openssl-3.5.4 20 (20)',
		'  <shared by 2 roots: /nix/var/nix/profiles/system-2-link, /home/anna/src/result> 8',
		'    nixos-system-2 8 (8)',
		'<dead> 102',
		'  hello-2.12.2 50 (50)',
		'  hello-2.12.1 40 (40)',
		'  hello-2.12.2.tar.gz 12 (12)',
	]);
	t.is(answer.total, 863);
});

test('a link that was found in two ways stands once', (t) => {
	const link = rootOf('/nix/var/nix/profiles/p-1-link', 'a');
	const reading = smallReading({paths: {a: {size: 5}}, roots: [link, {...link, entry: '/nix/var/nix/gcroots/auto/x'}]});
	// Real analyses give both the same node.
	const analysis = {...analyse(reading), immediateDominator: () => ({root: 0})};
	t.deepEqual(outline(usageAnswer(analysis, {depth: undefined})), [
		'<result links> 5',
		'  /nix/var/nix/profiles/p-1-link 5',
		'    a 5 (5)',
	]);
});

test('a depth cuts the tree, not the sums', (t) => {
	const one = usageAnswer(analyse(laptopReading), {depth: 1});
	t.is(one.nodes.length, 8);
	t.is(sum(one.nodes), 863);
	const two = usageAnswer(analyse(laptopReading), {depth: 2});
	t.true(two.nodes.every(({parent}) => parent === null || two.nodes[parent]!.parent === null));
});

const kinds: readonly RootKind[] = ['result', 'direnv', 'process', 'nixos-generation'];

const randomStore = fc
	.integer({min: 1, max: 9})
	.chain((count) => {
		const node = fc.integer({min: 0, max: count - 1});
		return fc.record({
			sizes: fc.array(fc.integer({min: 0, max: 50}), {minLength: count, maxLength: count}),
			edges: fc.array(fc.tuple(node, node), {maxLength: 2 * count}),
			derivers: fc.array(fc.tuple(node, node), {maxLength: 3}),
			roots: fc.array(fc.record({target: node, kind: fc.constantFrom(...kinds), pid: fc.integer({min: 1, max: 2})}), {
				maxLength: 6,
			}),
			settings: fc.record({keepOutputs: fc.boolean(), keepDerivations: fc.boolean()}),
		});
	})
	.map(({sizes, edges, derivers, roots, settings}) => {
		const deriverOf = new Map(derivers);
		return smallReading({
			paths: Object.fromEntries(
				sizes.map((size, id) => [
					`p${id}`,
					{
						size,
						references: [...new Set(edges.filter(([from, to]) => from === id && to !== id).map(([, to]) => `p${to}`))],
						...(deriverOf.has(id) && deriverOf.get(id) !== id ? {deriver: `p${deriverOf.get(id)}`} : {}),
						outputs: [...deriverOf].filter(([to, from]) => from === id && to !== id).map(([to]) => `p${to}`),
					},
				]),
			),
			roots: roots.map(({target, kind, pid}, index) =>
				rootOf(`/root-${index}`, `p${target}`, {
					kind,
					process: kind === 'process' ? {pid, command: null, user: null} : null,
				}),
			),
			settings,
		});
	});

test('each level adds up to its parent, all to the store; a group has what its roots hold together alone', (t) => {
	fc.assert(
		fc.property(randomStore, (reading) => {
			const analysis = analyse(reading);
			const {nodes, total} = usageAnswer(analysis, {depth: undefined});
			const below = Map.groupBy(nodes, ({parent}) => parent);
			t.is(sum(below.get(null) ?? []), total);
			for (const [place, node] of nodes.entries()) {
				t.is(node.id, place);
				t.is(node.retainedSize, node.narSize + sum(below.get(place) ?? []));
				t.true(node.parent === null || node.parent < place);
				const {roots} = reading.roots;
				if (node.link !== undefined) {
					const root = roots.findIndex(({link}) => link === node.link);
					t.is(node.retainedSize, analysis.rootRetainedSize(root));
				}

				if (node.group === 'result links') {
					const results = [...roots.keys()].filter((index) => roots[index]!.kind === 'result');
					t.is(node.retainedSize, analysis.freedBy(results).narSize);
				}
			}

			const paths = nodes.flatMap(({path}) => path ?? []).sort();
			t.deepEqual(
				paths,
				Array.from({length: reading.graph.names.count}, (_, id) => reading.graph.names.path(id)).sort(),
			);
		}),
		{numRuns: 300},
	);
});

test('sharing: the holders of every node, also around cycles and for more than 32', (t) => {
	const graph = fc.integer({min: 1, max: 12}).chain((count) => {
		const node = fc.integer({min: 0, max: count - 1});
		return fc.record({
			count: fc.constant(count),
			edges: fc.array(fc.tuple(node, node), {maxLength: 3 * count}),
			holders: fc.array(fc.array(node, {maxLength: 3}), {maxLength: 70}),
		});
	});
	fc.assert(
		fc.property(graph, ({count, edges, holders}) => {
			const adjacency = adjacencyOf(
				count,
				edges.map(([from]) => from),
				edges.map(([, to]) => to),
			);
			const found = sharing(adjacency, holders);
			const reached = holders.map((starts) => {
				const seen = new Set(starts);
				for (const node of seen) {
					for (const [from, to] of edges) {
						if (from === node) {
							seen.add(to);
						}
					}
				}

				return seen;
			});
			for (let node = 0; node < count; node++) {
				const expected = [...holders.keys()].filter((holder) => reached[holder]!.has(node));
				t.deepEqual(found.holders(found.setOf[node]!), expected);
				for (let other = 0; other < node; other++) {
					const isSame = JSON.stringify(found.holders(found.setOf[other]!)) === JSON.stringify(expected);
					t.is(found.setOf[other] === found.setOf[node], isSame);
				}
			}
		}),
	);
});

function sum(nodes: readonly UsageNode[]): number {
	return nodes.reduce((total, {retainedSize}) => total + retainedSize, 0);
}
