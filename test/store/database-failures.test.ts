import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import test from 'ava';
import {readDatabase} from '../../source/store/database.js';
import {StoreError} from '../../source/store/store-error.js';
import {createDatabase, localStore} from './nix-database.js';
import {storePath, temporaryFolder} from './temporary-folder.js';

const environment = {};
const glibc = storePath('a', 'glibc-2.40');
const bash = storePath('c', 'bash-5.2');

const failures: ReadonlyArray<readonly [title: string, make: (folder: string) => void, message: RegExp]> = [
	[
		'missing',
		() => {},
		/^No Nix store: .*\/db\/db\.sqlite is not there\. Name another store with --store or NIX_STATE_DIR$/,
	],
	['a folder', (folder) => mkdirSync(`${folder}/db/db.sqlite`, {recursive: true}), /is a folder, not the database/],
	['text', (folder) => writeDatabase(folder, 'not a database '.repeat(100)), /is not the database of a Nix store$/],
	['empty', (folder) => writeDatabase(folder, ''), /is not the database of a Nix store: it has no table ValidPaths$/],
	[
		'of another program',
		(folder) => createDatabase(folder, {more: 'drop table ValidPaths'}),
		/is not the database of a Nix store: it has no table ValidPaths$/,
	],
	[
		'without a column',
		(folder) => createDatabase(folder, {more: 'alter table ValidPaths drop column narSize'}),
		/cannot be read \(no such column: narSize\)/,
	],
	[
		'of another store folder',
		(folder) => createDatabase(folder, {paths: [{id: 1, path: '/gnu/store/abc'}]}),
		/has the path "\/gnu\/store\/abc", which is not in \/nix\/store: set NIX_STORE_DIR/,
	],
	[
		'with a hostile name',
		(folder) => createDatabase(folder, {paths: [{id: 1, path: `${glibc}\n\u001b[31m${bash}`}]}),
		/^The Nix database has the path "\\u001b\[31m/,
	],
	[
		'with a path below a store path',
		(folder) => createDatabase(folder, {paths: [{id: 1, path: `${glibc}/lib`}]}),
		/which is not in \/nix\/store/,
	],
];

for (const [title, make, message] of failures) {
	test(`one line for a database that is ${title}`, (t) => {
		const files = temporaryFolder(t);
		make(files.path());
		const error = t.throws(() => readDatabase(localStore(files.path()), {environment}), {instanceOf: StoreError})!;
		t.regex(error.message, message);
		t.false(/[\n\u001b]/.test(error.message));
	});
}

function writeDatabase(folder: string, contents: string | Buffer): void {
	mkdirSync(`${folder}/db`, {recursive: true});
	writeFileSync(`${folder}/db/db.sqlite`, contents);
}

test('one line for a truncated or scribbled database', (t) => {
	const files = temporaryFolder(t);
	const paths = Array.from({length: 2000}, (_, index) => ({
		id: index + 1,
		path: `/nix/store/${String(index).padStart(32, '0')}-p`,
	}));
	createDatabase(files.path('good'), {
		paths,
		references: paths.slice(1).map(({id}) => [id, id - 1] as const),
	});
	const good = readFileSync(files.path('good/db/db.sqlite'));
	for (const [name, bytes] of [
		['half', good.subarray(0, good.length / 2)],
		['one-page', good.subarray(0, 4096)],
		['some-bytes', good.subarray(0, 50)],
		['scribbled', Buffer.concat([good.subarray(0, 8192), Buffer.alloc(good.length - 8192, 0x5a)])],
	] as const) {
		writeDatabase(files.path(name), bytes);
		const error = t.throws(
			() => readDatabase(localStore(files.path(name)), {environment}),
			{instanceOf: StoreError},
			name,
		)!;
		t.regex(error.message, /is damaged|is not the database|cannot be read/, name);
		t.deepEqual(readdirSync(files.path(`${name}/db`)), ['db.sqlite']);
	}
});
