import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {createFileLogStore, createLogStore} from '../../source/inputs/log-store.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

test('gives back any slice of any source, whatever the chunks', (t) => {
	const operations = fc.array(fc.tuple(fc.nat(2), fc.uint8Array({maxLength: 90})), {maxLength: 60});
	fc.assert(
		fc.property(operations, fc.nat(2), fc.nat(400), fc.nat(400), (chunks, source, offset, length) => {
			const store = createLogStore({memoryLimit: 64, blockSize: 32, directory: folder});
			const expected = [Buffer.alloc(0), Buffer.alloc(0), Buffer.alloc(0)];
			for (const [target, bytes] of chunks) {
				const chunk = Buffer.from(bytes);
				store.append(target, chunk);
				expected[target] = Buffer.concat([expected[target]!, chunk]);
				chunk.fill(0);
			}

			const found = store.read(source, offset, length);
			store.close();
			return found.equals(expected[source]!.subarray(offset, offset + length));
		}),
		{numRuns: 300, interruptAfterTimeLimit: 4000},
	);
	t.pass();
});

test('what was read stays as it was while more is appended', (t) => {
	const store = createLogStore({memoryLimit: 0, blockSize: 8, directory: folder});
	store.append(0, Buffer.from('abcd'));
	const early = store.read(0, 0, 4);
	store.append(0, Buffer.from('efghijklmnop'));
	t.is(early.toString(), 'abcd');
	t.is(store.read(0, 0, 16).toString(), 'abcdefghijklmnop');
	store.close();
});

test('leaves no file behind while it is open', (t) => {
	const own = mkdtempSync(path.join(folder, 'own-'));
	const store = createLogStore({memoryLimit: 0, blockSize: 8, directory: own});
	store.append(0, Buffer.alloc(100));
	t.is(store.read(0, 90, 10).length, 10);
	t.deepEqual(readdirSync(own), []);
	store.close();
	t.is(store.read(0, 0, 10).length, 0);
});

test('goes on when nothing can be written', (t) => {
	const store = createLogStore({memoryLimit: 8, blockSize: 8, directory: path.join(folder, 'missing')});
	store.append(0, Buffer.from('0123456789abcdef01234'));
	t.true(store.incomplete);
	t.is(store.read(0, 2, 4).toString(), '2345');
	t.is(store.read(0, 8, 4).length, 0);
	t.is(store.read(0, 16, 5).toString(), '01234');
	store.close();
});

test('memory does not grow with the log', (t) => {
	const store = createLogStore({directory: folder});
	const chunk = Buffer.alloc(1 << 20, 'x');
	for (let count = 0; count < 16; count++) {
		store.append(0, chunk);
	}

	const before = process.memoryUsage.rss();
	for (let count = 0; count < 200; count++) {
		store.append(0, chunk);
	}

	t.true(process.memoryUsage.rss() - before < 20 << 20);
	t.is(store.read(0, 215 << 20, 1).toString(), 'x');
	store.close();
});

test('a log file is read where it lies', (t) => {
	const file = path.join(folder, 'log');
	writeFileSync(file, 'one\ntwo\n');
	const store = createFileLogStore(file);
	store.append(0, Buffer.from('one\ntwo\n'));
	t.is(store.read(0, 4, 3).toString(), 'two');
	t.is(store.read(0, 6, 30).toString(), 'o\n');
	t.is(store.read(1, 0, 3).length, 0);
	store.close();
	t.is(store.read(0, 0, 3).length, 0);
	t.throws(() => createFileLogStore(path.join(folder, 'none')));
});
