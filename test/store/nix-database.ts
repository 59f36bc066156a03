import {type ChildProcess, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {lstatSync, mkdirSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import type {ExecutionContext} from 'ava';
import type {LocalStore} from '../../source/store/store-address.js';

/** The tables of Nix's schema 10, with what the reading needs of their keys. */
const schema = `
	create table ValidPaths (
		id integer primary key autoincrement not null, path text unique not null, hash text not null,
		registrationTime integer not null, deriver text, narSize integer, ultimate integer, sigs text, ca text
	);
	create table Refs (
		referrer integer not null, reference integer not null, primary key (referrer, reference),
		foreign key (referrer) references ValidPaths(id), foreign key (reference) references ValidPaths(id)
	);
	create index IndexReferrer on Refs(referrer);
	create index IndexReference on Refs(reference);
	create table DerivationOutputs (drv integer not null, id text not null, path text not null, primary key (drv, id));
	create index IndexDerivationOutputs on DerivationOutputs(path);
`;

export const realisationsSchema = `
	create table Realisations (
		id integer primary key autoincrement not null, drvPath text not null, outputName text not null,
		outputPath integer not null, signatures text
	);
`;

export const buildTraceSchema = `
	create table BuildTraceV3 (
		id integer primary key autoincrement not null, drvPath text not null, outputName text not null,
		outputPath text not null, signatures text
	);
`;

export type PathRow = {
	readonly id: number;
	readonly path: string;
	/** Seconds since 1970. */
	readonly registrationTime?: number;
	readonly deriver?: string;
	readonly narSize?: number | null;
};

export function localStore(folder: string, storeDirectory = '/nix/store'): LocalStore {
	return {
		kind: 'local',
		storeDirectory,
		realStoreDirectory: path.join(folder, 'store'),
		stateDirectory: folder,
		chroot: '',
		uri: undefined,
	};
}

/** Makes `FOLDER/db/db.sqlite`. */
export function createDatabase(
	folder: string,
	{
		paths = [],
		references = [],
		outputs = [],
		more = '',
		journal = 'wal',
	}: {
		readonly paths?: readonly PathRow[];
		readonly references?: ReadonlyArray<readonly [referrer: number, reference: number]>;
		readonly outputs?: ReadonlyArray<readonly [derivation: number, name: string, path: string]>;
		/** SQL that runs last. */
		readonly more?: string;
		readonly journal?: 'wal' | 'truncate';
	},
): void {
	mkdirSync(path.join(folder, 'db'), {recursive: true});
	const database = new DatabaseSync(path.join(folder, 'db/db.sqlite'));
	database.exec(
		`pragma journal_mode = ${journal}; pragma synchronous = off; pragma foreign_keys = off; begin; ${schema}`,
	);
	const insertPath = database.prepare(
		"insert into ValidPaths (id, path, hash, registrationTime, deriver, narSize) values (?, ?, 'sha256:0', ?, ?, ?)",
	);
	for (const {id, path: storePath, registrationTime = 1_700_000_000, deriver = null, narSize = 100} of paths) {
		insertPath.run(id, storePath, registrationTime, deriver, narSize);
	}

	const insertReference = database.prepare('insert into Refs values (?, ?)');
	for (const [referrer, reference] of references) {
		insertReference.run(referrer, reference);
	}

	const insertOutput = database.prepare('insert into DerivationOutputs values (?, ?, ?)');
	for (const output of outputs) {
		insertOutput.run(...output);
	}

	database.exec(`commit; ${more}`);
	database.close();
}

/**
 * Another process that has the database open, since SQLite shares locks and memory within one.
 *
 * @param script JavaScript in which `database` is open; says `ready()` when it is time.
 */
export async function startWriter(t: ExecutionContext, folder: string, script: string): Promise<ChildProcess> {
	const child = spawn(
		process.execPath,
		[
			'--input-type=module',
			'--eval',
			`import {DatabaseSync} from 'node:sqlite';
			import {writeSync} from 'node:fs';
			const database = new DatabaseSync(process.argv[1], {enableForeignKeyConstraints: false});
			const ready = () => writeSync(1, 'ready');
			process.stdin.resume();
			${script}`,
			path.join(folder, 'db/db.sqlite'),
		],
		{stdio: ['pipe', 'pipe', 'inherit'], env: {...process.env, NODE_NO_WARNINGS: '1'}},
	);
	t.teardown(() => child.kill('SIGKILL'));
	await once(child.stdout!, 'data');
	return child;
}

/** Ends a writer without a chance to tidy up. */
export async function crash(writer: ChildProcess): Promise<void> {
	writer.kill('SIGKILL');
	await once(writer, 'close');
}

/**
 * All files of the database folder, with times and contents: what a reading must leave as it is. Not the time of the
 * last change of status: as root SQLite gives a log to the owner of the database, who has it already.
 */
export function stateOf(folder: string): unknown {
	const database = path.join(folder, 'db');
	return readdirSync(database)
		.sort()
		.map((name) => {
			const file = path.join(database, name);
			const {mtimeMs, ino, uid, gid, mode} = lstatSync(file);
			const contents = createHash('sha256').update(readFileSync(file)).digest('hex');
			return {name, mtimeMs, ino, uid, gid, mode, contents};
		});
}
