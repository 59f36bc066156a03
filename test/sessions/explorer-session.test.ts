import test from 'ava';
import type {PlanAnswer} from '../../source/analyses/answers/plan.js';
import {createExplorerSession} from '../../source/sessions/create-explorer-session.js';
import type {Progress} from '../../source/store/progress.js';
import {handFedClient, settled} from './hand-fed-client.js';

function openSession() {
	const client = handFedClient();
	let onProgress: (progress: Progress) => void = () => {};
	const terminal = {isBusy: false};
	const session = createExplorerSession({
		title: 'store /nix/store',
		openClient(listener) {
			onProgress = listener;
			return client;
		},
		isBusy: () => terminal.isBusy,
		now: () => 5000,
	});
	const kinds = () => client.asked.map(({kind}) => kind);
	const count = (kind: string) => kinds().filter((each) => each === kind).length;
	return {
		client,
		session,
		terminal,
		count,
		progress: (done: number) => onProgress({task: 'reading the store', done, total: 10} as Progress),
		frame: () => new Promise<void>((resolve) => void session.subscribe(resolve)),
		changed: () => client.last('watch').tell({type: 'changed', what: 'roots'}),
		async read(paths: number) {
			client.last('status').answer({paths});
			await settled();
		},
	};
}

test('while the store is read its progress is shown, then its status', async (t) => {
	const {session, progress, read, frame} = openSession();
	t.like(session.data, {title: 'store /nix/store', status: undefined, reading: undefined, failure: undefined});
	const drawn = frame();
	progress(4);
	await drawn;
	t.like(session.data.reading, {done: 4, total: 10});
	const before = session.frameNumber();
	await read(7);
	t.like(session.data, {status: {paths: 7}, reading: undefined});
	t.is(session.frameNumber(), before + 1, 'drawn at once');
	progress(5);
	t.is(session.data.reading, undefined, 'what a question reads is not the reading of the store');
	await session.close();
});

test('a store that cannot be read says why, is asked nothing, and can be tried again', async (t) => {
	const {client, session, read, count} = openSession();
	client.last('status').fail('Cannot read db.sqlite: permission denied');
	await settled();
	t.is(session.data.failure, 'Cannot read db.sqlite: permission denied');
	session.need([{slot: 'overview', kind: 'overview', request: {}}]);
	t.is(count('overview'), 0);
	session.refresh(true);
	client.last('refresh').answer({hasChanged: false});
	await settled();
	await read(3);
	t.is(session.data.failure, undefined);
	t.like(session.data.status, {paths: 3});
	session.need([{slot: 'overview', kind: 'overview', request: {}}]);
	t.is(count('overview'), 1);
	await session.close();
});

test('a small store that changes is read again by itself; its answers stay until there are newer ones', async (t) => {
	const {client, session, read, changed, count} = openSession();
	await read(3);
	session.need([{slot: 'overview', kind: 'overview', request: {}}]);
	client.last('overview').answer({total: 3});
	await settled();
	changed();
	t.deepEqual(client.last('refresh').request, {isForced: false});
	client.last('refresh').answer({hasChanged: true});
	await settled();
	await read(4);
	t.like(session.data, {status: {paths: 4}, hasChanged: false});
	t.like(session.data.slot('overview', 'overview'), {answer: {total: 3}, isCurrent: false});
	session.need([{slot: 'overview', kind: 'overview', request: {}}]);
	client.last('overview').answer({total: 4});
	await settled();
	t.like(session.data.slot('overview', 'overview'), {answer: {total: 4}, isCurrent: true});
	t.is(count('overview'), 2);
	await session.close();
});

test('what changes while the store is being read again is not lost, and not read twice', async (t) => {
	const {client, session, read, changed, count} = openSession();
	await read(3);
	changed();
	changed();
	changed();
	t.is(count('refresh'), 1);
	client.last('refresh').answer({hasChanged: true});
	await settled();
	t.is(count('refresh'), 2);
	client.last('refresh').answer({hasChanged: false});
	await settled();
	t.is(count('refresh'), 2);
	await session.close();
});

test('a change that was none draws no new numbers', async (t) => {
	const {client, session, read, changed, count} = openSession();
	await read(3);
	changed();
	client.last('refresh').answer({hasChanged: false});
	await settled();
	t.is(count('status'), 1);
	t.false(session.data.hasChanged);
	await session.close();
});

test('while something is collected changes are not read, but at its end', async (t) => {
	const {client, session, read, changed, count} = openSession();
	await read(3);
	session.collect({id: 1} as PlanAnswer, undefined);
	t.true(session.isRunning);
	t.like(session.data.run, {kind: 'collect', startedAt: 5000});
	changed();
	session.refresh(true);
	t.is(count('refresh'), 0);
	client.last('collect').answer({kind: 'collected', result: {outcome: 'done'}});
	await settled();
	t.deepEqual(client.last('refresh').request, {isForced: true});
	t.false(session.isRunning);
	await session.close();
});

test('a reading again that fails is told, and the store that was read stays', async (t) => {
	const {client, session, read} = openSession();
	await read(3);
	session.refresh(true);
	client.last('refresh').fail('disk full');
	await settled();
	t.like(session.data, {notice: 'disk full', failure: undefined, status: {paths: 3}});
	session.dismissRun();
	t.is(session.data.notice, undefined);
	await session.close();
});

test('what cannot be watched is told', async (t) => {
	const {client, session, read} = openSession();
	await read(3);
	client.last('watch').tell({type: 'unwatched', reason: 'too many'});
	t.is(session.data.notice, 'changes of the store may go unnoticed: too many');
	await session.close();
});

test('a pin is read again; one that fails is told', async (t) => {
	const {client, session, read, count} = openSession();
	await read(3);
	session.pin('/nix/store/a', 'system-42');
	t.deepEqual(client.last('pin').request, {path: '/nix/store/a', name: 'system-42'});
	client.last('pin').answer({link: '/pins/system-42'});
	await settled();
	t.is(count('refresh'), 1);
	client.last('refresh').answer({hasChanged: true});
	await settled();
	session.unpin('system-42');
	client.last('unpin').fail('it is gone');
	await settled();
	t.is(session.data.notice, 'it is gone');
	t.is(count('refresh'), 1);
	await session.close();
});

test('no frame while the terminal is busy; what was asked for is drawn later', async (t) => {
	const {session, terminal, read} = openSession();
	await read(3);
	terminal.isBusy = true;
	const before = session.frameNumber();
	session.requestFrame();
	t.is(session.frameNumber(), before);
	terminal.isBusy = false;
	session.requestFrame();
	t.is(session.frameNumber(), before + 1);
	await session.close();
});

test('leaving stops what runs and waits for its notes', async (t) => {
	const {client, session, read} = openSession();
	await read(3);
	session.collect({id: 1} as PlanAnswer, undefined);
	let isClosed = false;
	const closing = session.close().then(() => {
		isClosed = true;
	});
	await settled();
	t.true(client.last('collect').isCancelled);
	t.true(client.last('watch').isCancelled);
	t.false(isClosed);
	t.false(client.isClosed, 'the thread writes down what it has done');
	client.last('collect').answer({kind: 'collected', result: {outcome: 'cancelled'}});
	await closing;
	t.true(client.isClosed);
});
