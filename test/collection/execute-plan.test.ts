import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import type {CollectProgress} from '../../source/analyses/answers/collect.js';
import {deleteOnly} from '../../source/collection/delete-only.js';
import {readJournal} from '../../source/collection/journal.js';
import {undoList} from '../../source/collection/undo.js';
import {lookOf, named, rootAt, type SmallPlace, smallPlace} from './small-place.js';

function planOf(names: readonly string[]): ReadonlyMap<string, number | null> {
	return new Map(names.map((name) => [named(name), name.length]));
}

function there({store}: SmallPlace): string[] {
	return readdirSync(store.realStoreDirectory)
		.map((name) => name.slice(33))
		.sort();
}

test('everything dead: what Nix deletes is counted by the plan, and looked for', async (t) => {
	const place = smallPlace(t, ['app', 'lib', 'dead', 'new', 'live'], {dead: ['app', 'dead', 'new'].map(named)});
	const told: CollectProgress[] = [];
	const root = place.indirect('a/result', 'app');
	const result = await place.run(
		{roots: [root], collects: 'all-dead', planned: planOf(['app', 'dead', 'lib'])},
		{onProgress: (progress) => told.push(progress)},
	);
	t.like(result, {
		outcome: 'done',
		reason: null,
		journalId: 1,
		deletedPaths: 2,
		deletedNarSize: 7,
		unplanned: [place.target('new')],
		unplannedCount: 1,
		leftCount: 1,
		nixReportedSize: 3072,
		remarks: [],
	});
	t.like(result.left[0], {path: place.target('lib'), narSize: 3});
	// Who may not see all processes cannot know.
	t.regex(result.left[0]!.reason, /^(?:what came alive needs it|something that cannot be seen may hold it)$/);
	t.true(result.diskFreeAfter! > 0 && result.diskTotal! > result.diskFreeAfter!);
	t.deepEqual([...new Set(told.map(({stage}) => stage))], ['checking', 'dropping', 'deleting', 'finishing']);
	t.like(told[0], {droppedRoots: 0, rootCount: 1, pathCount: 3, narSize: 10});
	t.like(told.at(-1), {droppedRoots: 1, deletedPaths: 2, deletedNarSize: 7, recent: ['app', 'dead', 'new'].map(named)});
	t.deepEqual(
		undoList(place.environment, () => undefined).map(({state}) => state),
		['collected'],
	);
	t.true(readJournal(place.state)[0]?.links[0]?.isCollected);
});

test('progress is told at most ten times a second', async (t) => {
	const names = Array.from({length: 60}, (_, index) => `p${index}`);
	const place = smallPlace(t, names, {dead: names.map(named)});
	const told: CollectProgress[] = [];
	await place.run(
		{collects: 'all-dead', planned: planOf(names)},
		{now: () => 5000, onProgress: (progress) => told.push(progress)},
	);
	t.true(told.length <= 4, `${told.length}`);
	t.is(told.at(-1)?.deletedPaths, 60);
});

test('what the journal does not take is not dropped, and nothing is deleted', async (t) => {
	const place = smallPlace(t, ['app'], {dead: [named('app')]});
	const root = place.indirect('a/result', 'app');
	const full = () => {
		throw Object.assign(new Error('full'), {code: 'ENOSPC'});
	};
	for (const holdMs of [undefined, 1000]) {
		const result = await place.run(
			{roots: [root], collects: 'all-dead', planned: planOf(['app']), holdMs},
			{files: {write: full, sync() {}}},
		);
		t.like(result, {outcome: 'failed', journalId: null, deletedPaths: 0, droppedRoots: []});
		t.regex(result.reason ?? '', /undo\.jsonl cannot be written: no space is left there$/);
		t.not(lookOf(root.link), null);
		t.deepEqual(there(place), ['app']);
		t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
	}
});

test('a root that changed stays, the others go, and so does what is dead', async (t) => {
	const place = smallPlace(t, ['app', 'lib'], {dead: [named('lib')]});
	const [changed, same] = [place.indirect('a/result', 'app'), place.indirect('b/result', 'lib')];
	const result = await place.run({
		roots: [{...changed, modifiedAt: 5}, same],
		collects: 'all-dead',
		planned: planOf(['app', 'lib']),
	});
	t.like(result, {
		outcome: 'done',
		keptRoots: [{link: changed.link, reason: 'stays: it was made again since the plan was made'}],
		deletedPaths: 1,
	});
	t.is(result.left[0]?.reason, `stays alive: ${changed.link} holds it`);
	t.not(lookOf(changed.link), null);
	t.is(readJournal(place.state)[0]?.links.length, 1);
});

