import {DatabaseSync} from 'node:sqlite';
import {pathToFileURL} from 'node:url';

/** How long SQLite waits for the lock of a writer, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/** Primary result codes of SQLite: https://www.sqlite.org/rescode.html */
export const sqliteCodes = {
	perm: 3,
	busy: 5,
	locked: 6,
	readOnly: 8,
	ioError: 10,
	corrupt: 11,
	full: 13,
	cannotOpen: 14,
	notADatabase: 26,
} as const;

/**
 * Opens a database and begins a transaction: all that is read through the connection is of one moment.
 *
 * @param parameters Of SQLite's file URIs: `mode=ro&readonly_shm=1`, `immutable=1`.
 * @throws SQLite's error (see sqliteCode) when it cannot be read.
 */
export function beginReading(file: string, parameters: string, {isCopy = false} = {}): DatabaseSync {
	const url = pathToFileURL(file);
	url.search = parameters;
	const database = new DatabaseSync(url, {readOnly: !isCopy});
	try {
		// What a foreign database may hold (views, triggers) gets nothing to call.
		database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}; pragma trusted_schema = off; begin`);
		// The transaction is one only when something is read.
		database.prepare('select count(*) from sqlite_master').get();
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** @returns The primary result code of an error of SQLite; undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode & 0xff
		: undefined;
}

/** @returns The names of all tables. */
export function tableNames(database: DatabaseSync): ReadonlySet<string> {
	const rows = database.prepare("select name from sqlite_master where type = 'table'").all();
	return new Set(rows.map(({name}) => String(name)));
}
