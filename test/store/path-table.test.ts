import test from 'ava';
import fc from 'fast-check';
import {pathTableOf} from '../../source/store/path-table.js';

function tableOf(names: readonly string[]) {
	const offsets = new Uint32Array(names.length + 1);
	names.forEach((name, id) => {
		offsets[id + 1] = offsets[id]! + name.length;
	});
	// Inside a larger buffer, as a snapshot has it.
	const bytes = Buffer.from(`before${names.join('')}after`, 'latin1');
	return pathTableOf('/nix/store', bytes.subarray(6, 6 + names.join('').length), offsets);
}

const digest = (character: string) => character.repeat(32);

test('names by id', (t) => {
	const table = tableOf([`${digest('a')}-firefox-145.0`, `${digest('b')}-x.drv`, `${digest('c')}-drv`, 'odd', '.drv']);
	t.is(table.count, 5);
	t.is(table.baseName(0), `${digest('a')}-firefox-145.0`);
	t.is(table.name(0), 'firefox-145.0');
	t.is(table.path(1), `/nix/store/${digest('b')}-x.drv`);
	t.deepEqual(
		[0, 1, 2, 3, 4].map((id) => table.isDerivation(id)),
		[false, true, false, false, false],
	);
	t.is(table.baseName(3), 'odd');
	t.is(table.name(3), '');
});

test('ids by name', (t) => {
	// One digest under two names: not Nix's doing, but a database may say so.
	const table = tableOf([`${digest('a')}-one`, `${digest('a')}-two`, `${digest('b')}-one`, 'odd']);
	t.is(table.findBaseName(`${digest('a')}-one`), 0);
	t.is(table.findBaseName(`${digest('a')}-two`), 1);
	t.is(table.findBaseName(`${digest('a')}-on`), -1);
	t.is(table.findBaseName(`${digest('a')}-ones`), -1);
	t.is(table.findBaseName(digest('a')), -1);
	t.is(table.findBaseName('odd'), -1);
	t.is(table.findBaseName(''), -1);
	t.is(table.findDigest(digest('a')), 0);
	t.is(table.findDigest(digest('b')), 2);
	t.is(table.findDigest(digest('c')), -1);
	t.is(table.findDigest(`${digest('a')}-one`), -1);
	const text = Buffer.from(`/nix/store/${digest('b')}-one\n`);
	t.is(table.findBytes(text, 11, text.length - 1), 2);
	t.is(table.findBytes(text, 11, text.length), -1);
});

test('every name is found under its id, and no other', (t) => {
	const name = fc.stringMatching(/^[ab]{32}-[a-z]{1,3}$/);
	fc.assert(
		fc.property(fc.uniqueArray(name, {maxLength: 60}), fc.array(name, {maxLength: 20}), (names, others) => {
			const table = tableOf(names);
			names.forEach((known, id) => {
				t.is(table.findBaseName(known), id);
			});
			for (const other of others) {
				t.is(table.findBaseName(other), names.indexOf(other));
				t.is(
					table.findDigest(other.slice(0, 32)),
					names.findIndex((known) => known.startsWith(other.slice(0, 32))),
				);
			}
		}),
	);
});
