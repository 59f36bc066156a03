import path from 'node:path';
import {Worker} from 'node:worker_threads';
import test from 'ava';
import {measureFreed} from '../../source/store/freed-space.js';
import {scanOptimise} from '../../source/store/optimise-scan.js';
import {pathTableOf} from '../../source/store/path-table.js';
import {ScanCancelled} from '../../source/store/scan-watch.js';
import {scanInThread} from '../../source/workers/scan-client.js';
import {openDiskStore} from '../store/disk-store.js';

/** A table that is a part of a bigger block of bytes, as one that was read is. */
function tableOf(...baseNames: string[]) {
	const block = Buffer.from(`before${baseNames.join('')}after`, 'latin1');
	const bytes = new Uint8Array(block.buffer, block.byteOffset + 6, baseNames.join('').length);
	const offsets = new Uint32Array(baseNames.length + 1);
	for (const [index, name] of baseNames.entries()) {
		offsets[index + 1] = offsets[index]! + name.length;
	}

	return pathTableOf('/nix/store', bytes, offsets);
}

const digest = (character: string) => `${character.repeat(32)}-name`;

function filledStore(t: Parameters<typeof openDiskStore>[0]) {
	const store = openDiskStore(t);
	store.file(`${digest('a')}/one`, 'same!');
	store.file(`${digest('b')}/two`, 'same!');
	store.file(digest('c'), 'x'.repeat(5000));
	store.link(digest('c'), '.links/hash');
	store.link(digest('c'), digest('d'));
	return {store, names: tableOf(...['a', 'b', 'c', 'd'].map(digest))};
}

test('an optimise scan in a thread answers as one here, with progress', async (t) => {
	const {store, names} = filledStore(t);
	const tasks = new Set<string>();
	const found = await scanInThread(
		{kind: 'optimise', store, names, environment: process.env},
		{onProgress: ({task}) => tasks.add(task)},
	);
	t.deepEqual(found, scanOptimise(store, names));
	t.is(found.savableBytes, 5);
	t.deepEqual([...tasks], ['reading the links', 'reading the store', 'comparing files']);
});

test('what a collection frees, and what links save', async (t) => {
	const {store} = filledStore(t);
	const baseNames = [digest('a'), digest('c'), 'odd\nname'];
	t.deepEqual(await scanInThread({kind: 'freed', store, baseNames}), measureFreed({store, entries: baseNames}));
	const {linksFolderSize, ...saved} = await scanInThread({kind: 'links', store});
	t.deepEqual(saved, {linkedFiles: 2, savedBytes: 5000, unreadable: []});
	t.true(linksFolderSize >= 0);
});

test('a scan is cancelled, before and while it runs', async (t) => {
	const {store, names} = filledStore(t);
	await t.throwsAsync(scanInThread({kind: 'links', store}, {signal: AbortSignal.abort()}), {instanceOf: ScanCancelled});
	const control = new AbortController();
	const scan = scanInThread(
		{kind: 'optimise', store, names, environment: process.env},
		{signal: control.signal, onProgress: () => control.abort()},
	);
	await t.throwsAsync(scan, {instanceOf: ScanCancelled});
});

test('a scan that fails says why', async (t) => {
	await t.throwsAsync(scanInThread({kind: 'nothing'} as never), {message: /kind/});
});

test('a thread starts one', async (t) => {
	const {store} = filledStore(t);
	const client = new URL('../../source/workers/scan-client.js', import.meta.url).href;
	const worker = new Worker(
		`import(${JSON.stringify(client)}).then(async ({scanInThread}) => {
			const {parentPort, workerData} = require('node:worker_threads');
			parentPort.postMessage(await scanInThread({kind: 'links', store: workerData}));
		});`,
		{eval: true, workerData: {storeDirectory: '/nix/store', realStoreDirectory: store.realStoreDirectory}},
	);
	const answer = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
	t.like(answer, {savedBytes: 5000});
	await worker.terminate();
});

test('the bundle has the thread', async (t) => {
	const {store} = filledStore(t);
	const folder = path.dirname(path.resolve(process.env.NIXSCOPE_CLI ?? 'dist/cli.js'));
	const worker = new Worker(path.join(folder, 'scan.worker.js'), {
		workerData: {
			kind: 'links',
			store: {storeDirectory: '/nix/store', realStoreDirectory: store.realStoreDirectory},
		},
	});
	const answer = await new Promise((resolve, reject) => {
		worker.on('error', reject);
		worker.on('message', (message: {type: string; answer?: object}) => {
			if (message.type === 'answer') {
				resolve(message.answer);
			}
		});
	});
	t.like(answer, {linkedFiles: 2, savedBytes: 5000});
	await worker.terminate();
});
