import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {readDump} from '../../source/store/dump-db.js';
import {DumpDbParser} from '../../source/store/dump-db-parser.js';
import {GraphBuilder} from '../../source/store/graph-builder.js';
import {StoreError} from '../../source/store/store-error.js';
import {linesOf} from './graph-text.js';

const folder = mkdtempSync(path.join(tmpdir(), 'nixscope-test-'));
test.after.always(() => rmSync(folder, {recursive: true, force: true}));

const a = `${'a'.repeat(32)}-a`;
const b = `${'b'.repeat(32)}-b.drv`;
const hash = '0'.repeat(64);
const dump = [
	[`/gnu/store/${a}`, hash, '120', `/gnu/store/${b}`, '2', `/gnu/store/${a}`, `/gnu/store/${b}`],
	[`/gnu/store/${b}`, hash, '0', '', '0'],
]
	.map((lines) => `${lines.join('\n')}\n`)
	.join('');
const expected = [
	`${a} | 120 | by ${b} | refers to ${a},${b} | outputs `,
	`${b} | size unknown | by unknown | refers to  | outputs ${a}`,
];

function graphOf(text: string, chunkLength: number) {
	const builder = new GraphBuilder();
	const parser = new DumpDbParser(builder);
	const bytes = Buffer.from(text);
	for (let start = 0; start < bytes.length; start += chunkLength) {
		parser.push(bytes.subarray(start, start + chunkLength));
	}

	parser.end();
	return builder.build(parser.storeDirectory ?? '/nix/store');
}

test('a dump in pieces of every size', (t) => {
	for (let length = 1; length <= dump.length; length++) {
		const graph = graphOf(dump, length);
		t.deepEqual(linesOf(graph), expected);
		t.is(graph.names.storeDirectory, '/gnu/store');
	}
});

test('no paths', (t) => {
	t.is(graphOf('', 1).names.count, 0);
});

test('a dump that ends early is told', (t) => {
	const firstPath = dump.indexOf(`/gnu/store/${b}`, dump.indexOf('\n2\n')) + `/gnu/store/${b}\n`.length;
	for (let end = 0; end < dump.length; end++) {
		const text = dump.slice(0, end);
		if (end === 0 || end === firstPath) {
			t.notThrows(() => graphOf(text, 1000));
		} else {
			t.throws(
				() => graphOf(text, 1000),
				{instanceOf: StoreError, message: /^the dump of the store ends within /},
				text,
			);
		}
	}
});

for (const [name, text] of [
	['a message', 'error: no such command\n'],
	['another format', `/nix/store/${a}\nsha256:x\nnull\n\n0\n`],
	['a path that is none', `/nix/store/x\n${hash}\n1\n\n0\n`],
] as const) {
	test(`${name} is no dump`, (t) => {
		t.throws(() => graphOf(text, 1000), {instanceOf: StoreError, message: /^this is no dump of a store: /});
	});
}

function script(name: string, lines: string): [string] {
	const file = path.join(folder, name);
	writeFileSync(file, `#!/bin/sh\n${lines}`);
	chmodSync(file, 0o755);
	return [file];
}

const options = {environment: process.env, onProgress: () => {}};

test('a command that writes a dump', async (t) => {
	writeFileSync(path.join(folder, 'dump'), dump);
	const graph = await readDump(script('good', `cat '${folder}/dump'\n`), '/elsewhere/store', options);
	t.deepEqual(linesOf(graph), expected);
	t.is(graph.names.storeDirectory, '/elsewhere/store');
});

test('a command that fails says why', async (t) => {
	const lines = "printf 'warning: w\\n\\033[31;1merror:\\033[0m cannot open the database\\n' >&2\nexit 1\n";
	await t.throwsAsync(readDump(script('bad', lines), undefined, options), {
		instanceOf: StoreError,
		message: `${folder}/bad failed: cannot open the database`,
	});
	await t.throwsAsync(readDump(script('silent', 'exit 3\n'), undefined, options), {
		message: `${folder}/silent failed: exit code 3`,
	});
	await t.throwsAsync(readDump(script('killed', 'kill -9 $$\n'), undefined, options), {
		message: `${folder}/killed failed: signal SIGKILL`,
	});
	await t.throwsAsync(readDump(['no-such-program-here'], undefined, options), {
		instanceOf: StoreError,
		message: 'no-such-program-here cannot be started: it is not in PATH',
	});
});

test('a command that writes something else is ended', async (t) => {
	await t.throwsAsync(readDump(script('endless', 'yes nonsense\n'), undefined, options), {
		instanceOf: StoreError,
		message: /^this is no dump of a store: "nonsense"/,
	});
});
