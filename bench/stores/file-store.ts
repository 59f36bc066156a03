import {createHash} from 'node:crypto';
import {chmodSync, linkSync, mkdirSync, truncateSync, writeFileSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {type BigStore, makeBigStore} from './big-store.js';
import {digestOf} from './nix-digest.js';

const filesEach = 50;
/** Of these so many are in `.links`: the store of somebody with auto-optimise-store, and some that is new. */
const linkedEach = 40;

/** A store with files of which most are hard-linked, a few equal and not linked, the rest of sizes of their own. */
export function makeFileStore(folder: string, pathCount: number): BigStore & {readonly fileCount: number} {
	const store = makeBigStore(folder, pathCount, 5);
	const database = new DatabaseSync(store.database, {readOnly: true});
	const rows = database.prepare('select path from ValidPaths').all() as Array<{readonly path: string}>;
	database.close();
	const links = `${store.storeDirectory}/.links`;
	mkdirSync(links);
	for (const [index, row] of rows.entries()) {
		mkdirSync(row.path);
		for (let number = 0; number < filesEach; number++) {
			const file = `${row.path}/file-${number}`;
			const isLinked = number < linkedEach;
			const isEqual = number === filesEach - 1;
			const content = isLinked
				? `shared ${Math.floor(index / 3)} ${number}`
				: `the same in ten ${Math.floor(index / 10)}`;
			const link = `${links}/${digestOf(createHash('sha256').update(content).digest(), 52)}`;
			if (isLinked && index % 3 !== 0) {
				linkSync(link, file);
				continue;
			}

			writeFileSync(file, content);
			// All others have a size of their own, most of it a hole.
			if (!isLinked && !isEqual) truncateSync(file, 1000 + index * filesEach + number);
			chmodSync(file, 0o444);
			if (isLinked) linkSync(file, link);
		}

		chmodSync(row.path, 0o555);
	}

	return {...store, fileCount: rows.length * filesEach};
}
