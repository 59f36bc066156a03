import {errorCode, isForbidden} from './error-code.js';
import {sqliteCode, sqliteCodes} from './sqlite.js';
import {StoreError} from './store-error.js';

/**
 * @param error Of the system or of SQLite.
 * @returns One line that says what to do; the error itself when it is something else.
 */
export function databaseError(error: unknown, file: string): unknown {
	if (isForbidden(error) || sqliteCode(error) === sqliteCodes.perm) {
		return new StoreError(`${file} may not be read by this user: try sudo nixscope, or --store daemon`);
	}

	switch (errorCode(error)) {
		case 'ENOENT':
		case 'ENOTDIR':
			return new StoreError(`No Nix store: ${file} is not there. Name another store with --store or NIX_STATE_DIR`);
		case 'EISDIR':
			return new StoreError(`${file} is a folder, not the database of a Nix store`);
		case 'ENOSPC':
		case 'EDQUOT':
			return new StoreError(
				`${file} can only be read from a copy, for which the temporary folder has no room: set TMPDIR to a larger one`,
			);
	}

	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof Error && 'syscall' in error) {
		return new StoreError(`${file} cannot be read (${message})`);
	}

	switch (sqliteCode(error)) {
		case undefined:
			return error;
		case sqliteCodes.busy:
		case sqliteCodes.locked:
			return new StoreError(`${file} is locked by another process: try again when that has ended`);
		case sqliteCodes.notADatabase:
			return new StoreError(`${file} is not the database of a Nix store`);
		case sqliteCodes.corrupt:
			return new StoreError(
				`${file} is damaged (${message}): restore it from a backup, or ask Nix: nix-store --verify`,
			);
		case sqliteCodes.full:
			return new StoreError(`${file} cannot be read: the temporary folder is full. Set TMPDIR to a larger one`);
		default:
			return new StoreError(`${file} cannot be read (${message}): try sudo nixscope, or --store daemon`);
	}
}

/** Whether SQLite could not read the database in this way, so that another may do. */
export function isRefusal(error: unknown): boolean {
	const code = sqliteCode(error);
	return (
		code === sqliteCodes.perm ||
		code === sqliteCodes.readOnly ||
		code === sqliteCodes.ioError ||
		code === sqliteCodes.cannotOpen
	);
}
