import {appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import type {LocalStore} from '../../source/store/store-address.js';
import {type StoreChange, watchStore} from '../../source/store/watch-store.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

/** A store without paths, watched; `next` waits for the next word. */
async function watched(t: ExecutionContext, prepare: (top: ReturnType<typeof temporaryFolder>) => void = () => {}) {
	const top = temporaryFolder(t);
	top.file('state/db/db.sqlite', 'x');
	top.file('state/db/db.sqlite-wal', '');
	for (const folder of ['store', 'state/gcroots/auto', 'state/profiles', 'state/temproots', 'home', 'project']) {
		top.folder(folder);
	}

	prepare(top);
	const store: LocalStore = {
		kind: 'local',
		storeDirectory: '/nix/store',
		realStoreDirectory: top.path('store'),
		stateDirectory: top.path('state'),
		chroot: '',
		uri: undefined,
	};
	const told: StoreChange[] = [];
	let wake = () => {};
	const watch = watchStore(store, {
		environment: {HOME: top.path('home')},
		onChange(what) {
			told.push(what);
			wake();
		},
		onFailure: (reason) => t.fail(reason),
	});
	t.teardown(() => watch.close());
	await watch.ready;
	return {
		top,
		watch,
		told,
		async next(): Promise<StoreChange> {
			while (told.length === 0) {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}

			return told.shift()!;
		},
	};
}

const target = storePath('a', 'hello');

test('a write to the database or its log', async (t) => {
	const {top, next} = await watched(t);
	appendFileSync(top.path('state/db/db.sqlite-wal'), 'page');
	t.is(await next(), 'database');
	// While it is looked at, and not listened to.
	appendFileSync(top.path('state/db/db.sqlite'), 'page');
	t.is(await next(), 'database');
});

test('files beside the database, and a log that is touched, are no change', async (t) => {
	const {top, told, next} = await watched(t);
	writeFileSync(top.path('state/db/db.sqlite-shm'), 'index');
	writeFileSync(top.path('state/db/big-lock'), '');
	writeFileSync(top.path('state/db/db.sqlite-wal'), '');
	symlinkSync(target, top.path('state/gcroots/later'));
	t.is(await next(), 'roots');
	t.deepEqual(told, []);
});

test('roots and profiles that come, go and lead elsewhere', async (t) => {
	const {top, next} = await watched(t);
	symlinkSync(target, top.path('state/gcroots/one'));
	t.is(await next(), 'roots');
	symlinkSync(storePath('b', 'other'), top.path('state/gcroots/.new'));
	renameSync(top.path('state/gcroots/.new'), top.path('state/gcroots/one'));
	t.is(await next(), 'roots');
	unlinkSync(top.path('state/gcroots/one'));
	t.is(await next(), 'roots');
	mkdirSync(top.path('state/profiles/per-user/anna'), {recursive: true});
	t.is(await next(), 'roots');
	symlinkSync(target, top.path('state/profiles/per-user/anna/profile-1-link'));
	t.is(await next(), 'roots');
});

test('a result link that is removed, and one that was made later', async (t) => {
	const {top, next} = await watched(t, (top) => {
		top.link('project/result', target);
		top.link('state/gcroots/auto/one', top.path('project/result'));
	});
	unlinkSync(top.path('project/result'));
	t.is(await next(), 'roots');
	top.link('elsewhere/result', target);
	top.link('state/gcroots/auto/two', top.path('elsewhere/result'));
	t.is(await next(), 'roots');
	rmSync(top.path('elsewhere'), {recursive: true});
	t.is(await next(), 'roots');
});

test('what else happens beside a link, in the store, and behind a link is no change', async (t) => {
	const {top, told, next} = await watched(t, (top) => {
		top.folder('store/folder');
		top.link('project/result', top.path('store/folder'));
		top.link('state/gcroots/auto/one', top.path('project/result'));
	});
	top.file('project/source.c');
	top.file('store/folder/file');
	top.file('store/other');
	appendFileSync(top.path('state/db/db.sqlite'), 'page');
	t.is(await next(), 'database');
	t.deepEqual(told, []);
});

test('profiles of the user, also when their folder is made later', async (t) => {
	const {top, next} = await watched(t);
	mkdirSync(top.path('home/.local/state/nix/profiles'), {recursive: true});
	t.is(await next(), 'roots');
	symlinkSync('profile-1-link', top.path('home/.local/state/nix/profiles/profile'));
	t.is(await next(), 'roots');
});

test('temporary roots', async (t) => {
	const {top, next} = await watched(t);
	top.file('state/temproots/4711', `${target}\0`);
	t.is(await next(), 'roots');
});

test('many changes are few words', async (t) => {
	const {top, told, next} = await watched(t);
	for (let index = 0; index < 200; index++) {
		appendFileSync(top.path('state/db/db.sqlite-wal'), 'page');
		symlinkSync(target, top.path(`state/gcroots/${index}`));
		await new Promise((resolve) => setImmediate(resolve));
	}

	await next();
	await next();
	t.true(told.length <= 2, told.join());
});

test('a store whose folders are missing', async (t) => {
	const {top, next} = await watched(t, (top) => rmSync(top.path('state'), {recursive: true}));
	mkdirSync(top.path('state/gcroots'), {recursive: true});
	t.is(await next(), 'roots');
	top.file('state/db/db.sqlite', 'x');
	// The folders that come are words of their own.
	for (let what = await next(); what !== 'database'; what = await next()) {
		t.is(what, 'roots');
	}
});

test('after its end nothing is told', async (t) => {
	const {top, told, watch} = await watched(t);
	symlinkSync(target, top.path('state/gcroots/one'));
	await watch.close();
	appendFileSync(top.path('state/db/db.sqlite'), 'page');
	await new Promise((resolve) => setTimeout(resolve, 300));
	t.deepEqual(told, []);
});
