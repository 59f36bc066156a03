import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, readdirSync, rmSync, truncateSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import test, {type ExecutionContext} from 'ava';
import {readDatabase} from '../../source/store/database.js';
import {StoreError} from '../../source/store/store-error.js';
import {requires, rootUser} from '../requirements.js';
import {crash, createDatabase, localStore, startWriter, stateOf} from './nix-database.js';
import {temporaryFolder} from './temporary-folder.js';

const insert = (digit: number) =>
	`database.exec("insert into ValidPaths (path, hash, registrationTime) values ('/nix/store/${String(digit).repeat(32)}-p', '', 1)");`;

/** An ordinary user: nobody. */
const NOBODY = 65_534;

function setUp(t: ExecutionContext, journal: 'wal' | 'truncate' = 'wal') {
	const files = temporaryFolder(t);
	const folder = files.path('var');
	createDatabase(folder, {paths: [{id: 1, path: `/nix/store/${'0'.repeat(32)}-p`}], journal});
	files.folder('temporary');
	const environment = {TMPDIR: files.path('temporary')};
	return {
		folder,
		file: (suffix: string) => `${folder}/db/db.sqlite${suffix}`,
		/** How many paths were read and how, with a check that nothing was written. */
		read() {
			const before = stateOf(folder);
			const {graph, way} = readDatabase(localStore(folder), {environment});
			t.deepEqual(stateOf(folder), before);
			t.deepEqual(readdirSync(files.path('temporary')), []);
			return [way, graph.names.count];
		},
		/** The same as another user, who may not write there. */
		async readAs(userId: number) {
			chmodSync(files.path(), 0o755);
			chmodSync(files.path('temporary'), 0o777);
			const before = stateOf(folder);
			const answer = await readInProcess(t, folder, environment, userId);
			t.deepEqual(stateOf(folder), before);
			t.deepEqual(readdirSync(files.path('temporary')), []);
			return answer;
		},
	};
}

async function readInProcess(t: ExecutionContext, folder: string, environment: NodeJS.ProcessEnv, userId: number) {
	const module = new URL('../../source/store/database.js', import.meta.url).href;
	const child = spawn(
		process.execPath,
		[
			'--input-type=module',
			'--eval',
			`import {readDatabase} from ${JSON.stringify(module)};
			process.setgroups([]);
			process.setgid(${userId});
			process.setuid(${userId});
			try {
				const {graph, way} = readDatabase(${JSON.stringify(localStore(folder))}, {environment: process.env});
				console.log(JSON.stringify([way, graph.names.count]));
			} catch (error) {
				console.log(JSON.stringify([error.name, error.message]));
			}`,
		],
		{stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, ...environment, NODE_NO_WARNINGS: '1'}},
	);
	t.teardown(() => child.kill('SIGKILL'));
	const chunks: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
	await once(child, 'close');
	return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}

test('no log: without locks', (t) => {
	t.deepEqual(setUp(t).read(), ['immutable', 1]);
});

test('a writer is connected: under locks, with what it has committed and nothing else', async (t) => {
	const {folder, read} = setUp(t);
	const writer = await startWriter(t, folder, `${insert(1)} database.exec('begin immediate'); ${insert(2)} ready();`);
	t.deepEqual(read(), ['read-only', 2]);
	await crash(writer);
	t.deepEqual(read(), ['read-only', 2]);
});

test('log and shared memory as Nix leaves them', async (t) => {
	const {folder, read, file} = setUp(t);
	const writer = await startWriter(
		t,
		folder,
		`${insert(1)} database.exec('pragma wal_checkpoint(truncate)'); ready();`,
	);
	t.deepEqual(read(), ['read-only', 2]);
	await crash(writer);
	t.deepEqual(read(), ['read-only', 2]);
	rmSync(file('-shm'));
	t.deepEqual(read(), ['immutable', 2]);
});

test('a log that is in the database already', async (t) => {
	const {folder, read} = setUp(t);
	const writer = await startWriter(
		t,
		folder,
		`${insert(1)} database.exec('pragma wal_checkpoint'); ${insert(2)} ready();`,
	);
	t.deepEqual(read(), ['read-only', 3]);
	await crash(writer);
	t.deepEqual(read(), ['read-only', 3]);
});

test('a log without shared memory: from a copy', async (t) => {
	const {folder, read, file} = setUp(t);
	await crash(await startWriter(t, folder, `${insert(1)} ready();`));
	rmSync(file('-shm'));
	t.deepEqual(read(), ['copy', 2]);
	// The last transaction is not whole: it does not count.
	truncateSync(file('-wal'), 4096);
	t.deepEqual(read(), ['copy', 1]);
});

test('damaged shared memory', async (t) => {
	const {folder, read, file} = setUp(t);
	await crash(await startWriter(t, folder, `${insert(1)} ready();`));
	truncateSync(file('-shm'), 100);
	t.is(read()[1], 2);
});

test('a rollback journal instead of a log', async (t) => {
	const {folder, read} = setUp(t, 'truncate');
	t.deepEqual(read(), ['read-only', 1]);
	const writer = await startWriter(
		t,
		folder,
		`database.exec('pragma journal_mode = truncate'); ${insert(1)} database.exec('begin immediate'); ${insert(2)} ready();`,
	);
	t.deepEqual(read(), ['read-only', 2]);
	await crash(writer);
	t.deepEqual(read(), ['read-only', 2]);
});

