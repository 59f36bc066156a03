import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {GraphBuilder} from '../../source/store/graph-builder.js';
import type {Root} from '../../source/store/root.js';
import {readSnapshot, writeSnapshot} from '../../source/store/snapshot-file.js';
import {packGraph, type SectionSizes, unpackGraph} from '../../source/store/snapshot-sections.js';
import {StoreError} from '../../source/store/store-error.js';
import type {StoreReading} from '../../source/store/store-reading.js';
import {linesOf, namesOf} from './graph-text.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));
const inFolder = (name: string) => path.join(folder, name);

function readingOf(count: number): StoreReading {
	const builder = new GraphBuilder();
	const name = (index: number) => `${String(index).padStart(32, '0')}-p${index}${index % 3 === 0 ? '.drv' : ''}`;
	for (let index = 0; index < count; index++) {
		builder.add({
			baseName: name(index),
			narSize: index === 1 ? undefined : index * 100_000_000_003,
			registrationTime: index === 2 ? undefined : 1_700_000_000_000 + index,
			deriver: name(index - (index % 3)),
			references: [name(index), name(index + 1), name(index >> 1)],
		});
	}

	const root: Root = {
		kind: 'process',
		link: '/proc/1/exe',
		entry: null,
		target: `/gnu/store/${name(0)}`,
		state: 'live',
		protected: true,
		protection: 'why not: ü\n',
		modifiedAt: 12.5,
		process: {pid: 1, command: 'init', user: null},
		generation: null,
	};
	return {
		address: {
			kind: 'local',
			storeDirectory: '/gnu/store',
			realStoreDirectory: '/gnu/store',
			stateDirectory: '/gnu/var',
			chroot: '',
			uri: undefined,
		},
		way: 'immutable',
		readAt: 1_700_000_000_123,
		graph: builder.build('/gnu/store'),
		roots: {
			roots: [root],
			currentGenerations: new Map([['/gnu/var/profiles/system', 42]]),
			unreadable: ['processes of other users (3)'],
			temporaryDigests: new Set(['0'.repeat(32)]),
		},
		settings: {keepOutputs: true, keepDerivations: false},
		unregistered: ['junk'],
		unreadable: ['this and that'],
	};
}

for (const count of [0, 1, 2, 1000]) {
	test(`${count} paths come back as they were`, (t) => {
		const file = inFolder(`${count}.snapshot`);
		const reading = readingOf(count);
		const {size} = writeSnapshot(file, reading);
		t.is(size, lstatSync(file).size);
		const back = readSnapshot(file);
		const {graph, ...rest} = back;
		const {graph: graphBefore, ...restBefore} = reading;
		const snapshot = {host: hostname(), storeDirectory: '/gnu/store', readAt: reading.readAt};
		t.deepEqual(rest, {...restBefore, address: {kind: 'snapshot', file}, way: 'snapshot', snapshot});
		t.deepEqual(namesOf(graph), namesOf(graphBefore));
		t.deepEqual(linesOf(graph), linesOf(graphBefore));
		for (const key of ['narSizes', 'isSized', 'registrationTimes', 'refersToItself', 'derivers'] as const) {
			t.deepEqual(graph[key], graphBefore[key], key);
		}

		for (const key of ['references', 'referrers', 'outputs'] as const) {
			t.deepEqual(graph[key], graphBefore[key], key);
		}
	});
}

test('folders that were not listed stay unknown, paths without files are known', (t) => {
	const file = inFolder('unknown.snapshot');
	writeSnapshot(file, {...readingOf(1), unregistered: null});
	t.is(readSnapshot(file).unregistered, null);
	t.is(readSnapshot(file).missing, undefined);
	writeSnapshot(file, {...readingOf(3), missing: [0, 2]});
	t.deepEqual(readSnapshot(file).missing, [0, 2]);
	writeSnapshot(file, {...readingOf(3), missing: [3]});
	t.throws(() => readSnapshot(file), {message: /damaged/});
});

