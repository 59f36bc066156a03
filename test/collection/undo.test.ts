import {
	appendFileSync,
	chmodSync,
	chownSync,
	lchownSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	unlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import type {UndoState} from '../../source/analyses/answers/collect.js';
import {journalFile, readJournal} from '../../source/collection/journal.js';
import {undoDrop, undoList} from '../../source/collection/undo.js';
import {StoreError} from '../../source/store/store-error.js';
import {lookOf, named, rootAt, type SmallPlace, smallPlace} from './small-place.js';

const day = 86_400_000;

function undo({store, environment}: SmallPlace, id?: number) {
	return undoDrop(id, {store, environment, now: () => 1_800_000_000_001});
}

function states({environment, store}: SmallPlace, isValid: boolean | undefined = undefined): readonly UndoState[] {
	return undoList(environment, () => isValid, store).map(({state}) => state);
}

test('links come back as they were: text, time to the nanosecond, owner, entry', async (t) => {
	const place = smallPlace(t);
	const file = path.join(place.store.stateDirectory, 'gcroots', named('lib'));
	writeFileSync(file, 'job\n', {mode: 0o640});
	const old = new Date('2020-02-02T02:02:02.123Z');
	utimesSync(file, old, old);
	const roots = [
		place.indirect('src/result', 'app'),
		place.direct('deep', `${place.target('lib')}/share/doc`),
		rootAt(file, file, place.store),
	];
	const before = roots.map(({link}) => lookOf(link));
	const entry = lookOf(roots[0]!.entry!);
	const result = await place.run({roots});
	t.like(result, {outcome: 'done', journalId: 1, keptRoots: [], heldUntil: null});
	t.is(result.droppedRoots.length, 3);
	t.deepEqual(
		roots.map(({link}) => lookOf(link)),
		[null, null, null],
	);
	t.deepEqual(states(place), ['valid', 'valid', 'valid']);
	// As a collection does.
	unlinkSync(roots[0]!.entry!);
	const answer = await undo(place);
	t.deepEqual(
		answer.links.map(({outcome, remark}) => [outcome, remark]),
		[
			['restored', null],
			['restored', null],
			['restored', null],
		],
	);
	t.deepEqual(
		roots.map(({link}) => lookOf(link)),
		before,
	);
	t.like(lookOf(roots[0]!.entry!), {text: (entry as {text: string}).text});
	t.deepEqual(states(place), ['restored', 'restored', 'restored']);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
	t.deepEqual(readdirSync(path.join(place.store.stateDirectory, 'gcroots/auto')).length, 1);
});

test('a hold keeps the target, and goes when the link is back', async (t) => {
	const place = smallPlace(t);
	const roots = [
		place.indirect('a/result', 'app'),
		place.indirect('b/result', 'app'),
		place.direct('lib', place.target('lib')),
	];
	const {heldUntil} = await place.run({roots, holdMs: 14 * day});
	t.is(heldUntil, 1_800_000_000_000 + 14 * day);
	t.deepEqual(states(place), ['held', 'held', 'held']);
	t.deepEqual(readdirSync(path.join(place.state, 'holds/1')), ['1', '1-2']);
	t.is((await undo(place)).links.filter(({outcome}) => outcome === 'restored').length, 3);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
});

test('the hold of a link that cannot come back stays', async (t) => {
	const place = smallPlace(t);
	const roots = [
		place.indirect('a/result', 'app'),
		place.indirect('b/result', 'app'),
		place.direct('lib', place.target('lib')),
	];
	await place.run({roots, holdMs: day});
	writeFileSync(path.join(place.folder, 'b/result'), 'mine');
	const {links} = await undo(place);
	t.deepEqual(
		links.map(({outcome}) => outcome),
		['restored', 'failed', 'restored'],
	);
	t.is(links[1]?.remark, 'something else stands there now, which stays');
	t.is(readFileSync(path.join(place.folder, 'b/result'), 'utf8'), 'mine');
	t.deepEqual(readdirSync(path.join(place.state, 'holds/1')), ['1']);
	t.deepEqual(states(place), ['restored', 'held', 'restored']);

	unlinkSync(path.join(place.folder, 'b/result'));
	t.deepEqual(
		(await undo(place)).links.map(({outcome}) => outcome),
		['there', 'restored', 'there'],
	);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
});

test('a folder or a path that is gone is told', async (t) => {
	const place = smallPlace(t);
	const roots = [place.indirect('a/result', 'app'), place.indirect('b/result', 'lib')];
	await place.run({roots});
	rmSync(path.join(place.folder, 'a'), {recursive: true});
	rmSync(place.target('lib'));
	t.deepEqual(states(place), ['valid', 'collected']);
	t.deepEqual(states(place, true), ['valid', 'valid']);
	const {links} = await undo(place);
	t.deepEqual(
		links.map(({outcome, remark}) => [outcome, remark]),
		[
			['failed', `its folder ${path.join(place.folder, 'a')} is gone: make that first`],
			['failed', 'its path is deleted, and no cache that answered has it'],
		],
	);
	t.is(lookOf(roots[1]!.link), null);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
});

test('a nixscope that was killed before it removed a link has lost nothing', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('src/result', 'app');
	const before = lookOf(root.link);
	await place.run({roots: [root]});
	// As it stood when only the journal was written.
	symlinkSync(place.target('app'), root.link);
	t.deepEqual(states(place), ['restored']);
	await t.throwsAsync(undo(place), {instanceOf: StoreError, message: /all links are there/});
	t.deepEqual(
		(await undo(place, 1)).links.map(({outcome}) => outcome),
		['there'],
	);
	t.not(before, null);
});

