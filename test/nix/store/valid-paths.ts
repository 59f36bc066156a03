import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';

/** @returns NAR sizes of all valid paths of a relocated store, as its database has them now. */
export function validPaths({folder}: {readonly folder: string}): ReadonlyMap<string, number> {
	const database = new DatabaseSync(path.join(folder, 'var/db/db.sqlite'), {readOnly: true});
	try {
		const rows = database.prepare('select path, coalesce(narSize, 0) as size from ValidPaths').all();
		return new Map(rows.map(({path: file, size}) => [String(file), Number(size)]));
	} finally {
		database.close();
	}
}