test('a rollback journal of a writer that was killed: from a copy, where it is rolled back', async (t) => {
	const {folder, read} = setUp(t, 'truncate');
	const writer = await startWriter(
		t,
		folder,
		// What does not fit into its memory is written to the database before the commit.
		`database.exec('pragma cache_size = 1; begin immediate; create table big (text)');
		database.exec("insert into big select hex(randomblob(2000)) from (with recursive n(i) as (select 1 union all select i + 1 from n where i < 200) select * from n)");
		${insert(1)} ready();`,
	);
	await crash(writer);
	t.deepEqual(read(), ['copy', 1]);
});

test('a writer that writes all the time is always read as of one moment', async (t) => {
	const {folder} = setUp(t);
	// Pairs of rows: a torn reading has an odd number of them, or a reference to nowhere.
	await startWriter(
		t,
		folder,
		`database.exec('pragma synchronous = off; pragma wal_autocheckpoint = 20');
		const path = database.prepare("insert into ValidPaths (path, hash, registrationTime) values (?, '', 1)");
		const reference = database.prepare('insert into Refs values (?, ?)');
		let count = 1;
		function write() {
			for (let round = 0; round < 20; round++) {
				database.exec('begin');
				for (const half of [0, 1]) path.run('/nix/store/' + String(++count).padStart(32, '0') + '-p');
				reference.run(count, count - 1);
				database.exec('commit');
			}
			if (count < 100) ready();
			setImmediate(write);
		}
		write();`,
	);
	const counts = new Set<number>();
	for (let reading = 0; reading < 40; reading++) {
		const {graph, way} = readDatabase(localStore(folder), {environment: {}});
		t.is(way, 'read-only');
		t.is(graph.names.count % 2, 1);
		t.is(graph.references.targets.length, (graph.names.count - 1) / 2);
		counts.add(graph.names.count);
	}

	t.true(counts.size > 1);
});

test('a database that is replaced while it is read without locks is read again', (t) => {
	const {folder, file} = setUp(t);
	let replacements = 0;
	const {graph, way} = readDatabase(localStore(folder), {
		environment: {},
		onProgress() {
			if (replacements++ === 0) {
				const writer = new DatabaseSync(file(''));
				writer.exec("insert into ValidPaths (path, hash, registrationTime) values ('/nix/store/new', '', 1)");
				writer.close();
			}
		},
	});
	t.deepEqual([way, graph.names.count], ['immutable', 2]);
});

test('a database that changes all the time is copied', (t) => {
	const {folder, file} = setUp(t);
	let count = 0;
	const {graph, way} = readDatabase(localStore(folder), {
		environment: {},
		onProgress() {
			const writer = new DatabaseSync(file(''));
			writer.exec(`insert into ValidPaths (path, hash, registrationTime) values ('/nix/store/new-${count++}', '', 1)`);
			writer.close();
		},
	});
	t.is(way, 'copy');
	t.true(graph.names.count > 3);
});

test('a temporary folder that is not there', async (t) => {
	const {folder, file} = setUp(t);
	await crash(await startWriter(t, folder, `${insert(1)} ready();`));
	rmSync(file('-shm'));
	const error = t.throws(() => readDatabase(localStore(folder), {environment: {TMPDIR: '/nowhere/at/all'}}), {
		instanceOf: StoreError,
	})!;
	t.regex(error.message, /no folder can be made in \/nowhere\/at\/all \(ENOENT\): set TMPDIR/);
});

const asRoot = requires(rootUser);

asRoot('an ordinary user, in a folder that only root may write', async (t) => {
	const {folder, readAs, file} = setUp(t);
	t.deepEqual(await readAs(NOBODY), ['immutable', 1]);
	const writer = await startWriter(t, folder, `${insert(1)} ready();`);
	t.deepEqual(await readAs(NOBODY), ['read-only', 2]);
	await crash(writer);
	t.deepEqual(await readAs(NOBODY), ['read-only', 2]);
	chmodSync(file('-shm'), 0o600);
	t.deepEqual(await readAs(NOBODY), ['copy', 2]);
	chmodSync(file('-wal'), 0o600);
	t.regex(String(await readAs(NOBODY)), /^StoreError,.*may not be read by this user: try sudo nixscope/);
	rmSync(file('-shm'));
	// Empties it: what only the log had is gone.
	truncateSync(file('-wal'));
	t.deepEqual(await readAs(NOBODY), ['immutable', 1]);
	chmodSync(file(''), 0o600);
	t.regex(String(await readAs(NOBODY)), /^StoreError,.*may not be read by this user: try sudo nixscope/);
});

asRoot('an ordinary user and a rollback journal', async (t) => {
	const {folder, readAs} = setUp(t, 'truncate');
	t.deepEqual(await readAs(NOBODY), ['read-only', 1]);
	await startWriter(t, folder, `database.exec('begin immediate'); ${insert(2)} ready();`);
	t.deepEqual(await readAs(NOBODY), ['read-only', 1]);
});

asRoot('files that root reads are left as they are even when it could write them', async (t) => {
	const {folder, readAs, file} = setUp(t);
	await startWriter(t, folder, `${insert(1)} ready();`);
	chmodSync(file('-shm'), 0o666);
	t.deepEqual(await readAs(0), ['read-only', 2]);
});
