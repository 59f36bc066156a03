import test from 'ava';
import {analyse} from '../../source/analyses/analyse.js';
import {findPaths} from '../../source/analyses/find-path.js';
import {GraphBuilder} from '../../source/store/graph-builder.js';
import {laptop, laptopReading} from './answers/laptop.js';
import {digest, rootOf, smallReading} from './answers/small-store.js';

const analysis = analyse(laptopReading);
const names = Object.keys(laptop.paths);

/** The name that is found, the names between which it is not clear, or the kind of the answer. */
function found(text: string, where = analysis): string | string[] {
	const match = findPaths(where, text);
	const name = (id: number) => where.reading.graph.names.name(id);
	switch (match.kind) {
		case 'found':
			return name(match.id);
		case 'ambiguous':
			return match.ids.map(name);
		default:
			return match.kind;
	}
}

test('a store path, a file below one, a base name, a digest', (t) => {
	const base = `${digest(6)}-firefox-145.0`;
	for (const text of [`/nix/store/${base}`, `/nix/store/${base}/bin/firefox`, base, `${base}/bin`, digest(6)]) {
		t.is(found(text), 'firefox-145.0');
	}

	t.is(found(`/nix/store/${digest(6)}-other`), 'unknown');
	t.is(found('/nix/store/'), 'unknown');
	t.is(found('/home/anna/result'), 'unknown');
});

test('a package name: outputs before derivations, live before dead, no part of a word', (t) => {
	t.is(found('glibc'), 'glibc-2.42');
	t.is(found('firefox-145.0'), 'firefox-145.0');
	t.is(found('firefox-145.0.drv'), 'firefox-145.0.drv');
	t.is(found('openssl-3.5.4'), 'openssl-3.5.4');
	t.is(found('openssl-3.5.4-dev'), 'openssl-3.5.4-dev');
	t.is(found('project-env'), 'project-env');
	t.is(found('fire'), 'unknown');
	t.is(found('project'), 'unknown');
	t.is(found('openssl-3'), 'unknown');
	t.is(found(''), 'unknown');
});

test('several versions are told: the newest first', (t) => {
	t.deepEqual(found('firefox'), ['firefox-145.0', 'firefox-144.0']);
	t.deepEqual(found('hello'), ['hello-2.12.2', 'hello-2.12.1']);
	t.deepEqual(found('openssl'), ['openssl-3.5.4', 'openssl-3.4.0']);
});

test('versions are ordered by number, not by size', (t) => {
	const reading = smallReading({
		paths: {'a-9.1': {size: 9}, 'a-10.0': {size: 1}, 'a-2': {size: 50}, a: {size: 99}, 'a-10.0-bin': {size: 2}},
	});
	t.deepEqual(found('a-10.0', analyse(reading)), 'a-10.0');
	const without = smallReading({paths: {'a-9.1': {size: 9}, 'a-10.0': {size: 1}, 'a-2': {size: 50}}});
	t.deepEqual(found('a', analyse(without)), ['a-10.0', 'a-9.1', 'a-2']);
});

test('the beginning of a digest, where no name is meant', (t) => {
	const builder = new GraphBuilder();
	for (const baseName of [
		`abcdfgh1${'0'.repeat(24)}-one-1`,
		`abcdfgh2${'0'.repeat(24)}-two-2`,
		`bxwayland${'0'.repeat(23)}-other`,
		`xwayland${'0'.repeat(24)}-thing`,
		`${'1'.repeat(32)}-xwayland`,
	]) {
		builder.add({baseName, narSize: 1, registrationTime: undefined, deriver: undefined, references: []});
	}

	const store = analyse({...smallReading({paths: {}}), graph: builder.build('/nix/store')});
	t.is(found('abcdfgh1', store), 'one-1');
	t.deepEqual(found('abcdfgh', store), ['two-2', 'one-1']);
	t.is(found('abcdfg', store), 'unknown');
	t.is(found('bxwayla', store), 'other');
	t.is(found('xwayland', store), 'xwayland');
	t.is(found('xwaylan', store), 'thing');
	t.is(found('abcdfgh3', store), 'unknown');
});

test('a dead output is better than a live derivation; a live version than a dead one', (t) => {
	const reading = smallReading({
		paths: {'a-1.drv': {}, 'a-1': {}, 'b-1': {}, 'b-2': {}, 'c-1.drv': {}},
		roots: [rootOf('/result', 'a-1.drv'), rootOf('/result-2', 'b-1')],
	});
	const small = analyse(reading);
	t.is(found('a', small), 'a-1');
	t.is(found('b', small), 'b-1');
	t.is(found('c', small), 'c-1.drv');
});

test('every path is found by its own base name', (t) => {
	for (const [id, name] of names.entries()) {
		t.is(found(`${digest(id)}-${name}`), name);
	}
});
