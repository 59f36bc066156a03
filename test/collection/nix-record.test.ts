import test from 'ava';
import {deletedName, freedSize, linkedFiles, parseNixRecord, refusedPath} from '../../source/collection/nix-record.js';
import {whatWent} from '../../source/collection/store-listing.js';
import {named} from './small-place.js';

test('records and lines that are none', (t) => {
	t.like(parseNixRecord('@nix {"action":"msg","level":0,"msg":"\\u001b[31;1merror:\\u001b[0m no"}'), {
		action: 'msg',
		level: 0,
		text: 'error: no',
	});
	t.like(parseNixRecord('@nix {"action":"result","fields":[1,136],"id":7,"type":105}'), {
		id: 7,
		type: 105,
		fields: [1, 136],
	});
	t.like(parseNixRecord("deleting '/nix/store/x'"), {action: 'msg', text: "deleting '/nix/store/x'"});
	for (const nothing of ['', '  ', '@nix {', '@nix {"action":"dance"}', '@nix null']) {
		t.is(parseNixRecord(nothing), undefined, nothing);
	}
});

test('names that Nix deletes, as all versions quote them', (t) => {
	t.is(deletedName("deleting '/nix/store/abc-x'", '/nix/store'), 'abc-x');
	t.is(deletedName('deleting "/nix/store/abc-x"', '/nix/store'), 'abc-x');
	t.is(deletedName("deleting '/nix/store/it's'", '/nix/store'), "it's");
	t.is(deletedName("deleting '/nix/store/two\nlines'", '/nix/store'), 'two\nlines');
	for (const other of [
		"deleting '/other/store/abc-x'",
		"deleting '/nix/store/'",
		"deleting '/nix/store/.links/abc'",
		'deleting unused links...',
		"would delete '/nix/store/abc-x'",
	]) {
		t.is(deletedName(other, '/nix/store'), undefined, other);
	}
});

test('figures of all versions', (t) => {
	t.is(freedSize('52 store paths deleted, 0.21 MiB freed'), 220201);
	t.is(freedSize('52 store paths deleted, 217.2 KiB freed'), 222413);
	t.is(freedSize('1 store paths deleted, 12 B freed'), 12);
	t.is(freedSize('nothing'), undefined);
	t.is(freedSize('0.10 MiB freed by hard-linking 51 files'), 104858);
	t.is(linkedFiles('101.1 KiB freed by hard-linking 51 files'), 51);
	t.is(linkedFiles('52 store paths deleted, 217.2 KiB freed'), undefined);
});

test('a path that is alive', (t) => {
	t.is(
		refusedPath("error: Cannot delete path '/nix/store/x' since it is still alive. To find out why, use: nix-store"),
		'/nix/store/x',
	);
	t.is(refusedPath("error: cannot delete path '/nix/store/x' since it is alive"), '/nix/store/x');
	t.is(refusedPath('error: no'), undefined);
});

test('what is gone is what cannot be seen any more', (t) => {
	const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(named) as [string, string, string, string];
	const planned = new Map([a, b, 'gone-before'].map((name) => [name, 1]));
	const before = new Set([a, b, c, d, `${d}.lock`, 'junk']);
	const after = new Set([b, d]);
	const seen = {before, after, said: new Set([a, b]), planned};
	t.deepEqual(whatWent({...seen, isDone: false}), {deleted: [a], left: [b], unplanned: [c]});
	t.deepEqual(whatWent({...seen, isDone: true}), {deleted: [a, 'gone-before'], left: [b], unplanned: [c]});
	// Where the folder cannot be listed, Nix's word is all there is.
	t.deepEqual(whatWent({before: undefined, after: undefined, said: new Set([a, c]), planned, isDone: false}), {
		deleted: [a],
		left: [b, 'gone-before'],
		unplanned: [c],
	});
});