test('a link that is there without its entry is registered again', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('src/result', 'app');
	await place.run({roots: [root]});
	symlinkSync(place.target('app'), root.link);
	unlinkSync(root.entry!);
	await undo(place, 1);
	t.like(lookOf(root.entry!), {text: root.link});
});

test('where Nix has to make the link it gets its own text and time all the same', async (t) => {
	const place = smallPlace(t);
	const link = path.join(place.folder, 'deep');
	symlinkSync(`${place.target('app')}/bin`, link);
	const entry = path.join(place.store.stateDirectory, 'gcroots/own/deep');
	mkdirSync(path.dirname(entry));
	symlinkSync(link, entry);
	const root = rootAt(link, entry, place.store);
	const before = lookOf(link);
	await place.run({roots: [root]});
	rmSync(path.dirname(entry), {recursive: true});
	t.deepEqual(
		(await undo(place)).links.map(({outcome, remark}) => [outcome, remark]),
		[['restored', null]],
	);
	t.deepEqual(lookOf(link), before);
	t.regex(readFileSync(place.calls, 'utf8'), new RegExp(`--add-root ${link} --realise ${place.target('app')}\n`));
});

test('a link that Nix does not register is told', async (t) => {
	const place = smallPlace(t, ['app'], {isForgetful: true});
	const root = place.indirect('src/result', 'app');
	t.like(await place.run({roots: [root], holdMs: day}), {outcome: 'failed', journalId: null});
	t.not(lookOf(root.link), null);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
	t.deepEqual(readJournal(place.state), []);
});

test('the newest drop that is not back, or the one that is named; never one of another store', async (t) => {
	const place = smallPlace(t);
	await t.throwsAsync(undo(place), {instanceOf: StoreError, message: 'nixscope has dropped no root of this store'});
	const [first, second] = [place.indirect('a/result', 'app'), place.indirect('b/result', 'lib')];
	await place.run({roots: [first]});
	await place.run({roots: [second]});
	const other = {...place.store, stateDirectory: '/other/var', realStoreDirectory: '/other/store'};
	await t.throwsAsync(undoDrop(1, {store: other, environment: place.environment, now: () => 0}), {
		message: `drop 1 is of the store in ${place.store.realStoreDirectory}: name that with --store`,
	});
	await t.throwsAsync(undoDrop(undefined, {store: other, environment: place.environment, now: () => 0}), {
		message: 'nixscope has dropped no root of this store',
	});
	await t.throwsAsync(undo(place, 9), {message: /there is no drop 9/});
	t.is((await undo(place)).id, 2);
	t.is(lookOf(first.link), null);
	t.is((await undo(place)).id, 1);
	t.deepEqual(
		undoList(place.environment, () => true, other),
		[],
	);
	t.deepEqual(
		undoList(place.environment, () => true).map(({id}) => id),
		[2, 1],
	);
});