test('where none of the roots that were asked for goes, nothing is deleted', async (t) => {
	const place = smallPlace(t, ['app', 'lib'], {dead: [named('lib')]});
	const [one, other] = [place.indirect('a/result', 'app'), place.indirect('b/result', 'app')];
	const plan = {collects: 'all-dead', planned: planOf(['app', 'lib'])} as const;
	const changed = {...one, modifiedAt: 5};
	t.like(await place.run({...plan, roots: [changed]}), {
		outcome: 'failed',
		reason: `the root could not be dropped, so that nothing was deleted: ${one.link} stays: it was made again since the plan was made`,
		deletedPaths: 0,
	});
	// A hold whose time is over is dropped with any collection, and is none of them.
	const result = await place.run({...plan, roots: [changed, {...other, modifiedAt: 5}], asked: [other.link]});
	t.is(result.outcome, 'failed');
	t.deepEqual(there(place), ['app', 'lib']);
	const gone = {...one, link: `${one.link}-2`};
	t.like(await place.run({...plan, roots: [gone, changed], asked: [gone.link]}), {outcome: 'done', deletedPaths: 1});
});

test('what cannot be read in the journal is not carried out', async (t) => {
	const place = smallPlace(t, ['app'], {dead: [named('app')]});
	mkdirSync(path.join(place.state, 'undo.jsonl'), {recursive: true});
	const result = await place.run({collects: 'all-dead', planned: planOf(['app'])});
	t.is(result.outcome, 'failed');
	t.regex(result.reason ?? '', /^the journal .*undo\.jsonl cannot be read/);
	t.deepEqual(there(place), ['app']);
});

test('an error comes first, whatever led to it', async (t) => {
	const lines = [
		'',
		'       … This command may have been run as somebody else.',
		'',
		'       error: cannot connect to a socket',
	];
	const msg = `error:${lines.join('\n')}`;
	const noise = [`@nix ${JSON.stringify({action: 'msg', level: 0, msg})}`];
	const place = smallPlace(t, ['a'], {dead: [named('a')], noise, diesAfter: 1});
	t.is(
		(await place.run({collects: 'all-dead', planned: planOf(['a'])})).reason,
		'nix-store: cannot connect to a socket',
	);
});

test('without Nix nothing is changed', async (t) => {
	const place = smallPlace(t);
	const root = place.indirect('a/result', 'app');
	rmSync(path.join(place.folder, 'bin'), {recursive: true});
	const plan = {collects: 'all-dead', planned: planOf(['app'])} as const;
	t.like(await place.run({...plan, roots: [root]}), {
		outcome: 'failed',
		reason: 'nix-store is not in PATH: nothing was changed',
	});
	t.like(await place.run(plan), {outcome: 'failed', reason: 'nix-store cannot be started: it is not in PATH'});
	t.not(lookOf(root.link), null);
});

test('to stop ends Nix as Ctrl-C does, and counts what is gone', async (t) => {
	const place = smallPlace(t, ['a', 'b', 'c'], {dead: ['a', 'b', 'c'].map(named), waitsAfter: 2});
	const stop = new AbortController();
	const result = await place.run(
		{collects: 'all-dead', planned: planOf(['a', 'b', 'c'])},
		{
			signal: stop.signal,
			now: (() => {
				let now = 0;
				return () => (now += 1000);
			})(),
			onProgress: ({deletedPaths}) => deletedPaths === 2 && stop.abort(),
		},
	);
	t.like(result, {
		outcome: 'cancelled',
		reason: null,
		deletedPaths: 2,
		leftCount: 1,
		left: [{path: place.target('c'), reason: 'stopped before it was deleted'}],
		nixReportedSize: 2048,
	});
});

test('to stop while links go keeps the others, and deletes nothing', async (t) => {
	const place = smallPlace(t, ['app', 'lib'], {dead: [named('app')]});
	const roots = [place.indirect('a/result', 'app'), place.indirect('b/result', 'lib')];
	const stop = new AbortController();
	const result = await place.run(
		{roots, collects: 'all-dead', planned: planOf(['app'])},
		{signal: stop.signal, onStep: (step) => step === 'dropped' && stop.abort()},
	);
	t.like(result, {outcome: 'cancelled', reason: null, deletedPaths: 0, leftCount: 0});
	t.is(result.droppedRoots.length, 1);
	t.deepEqual(result.keptRoots, [{link: roots[1]!.link, reason: 'stays: stopped before it was dropped'}]);
	t.deepEqual(there(place), ['app', 'lib']);
	t.deepEqual(
		undoList(place.environment, () => undefined).map(({state}) => state),
		['valid', 'restored'],
	);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
});

