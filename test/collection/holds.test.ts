import {chownSync, lutimesSync, mkdirSync, readdirSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {expiredHolds, heldLinks} from '../../source/collection/holds.js';
import {stateFolder} from '../../source/collection/state-folder.js';
import {undoList} from '../../source/collection/undo.js';
import {rootAt, smallPlace} from './small-place.js';

const day = 86_400_000;
const made = 1_800_000_000_000;

test('a hold ends when its time is over, and goes with a collection', async (t) => {
	const place = smallPlace(t);
	t.deepEqual(expiredHolds(place.environment, made), []);
	await place.run({roots: [place.indirect('a/result', 'app')], holdMs: day});
	const hold = path.join(place.state, 'holds/1/1');
	t.deepEqual(
		Array.from(heldLinks(place.environment), ([link, {until}]) => [link, until]),
		[[hold, made + day]],
	);
	t.deepEqual(expiredHolds(place.environment, made + day - 1), []);
	t.deepEqual(expiredHolds(place.environment, made + day), [hold]);

	const root = {...rootAt(hold, hold, place.store), kind: 'nixscope-hold' as const};
	const result = await place.run({roots: [root]});
	t.like(result, {outcome: 'done', journalId: null, keptRoots: []});
	t.is(result.droppedRoots.length, 1);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
	t.deepEqual([...heldLinks(place.environment)], []);
	t.deepEqual(
		undoList(place.environment, () => undefined).map(({state}) => state),
		['valid'],
	);
});

test('a hold that two drops could claim lasts as long as the longer one', async (t) => {
	const place = smallPlace(t);
	await place.run({roots: [place.indirect('a/result', 'app'), place.indirect('b/result', 'app')], holdMs: day});
	t.is(heldLinks(place.environment).size, 1);
});

test('what a killed nixscope left goes an hour later', async (t) => {
	const place = smallPlace(t);
	// Killed before the journal.
	const orphan = path.join(place.state, 'holds/5/1');
	mkdirSync(path.dirname(orphan), {recursive: true});
	symlinkSync(place.target('app'), orphan);
	lutimesSync(orphan, made / 1000, made / 1000);
	t.deepEqual(expiredHolds(place.environment, made + 1000), []);
	t.deepEqual(expiredHolds(place.environment, made + 3_600_000), [orphan]);
	// Killed after the journal, before the link went.
	const root = place.indirect('a/result', 'lib');
	await place.run({roots: [root], holdMs: day});
	symlinkSync(place.target('lib'), root.link);
	t.deepEqual(expiredHolds(place.environment, made + 3_600_000), [orphan, path.join(place.state, 'holds/6/1')]);
});

test('holds are in the state folder, as XDG names it when that is absolute', (t) => {
	const place = smallPlace(t);
	const hold = path.join(place.folder, 'home/.local/state/nixscope/holds/1/1');
	mkdirSync(path.dirname(hold), {recursive: true});
	symlinkSync(place.target('app'), hold);
	t.deepEqual(expiredHolds({...place.environment, XDG_STATE_HOME: 'relative'}, Date.now() * 2), [hold]);
	t.deepEqual(expiredHolds(place.environment, Date.now() * 2), []);
});

test('what is held is never dropped with a hold', async (t) => {
	const place = smallPlace(t);
	await place.run({roots: [place.indirect('a/result', 'app')], holdMs: day});
	const hold = path.join(place.state, 'holds/1/1');
	const root = {...rootAt(hold, hold, place.store), kind: 'nixscope-hold' as const};
	const {keptRoots} = await place.run({roots: [root], holdMs: day});
	t.deepEqual(keptRoots, [{link: hold, reason: 'stays: it is a hold already, which only a drop without a hold ends'}]);
	t.deepEqual(readdirSync(path.join(place.state, 'holds/1')), ['1']);
});

test('nothing is held where nothing was dropped', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('a/result', 'app');
	// Another nixscope is quicker.
	const onStep = (step: string) => step === 'journalled' && unlinkSync(root.link);
	t.like(await place.run({roots: [root], holdMs: day}, {onStep}), {
		journalId: null,
		heldUntil: null,
		keptRoots: [{link: root.link, reason: 'is gone already'}],
	});
});

test('a hold tells which links it was made for', async (t) => {
	const place = smallPlace(t);
	const roots = [place.indirect('a/result', 'app'), place.indirect('b/result', 'app')];
	await place.run({roots, holdMs: day});
	t.deepEqual(
		[...heldLinks(place.environment)],
		[[path.join(place.state, 'holds/1/1'), {links: roots.map(({link}) => link), until: made + day}]],
	);
});

test('a hold whose drop is not understood stays, and no other drop gets its number', async (t) => {
	const place = smallPlace(t);
	const hold = path.join(place.state, 'holds/5/1');
	mkdirSync(path.dirname(hold), {recursive: true});
	symlinkSync(place.target('app'), hold);
	lutimesSync(hold, made / 1000, made / 1000);
	writeFileSync(
		path.join(place.state, 'undo.jsonl'),
		'{"type":"dropped","version":2,"id":5}\n{"type":"dropped","id":7,"li\n',
	);
	t.deepEqual(expiredHolds(place.environment, made * 2), []);
	t.is((await place.run({roots: [place.indirect('a/result', 'lib')]})).journalId, 8);
});

const asRoot = process.geteuid?.() === 0 ? test : test.skip;

asRoot('root keeps its journal in no folder of another user', (t) => {
	const place = smallPlace(t);
	const state = path.join(place.folder, 'anna');
	mkdirSync(state);
	chownSync(state, 1000, 1000);
	const home = path.join(place.folder, 'home/.local/state/nixscope');
	t.is(stateFolder({...place.environment, XDG_STATE_HOME: state}), home);
	t.is(stateFolder({...place.environment, XDG_STATE_HOME: path.join(state, 'not/there')}), home);
	t.is(stateFolder(place.environment), place.state);
});