test('a journal that is torn does not hinder', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('a/result', 'app');
	await place.run({roots: [root]});
	appendFileSync(journalFile(place.state), '{"type":"dropped","version":1,"id":2,"links":[{"li');
	t.is((await undo(place)).id, 1);
	t.true(lstatSync(root.link).isSymbolicLink());
	t.deepEqual(states(place), ['restored']);
});

const asRoot = process.geteuid?.() === 0 ? test : test.skip;

asRoot('root makes no link where another user has led its folder meanwhile', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('anna/src/result', 'app');
	const home = path.join(place.folder, 'anna');
	const precious = path.join(place.folder, 'precious');
	mkdirSync(precious);
	chownSync(home, 1000, 1000);
	await place.run({roots: [root]});
	rmSync(path.join(home, 'src'), {recursive: true});
	symlinkSync(precious, path.join(home, 'src'));
	lchownSync(path.join(home, 'src'), 1000, 1000);
	const {links} = await undo(place);
	t.like(links[0], {outcome: 'failed'});
	t.regex(links[0]!.remark!, /another user's link leads to .*precious/);
	t.deepEqual(readdirSync(precious), []);
});

test('the newest drop of which something is left comes before a newer one that is lost', async (t) => {
	const place = smallPlace(t);
	await place.run({roots: [place.indirect('a/result', 'app')]});
	await place.run({roots: [place.indirect('b/result', 'lib')]});
	rmSync(place.target('lib'));
	t.is((await undo(place)).id, 1);
	// Nothing is left of any: then it is the newest.
	t.is((await undo(place)).id, 2);
});

test('a hold whose path is gone is none', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('a/result', 'app');
	await place.run({roots: [root], holdMs: day});
	rmSync(place.target('app'));
	t.deepEqual(states(place), ['collected']);
	t.like((await undo(place)).links[0], {
		outcome: 'failed',
		remark: 'its path is deleted, and no cache that answered has it',
	});
	t.is(lookOf(root.link), null);
});

test('a link that stands keeps its own text when Nix registers it', async (t) => {
	const place = smallPlace(t);
	const link = path.join(place.folder, 'deep');
	symlinkSync(`${place.target('app')}/bin`, link);
	const entry = path.join(place.store.stateDirectory, 'gcroots/own/deep');
	mkdirSync(path.dirname(entry));
	symlinkSync(link, entry);
	const root = rootAt(link, entry, place.store);
	const before = lookOf(link);
	await place.run({roots: [root]});
	rmSync(path.dirname(entry), {recursive: true});
	symlinkSync(`${place.target('app')}/bin`, link);
	t.is((await undo(place, 1)).links[0]!.outcome, 'there');
	t.deepEqual(lookOf(link), before);
});

test('a regular file that is put back runs as nobody', async (t) => {
	const place = smallPlace(t);
	const file = path.join(place.store.stateDirectory, 'gcroots', named('lib'));
	writeFileSync(file, '#!/bin/sh\n');
	chmodSync(file, 0o4755);
	await place.run({roots: [rootAt(file, file, place.store)]});
	await undo(place);
	t.is(lstatSync(file).mode & 0o7777, 0o755);
});

asRoot('root puts nothing back that another user wrote down', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('a/result', 'app');
	await place.run({roots: [root]});
	chownSync(place.state, 1000, 1000);
	await t.throwsAsync(undo(place), {instanceOf: StoreError, message: /belongs to another user/});
	t.is(lookOf(root.link), null);
});