test('a Nix that dies is a failure with what it had done', async (t) => {
	const place = smallPlace(t, ['a', 'b'], {dead: ['a', 'b'].map(named), diesAfter: 1});
	t.like(await place.run({collects: 'all-dead', planned: planOf(['a', 'b'])}), {
		outcome: 'failed',
		reason: 'nix-store: killed by SIGKILL',
		deletedPaths: 1,
		leftCount: 1,
		left: [{reason: 'Nix ended before it was deleted'}],
	});
});

test('what Nix writes is no terminal language', async (t) => {
	const evil = `deleting '${'\u001b'}]0;title${'\u0007'}'`;
	const place = smallPlace(t, ['a'], {dead: [named('a')], noise: [evil, '@nix {', "deleting '/etc/passwd'", '\u0000']});
	const result = await place.run({collects: 'all-dead', planned: planOf(['a'])});
	t.like(result, {outcome: 'done', deletedPaths: 1, unplannedCount: 0});
	t.notRegex(JSON.stringify(result), /u001b|passwd/);
});

test('only the planned: what is alive stays, with what it needs; the rest goes', async (t) => {
	const names = ['a', 'b', 'c', 'd'];
	const references = {[named('b')]: [named('a')], [named('d')]: [named('c')]};
	for (const knowsStdin of [true, false]) {
		const place = smallPlace(t, names, {references, alive: [named('b')], knowsStdin});
		const result = await place.run({collects: 'only-planned', planned: new Map([...planOf(names), ['.junk', null]])});
		t.like(result, {outcome: 'done', reason: null, deletedPaths: 3, leftCount: 2});
		t.deepEqual(
			result.left.map(({path: left, reason}) => [left, reason]),
			[
				[place.target('a'), 'came alive meanwhile'],
				[place.target('b'), 'came alive meanwhile'],
			],
		);
		t.deepEqual(there(place), ['a', 'b']);
	}
});

test('paths that do not fit into one call go in several, whatever their order', async (t) => {
	const names = ['a', 'b', 'c', 'd', 'e', 'f'];
	// Each is held by the next, so that the last must go first.
	const references = Object.fromEntries(names.slice(1).map((name, index) => [named(name), [named(names[index]!)]]));
	const place = smallPlace(t, names, {references});
	const deletion = await deleteOnly(
		names.map(named),
		{
			store: place.store,
			environment: place.environment,
			signal: new AbortController().signal,
			onDeleting() {},
			onStage() {},
		},
		140,
	);
	t.like(deletion, {reason: null});
	t.is(deletion.refused.size, 0);
	t.deepEqual(there(place), []);
	t.true(readFileSync(place.calls, 'utf8').split('--delete /').length > 3);
});

test('generations go through nix-env, those without a current one as links', async (t) => {
	const place = smallPlace(t);
	const profile = path.join(place.folder, 'profiles/system');
	const lost = path.join(place.folder, 'profiles/lost');
	const roots = [1, 2].map((number) => {
		const {link} = place.indirect(`profiles/system-${number}-link`, 'app');
		return {...rootAt(link, link, place.store), generation: {profile, number}};
	});
	symlinkSync('system-3-link', profile);
	const {link} = place.indirect('profiles/lost-1-link', 'lib');
	const other = {...rootAt(link, link, place.store), generation: {profile: lost, number: 1}};
	const result = await place.run({roots: [...roots, other], currentGenerations: new Map([[profile, 3]])});
	t.is(result.droppedRoots.length, 3);
	const calls = readFileSync(place.calls, 'utf8');
	t.is(calls, `nix-env -p ${profile} --delete-generations 1 2\n`);
	t.false(existsSync(link));
});

test('a generation that nix-env leaves is told, and is no drop', async (t) => {
	const place = smallPlace(t);
	const profile = path.join(place.folder, 'profiles/system');
	const {link} = place.indirect('profiles/system-1-link', 'app');
	const root = {...rootAt(link, link, place.store), generation: {profile, number: 1}};
	writeFileSync(path.join(place.folder, 'bin/nix-env'), '#!/bin/sh\necho "error: it is locked" >&2\nexit 1\n');
	chmodSync(path.join(place.folder, 'bin/nix-env'), 0o755);
	const plan = {roots: [root], currentGenerations: new Map([[profile, 3]]), holdMs: 1000};
	const result = await place.run(plan);
	t.deepEqual(result.keptRoots, [{link, reason: 'stays: nix-env: it is locked'}]);
	t.like(result, {journalId: null, droppedRoots: []});
	t.deepEqual(
		undoList(place.environment, () => true).map(({state}) => state),
		['restored'],
	);
	t.deepEqual(readdirSync(path.join(place.state, 'holds')), []);
});
