import {appendFileSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync, writeSync} from 'node:fs';
import path from 'node:path';
import {Worker} from 'node:worker_threads';
import test from 'ava';
import {holdsFolder, removeIfEmpty, takeDropId} from '../../source/collection/drop-id.js';
import {appendToJournal, journalFile, readJournal} from '../../source/collection/journal.js';
import type {JournalLine, NotedLink} from '../../source/collection/journal-line.js';
import {StoreError} from '../../source/store/store-error.js';
import {temporaryFolder} from '../store/temporary-folder.js';

const link: NotedLink = {
	link: '/home/anna/result',
	entry: '/nix/var/nix/gcroots/auto/a',
	entryText: '/home/anna/result',
	target: '/nix/store/a',
	kind: 'result',
	generation: null,
	text: '/nix/store/a',
	file: null,
	modifiedAt: '1795246000123456789',
	uid: 0,
	gid: 0,
	holdLink: null,
	heldUntil: null,
};
const store = {storeDirectory: '/nix/store', realStoreDirectory: '/nix/store', stateDirectory: '/nix/var/nix'};

function dropped(id: number): JournalLine {
	return {type: 'dropped', version: 1, id, time: 5, store, links: [link]};
}

test('what is written is read again, with what became of it', (t) => {
	const folder = temporaryFolder(t).path('state/nixscope');
	t.deepEqual(readJournal(folder), []);
	appendToJournal(folder, dropped(1));
	appendToJournal(folder, dropped(2));
	appendToJournal(folder, {type: 'restored', version: 1, id: 2, time: 6, links: [link.link]});
	appendToJournal(folder, {type: 'collected', version: 1, id: 1, time: 6, links: [link.link]});
	const [first, second] = readJournal(folder);
	t.like(first, {id: 1, time: 5, store, links: [{...link, isRestored: false, isCollected: true, isReleased: false}]});
	t.like(second, {id: 2, links: [{isRestored: true, isCollected: false}]});
	t.is(statSync(folder).mode & 0o777, 0o700);
	t.is(statSync(journalFile(folder)).mode & 0o777, 0o600);
});

test('a line that was torn, lines that mean nothing and those of a newer nixscope are left out', (t) => {
	const folder = temporaryFolder(t).path('state');
	appendToJournal(folder, dropped(1));
	const line = readFileSync(journalFile(folder), 'utf8');
	appendFileSync(journalFile(folder), `null\n[]\n{"version":2,"type":"dropped","id":9}\n${line.slice(0, 200)}`);
	t.deepEqual(
		readJournal(folder).map(({id}) => id),
		[1],
	);
	appendToJournal(folder, dropped(2));
	t.deepEqual(
		readJournal(folder).map(({id}) => id),
		[1, 2],
	);
	t.true(readFileSync(journalFile(folder), 'utf8').endsWith(`${line.slice(0, 200)}\n${JSON.stringify(dropped(2))}\n`));
});

test('what does not fit on the disk leaves the journal as it was', (t) => {
	const folder = temporaryFolder(t).path('state');
	appendToJournal(folder, dropped(1));
	const before = readFileSync(journalFile(folder), 'utf8');
	const full = (code: string) => Object.assign(new Error(code), {code});
	let written = 0;
	const write = (descriptor: number, bytes: Uint8Array) => {
		if (written > 0) {
			throw full('ENOSPC');
		}

		written = writeSync(descriptor, bytes.subarray(0, 40));
		return written;
	};
	const error = t.throws(() => appendToJournal(folder, dropped(2), {write, sync() {}}), {instanceOf: StoreError});
	t.is(error.message, `the journal ${journalFile(folder)} cannot be written: no space is left there`);
	t.is(written, 40);
	t.is(readFileSync(journalFile(folder), 'utf8'), before);

	const sync = () => {
		throw full('EDQUOT');
	};
	t.throws(() => appendToJournal(folder, dropped(2), {write: writeSync, sync}), {message: /the quota is used up/});
	t.is(readFileSync(journalFile(folder), 'utf8'), before);
});