test('a file that is cut, or has a wrong byte, is refused', (t) => {
	const whole = inFolder('whole.snapshot');
	const reading = readingOf(4);
	const lines = linesOf(reading.graph);
	writeSnapshot(whole, reading);
	const bytes = readFileSync(whole);
	const file = inFolder('damaged.snapshot');
	for (let length = 0; length < bytes.length; length += 7) {
		writeFileSync(file, bytes.subarray(0, length));
		t.throws(() => readSnapshot(file), {instanceOf: StoreError}, `${length} bytes`);
	}

	let refused = 0;
	for (let index = 0; index < bytes.length; index += 7) {
		const wrong = Buffer.from(bytes);
		wrong[index]! ^= 0x10;
		writeFileSync(file, wrong);
		try {
			// A few bits of the compressed frames mean nothing.
			t.deepEqual(linesOf(readSnapshot(file).graph), lines, `byte ${index}`);
		} catch (error) {
			t.true(error instanceof StoreError, `byte ${index}`);
			refused++;
		}
	}

	t.true(refused > 0.1 * bytes.length);
});

test('sections that do not fit each other are refused', (t) => {
	const one = packGraph(readingOf(5).graph);
	const other = packGraph(readingOf(6).graph);
	const unpacked = (index: number) => {
		const replaced = (list: readonly unknown[], others: readonly unknown[]) => list.with(index, others[index]);
		const chunks = replaced(one.chunks, other.chunks) as Uint8Array[];
		return unpackGraph('/nix/store', replaced(one.sizes, other.sizes) as SectionSizes, () =>
			Buffer.from(chunks.shift()!),
		);
	};

	for (let index = 0; index < one.chunks.length; index++) {
		t.throws(() => unpacked(index), {message: 'the sections do not fit each other'}, `section ${index}`);
	}
});

test('what is wrong is told', (t) => {
	const file = inFolder('told.snapshot');
	const message = (name: string) => t.throws(() => readSnapshot(name), {instanceOf: StoreError}).message;
	t.is(message(file), `the snapshot ${file} cannot be read: no such file or folder`);
	t.is(message(folder), `the snapshot ${folder} cannot be read: it is a folder`);
	t.is(message('/dev/null/x'), 'the snapshot /dev/null/x cannot be read: no such file or folder');
	writeFileSync(file, 'something else entirely');
	t.is(message(file), `${file} is no snapshot of a store; nixscope snapshot FILE writes one`);
	rmSync(file);
	writeSnapshot(file, readingOf(3));
	const bytes = readFileSync(file);
	writeFileSync(file, bytes.subarray(0, -1));
	t.is(message(file), `the snapshot ${file} is damaged or not complete: write it again`);
	bytes.writeUInt32LE(2, 8);
	writeFileSync(file, bytes);
	t.is(message(file), `${file} is a snapshot of format 2; this nixscope reads format 1`);
});

test('an older file is replaced at once, through a link too, and nothing stays behind', (t) => {
	const place = inFolder('replace');
	mkdirSync(place);
	const file = path.join(place, 'file');
	const link = path.join(place, 'link');
	writeSnapshot(file, readingOf(1));
	symlinkSync('file', link);
	writeSnapshot(link, readingOf(2));
	t.is(readSnapshot(file).graph.names.count, 2);
	t.true(lstatSync(link).isSymbolicLink());
	writeSnapshot(file, readingOf(3));
	t.is(readSnapshot(link).graph.names.count, 3);
	t.deepEqual(readdirSync(place).sort(), ['file', 'link']);
});

test('a file that is no snapshot is never replaced, an empty one is', (t) => {
	const file = inFolder('pre.txt');
	const link = inFolder('pre-link');
	symlinkSync('pre.txt', link);
	for (const content of ['my notes', 'nix', 'Nixscope and more']) {
		writeFileSync(file, content);
		for (const name of [file, link]) {
			t.throws(() => writeSnapshot(name, readingOf(1)), {
				instanceOf: StoreError,
				message: `${name} is there and no snapshot: it is not replaced; give another name, or remove it first`,
			});
		}

		t.is(readFileSync(file, 'utf8'), content);
	}

	writeFileSync(file, '');
	writeSnapshot(file, readingOf(2));
	t.is(readSnapshot(file).graph.names.count, 2);
	t.deepEqual(
		readdirSync(folder).filter((name) => name.endsWith('.tmp')),
		[],
	);
});

test('what is no regular file is never replaced', (t) => {
	const reading = readingOf(1);
	t.throws(() => writeSnapshot('/dev/null', reading), {message: '/dev/null cannot be written: it is no regular file'});
	t.throws(() => writeSnapshot(folder, reading), {instanceOf: StoreError});
	const file = inFolder('no-such-folder/file');
	t.throws(() => writeSnapshot(file, reading), {message: `${file} cannot be written: no such file or folder`});
	t.true(lstatSync('/dev/null').isCharacterDevice());
});
