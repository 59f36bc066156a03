import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {parseNarinfo, readBinaryCache} from '../../source/store/binary-cache.js';
import {StoreError} from '../../source/store/store-error.js';
import {linesOf} from './graph-text.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

const a = `${'a'.repeat(32)}-a`;
const b = `${'b'.repeat(32)}-b`;
const deriver = `${'d'.repeat(32)}-a.drv`;
const narinfo = (fields: Record<string, string>) =>
	Object.entries(fields)
		.map(([name, value]) => `${name}: ${value}\n`)
		.join('');
const infoOfA = narinfo({
	StorePath: `/gnu/store/${a}`,
	URL: 'nar/x.nar.xz',
	Compression: 'xz',
	NarHash: 'sha256:x',
	NarSize: '120',
	References: `${a} ${b}`,
	Deriver: deriver,
});
const infoOfB = narinfo({
	StorePath: `/gnu/store/${b}`,
	URL: 'nar/y',
	NarSize: '80',
	References: '',
	Deriver: 'unknown-deriver',
});

function cache(name: string, files: Record<string, string>) {
	const place = path.join(folder, name);
	mkdirSync(path.join(place, 'nar'), {recursive: true});
	for (const [file, text] of Object.entries(files)) {
		writeFileSync(path.join(place, file), text);
	}

	return {kind: 'binary-cache', folder: place, uri: `file://${place}`} as const;
}

const options = {onProgress: () => {}};

test('every narinfo, in the store that the cache is for', async (t) => {
	const address = cache('good', {
		'nix-cache-info': 'StoreDir: /gnu/store\nWantMassQuery: 1\n',
		[`${a.slice(0, 32)}.narinfo`]: infoOfA,
		[`${b.slice(0, 32)}.narinfo`]: infoOfB,
		'nar/x.nar.xz': '',
		'README.txt': 'no narinfo',
	});
	const graph = await readBinaryCache(address, options);
	t.is(graph.names.storeDirectory, '/gnu/store');
	t.deepEqual(linesOf(graph), [
		`${a} | 120 | by unknown | refers to ${a},${b} | outputs `,
		`${b} | 80 | by unknown | refers to  | outputs `,
	]);
	t.true(Number.isNaN(graph.registrationTimes[0]));
});

test('without nix-cache-info the paths tell the store', async (t) => {
	const graph = await readBinaryCache(cache('bare', {'b.narinfo': infoOfB}), options);
	t.is(graph.names.storeDirectory, '/gnu/store');
});

test('an empty cache is one', async (t) => {
	const graph = await readBinaryCache(cache('empty', {'nix-cache-info': 'StoreDir: /nix/store\n'}), options);
	t.is(graph.names.count, 0);
});

test('a folder that is none', async (t) => {
	await t.throwsAsync(readBinaryCache(cache('other', {}), options), {
		instanceOf: StoreError,
		message: `${folder}/other is no binary cache: it has neither nix-cache-info nor .narinfo files`,
	});
	const missing = {kind: 'binary-cache', folder: `${folder}/missing`, uri: ''} as const;
	await t.throwsAsync(readBinaryCache(missing, options), {
		instanceOf: StoreError,
		message: `the binary cache ${folder}/missing cannot be read: it is not there`,
	});
});

test('a damaged file is named', async (t) => {
	for (const text of ['', infoOfA.slice(0, -5), narinfo({StorePath: '/gnu/store/x', NarSize: '1'}), 'StorePath: x\n']) {
		await t.throwsAsync(readBinaryCache(cache('damaged', {'x.narinfo': text}), options), {
			instanceOf: StoreError,
			message: `${folder}/damaged/x.narinfo is damaged: copy its path into the cache again, or remove it`,
		});
	}
});

test('the deriver of a narinfo', (t) => {
	t.is(parseNarinfo(infoOfA)?.deriver, deriver);
	t.is(parseNarinfo(infoOfB)?.deriver, undefined);
});
