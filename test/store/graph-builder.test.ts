import test from 'ava';
import {GraphBuilder, isBaseName} from '../../source/store/graph-builder.js';
import {namesOf, neighbours} from './graph-text.js';

const digest = (letter: string) => letter.repeat(32);
const a = `${digest('a')}-a-1.0`;
const b = `${digest('b')}-b-1.0`;
const c = `${digest('c')}-c.drv`;
const unknown = `${digest('x')}-unknown`;

function record(baseName: string, references: readonly string[] = [], deriver?: string) {
	return {baseName, narSize: 100, registrationTime: 5000, deriver, references};
}

test('references may come before their path, twice, to nothing that is known, and to the path itself', (t) => {
	const builder = new GraphBuilder();
	builder.add(record(a, [b, unknown, b, a, c]));
	builder.add(record(b, [a]));
	builder.add(record(c));
	const graph = builder.build('/nix/store');
	t.deepEqual(namesOf(graph), [a, b, c]);
	t.deepEqual(neighbours(graph.references), [[1, 2], [0], []]);
	t.deepEqual(neighbours(graph.referrers), [[1], [0], [0]]);
	t.deepEqual([...graph.refersToItself], [1, 0, 0]);
	t.is(graph.names.path(1), `/nix/store/${b}`);
	t.is(graph.names.findBaseName(c), 2);
	t.is(graph.names.findBaseName(unknown), -1);
});

test('derivers that are valid, and their outputs', (t) => {
	const builder = new GraphBuilder();
	builder.add(record(a, [], c));
	builder.add(record(b, [], unknown));
	builder.add(record(c));
	const graph = builder.build('/nix/store');
	t.deepEqual([...graph.derivers], [2, -1, -1]);
	t.deepEqual(neighbours(graph.outputs), [[], [], [0]]);
});

test('a path that comes twice counts once, as it came first', (t) => {
	const builder = new GraphBuilder();
	builder.add(record(a, [b]));
	builder.add({...record(a, [c]), narSize: 7});
	builder.add(record(b));
	builder.add(record(c));
	const graph = builder.build('/nix/store');
	t.deepEqual(namesOf(graph), [a, b, c]);
	t.deepEqual(neighbours(graph.references), [[1], [], []]);
	t.is(graph.narSizes[0], 100);
});

test('what is not known is told from zero', (t) => {
	const builder = new GraphBuilder();
	builder.add(record(a));
	builder.add({...record(b), narSize: undefined, registrationTime: undefined});
	builder.add({...record(c), narSize: 0});
	const graph = builder.build('/nix/store');
	t.deepEqual([...graph.narSizes], [100, 0, 0]);
	t.deepEqual([...graph.isSized], [1, 0, 0]);
	t.deepEqual([...graph.registrationTimes], [5000, Number.NaN, 5000]);
});

test('what is no store path is not taken', (t) => {
	const builder = new GraphBuilder();
	t.false(builder.add(record('no-store-path')));
	t.true(builder.add(record(a, ['no-store-path', '../x'], '/etc/passwd')));
	const graph = builder.build('/nix/store');
	t.deepEqual(namesOf(graph), [a]);
	t.deepEqual(neighbours(graph.references), [[]]);
	t.is(graph.derivers[0], -1);
});

test('base names', (t) => {
	t.true(isBaseName(`${digest('0')}-A.b+c-d_e?f=g`));
	for (const name of [
		'',
		digest('a'),
		`${digest('a')}-`,
		`${digest('A')}-x`,
		`${digest('a')}-x/y`,
		`${digest('a')}-ü`,
	]) {
		t.false(isBaseName(name), name);
	}
});

test('no paths at all', (t) => {
	const graph = new GraphBuilder().build('/nix/store');
	t.is(graph.names.count, 0);
	t.deepEqual([...graph.references.offsets], [0]);
});

test('more paths than the first arrays hold', (t) => {
	const builder = new GraphBuilder();
	const name = (index: number) => `${String(index).padStart(32, '0')}-p`;
	for (let index = 0; index < 5000; index++) {
		builder.add(record(name(index), [name(index + 1), name(4999 - index)]));
	}

	const graph = builder.build('/nix/store');
	t.is(graph.names.count, 5000);
	t.is(graph.names.baseName(4321), name(4321));
	t.deepEqual(neighbours(graph.references)[4321], [4322, 678]);
	t.deepEqual(neighbours(graph.references)[4999], [0]);
});
