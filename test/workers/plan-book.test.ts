import {mkdirSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {analyse} from '../../source/analyses/analyse.js';
import type {Root} from '../../source/store/root.js';
import {OpenStore} from '../../source/workers/open-store.js';
import {PlanBook, type PlanRequest} from '../../source/workers/plan-book.js';
import {rootOf, type SmallPath, smallReading} from '../analyses/answers/small-store.js';
import {temporaryFolder} from '../store/temporary-folder.js';

const store = new OpenStore({
	address: {kind: 'snapshot', file: '/store.snapshot'},
	workingDirectory: '/',
	environment: {},
	onProgress() {},
});
const hold = rootOf('/home/anna/.local/state/nixscope/holds/1/1', 'kept-1', {kind: 'nixscope-hold'});
const result = rootOf('/home/anna/result', 'app-1');
const drop: PlanRequest = {links: [result.link], collects: 'all-dead', holdMs: undefined};

function made(paths: Readonly<Record<string, SmallPath>>, roots: readonly Root[] = [result]) {
	return analyse(smallReading({paths, roots}));
}

test('a plan that does the very same has the number of the earlier one', (t) => {
	const book = new PlanBook();
	const paths = {'app-1': {size: 10}, 'old-1': {size: 5}};
	const {answer} = book.make(store, made(paths), drop);
	t.is(book.make(store, made(paths), drop).answer.id, answer.id);
	t.not(book.make(store, made({'app-1': {size: 10}, 'new-1': {size: 5}}), drop).answer.id, answer.id);
	t.not(book.make(store, made(paths), {...drop, collects: 'only-planned'}).answer.id, answer.id);
	const again = [{...result, modifiedAt: 7}];
	t.not(book.make(store, made(paths, again), drop).answer.id, answer.id);
});

test('a hold is not held, which would drop it', (t) => {
	const book = new PlanBook();
	const analysis = made({'app-1': {size: 10}, 'kept-1': {size: 20}}, [result, hold]);
	const links = [result.link, hold.link];
	const {answer} = book.make(store, analysis, {links, collects: 'none', holdMs: 1000});
	t.deepEqual(
		answer.roots.map(({link}) => link),
		[result.link],
	);
	t.like(answer.refused, [
		{link: hold.link, reason: 'stays: it is a hold already, which only a drop without a hold ends'},
	]);
	t.is(book.make(store, analysis, {...drop, links}).answer.roots.length, 2);
});

test('a root whose folder this user may not change is refused, but to root', (t) => {
	const foreign = rootOf('/proc/1/result', 'app-1');
	const analysis = made({'app-1': {size: 10}}, [result, foreign]);
	const {answer} = new PlanBook().make(store, analysis, {...drop, links: [result.link, foreign.link]});
	const reason = 'is in a folder that you may not change: drop it as a user who may';
	t.deepEqual(answer.refused, process.geteuid?.() === 0 ? [] : [{link: foreign.link, reason}]);
});

test('a plan needs no journal: one that cannot be read is told', (t) => {
	const folder = temporaryFolder(t).path();
	const state = path.join(folder, 'nixscope');
	mkdirSync(path.join(state, 'undo.jsonl'), {recursive: true});
	const local = new OpenStore({
		address: {
			kind: 'local',
			storeDirectory: '/nix/store',
			realStoreDirectory: '/nix/store',
			stateDirectory: '/nix/var/nix',
			chroot: '',
			uri: undefined,
		},
		workingDirectory: '/',
		environment: {XDG_STATE_HOME: folder},
		onProgress() {},
	});
	const {answer} = new PlanBook().make(local, made({'app-1': {size: 10}}), drop);
	t.is(answer.roots.length, 1);
	t.regex(answer.remarks.at(-1) ?? '', /undo\.jsonl cannot be read/);
});