test('a line of another nixscope stays when an own one does not fit', (t) => {
	const folder = temporaryFolder(t).path('state');
	appendToJournal(folder, dropped(1));
	const write = () => {
		appendFileSync(journalFile(folder), `${JSON.stringify(dropped(2))}\n`);
		throw Object.assign(new Error('full'), {code: 'ENOSPC'});
	};
	t.throws(() => appendToJournal(folder, dropped(3), {write, sync() {}}), {instanceOf: StoreError});
	t.deepEqual(
		readJournal(folder).map(({id}) => id),
		[1, 2],
	);
});

test('the file and its name are on the disk when it returns', (t) => {
	const folder = temporaryFolder(t).path('state');
	const synced: boolean[] = [];
	appendToJournal(folder, dropped(1), {
		write: writeSync,
		sync: (descriptor) => synced.push(statSync(`/proc/self/fd/${descriptor}`).isDirectory()),
	});
	t.deepEqual(synced, [false, true]);
});

test('a journal or a folder that is a link is not written through', (t) => {
	const place = temporaryFolder(t);
	place.folder('state');
	place.file('other', 'mine\n');
	symlinkSync(place.path('other'), place.path('state/undo.jsonl'));
	t.throws(() => appendToJournal(place.path('state'), dropped(1)), {message: /undo\.jsonl cannot be written/});
	t.is(readFileSync(place.path('other'), 'utf8'), 'mine\n');
	symlinkSync(place.path('state'), place.path('linked'));
	t.throws(() => appendToJournal(place.path('linked'), dropped(1)), {message: /must be a folder of its own/});
});

test('ids rise, whatever was left behind', (t) => {
	const folder = temporaryFolder(t).path('state');
	const first = takeDropId(folder);
	t.is(first.id, 1);
	t.is(takeDropId(folder).id, 2);
	appendToJournal(folder, dropped(7));
	t.is(takeDropId(folder).id, 8);
	removeIfEmpty(first.folder);
	mkdirSync(path.join(holdsFolder(folder), 'undo-abc'));
	writeFileSync(path.join(holdsFolder(folder), '20'), '');
	t.is(takeDropId(folder).id, 21);
});

test('an id that another has noted and cleared away in between is not taken again', (t) => {
	const folder = temporaryFolder(t).path('state');
	appendToJournal(folder, dropped(1));
	let reads = 0;
	const {id} = takeDropId(folder, () => (reads++ === 0 ? [] : readJournal(folder)));
	t.is(id, 2);
});

test('several at once take different ids and all lines come through', async (t) => {
	const folder = temporaryFolder(t).path('state');
	const source = new URL('../../source/collection/', import.meta.url).href;
	const code = `
		import {parentPort} from 'node:worker_threads';
		const {takeDropId, removeIfEmpty} = await import('${source}drop-id.js');
		const {appendToJournal} = await import('${source}journal.js');
		const ids = [];
		for (let count = 0; count < 12; count++) {
			const {id, folder} = takeDropId(${JSON.stringify(folder)});
			appendToJournal(${JSON.stringify(folder)}, {...${JSON.stringify(dropped(0))}, id});
			removeIfEmpty(folder);
			ids.push(id);
		}
		parentPort.postMessage(ids);
	`;
	const taken = await Promise.all(
		Array.from(
			{length: 4},
			() =>
				new Promise<number[]>((resolve, reject) => {
					const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
					worker.once('message', resolve).once('error', reject);
				}),
		),
	);
	const ids = taken.flat();
	t.is(new Set(ids).size, 48);
	t.deepEqual(
		readJournal(folder)
			.map(({id}) => id)
			.sort((a, b) => a - b),
		ids.sort((a, b) => a - b),
	);
});
