import {chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {PathTable} from '../../source/store/path-table.js';

/** A folder with files as a store has them. */
export type DiskStore = {
	readonly storeDirectory: string;
	readonly realStoreDirectory: string;
	/** A regular file that cannot be written; folders are made. */
	file(name: string, content: string, mode?: number): void;
	symlink(name: string, target: string): void;
	/** Another name of the same inode. */
	link(from: string, to: string): void;
	folder(name: string): void;
};

export function openDiskStore(t: ExecutionContext): DiskStore {
	const top = mkdtempSync(path.join(tmpdir(), 'nixscope-disk-'));
	t.teardown(() => rmSync(top, {recursive: true, force: true}));
	const at = (name: string) => {
		const file = path.join(top, name);
		mkdirSync(path.dirname(file), {recursive: true});
		return file;
	};

	mkdirSync(at('.links'));
	return {
		storeDirectory: '/nix/store',
		realStoreDirectory: top,
		file(name, content, mode = 0o444) {
			writeFileSync(at(name), content);
			chmodSync(at(name), mode);
		},
		symlink: (name, target) => symlinkSync(target, at(name)),
		link: (from, to) => linkSync(at(from), at(to)),
		folder: (name) => void mkdirSync(at(name), {recursive: true}),
	};
}

/** Of names only: all that a look at files asks of it. */
export function namesOf(...baseNames: string[]): PathTable {
	const names: Pick<PathTable, 'count' | 'storeDirectory' | 'baseName' | 'findBaseName'> = {
		count: baseNames.length,
		storeDirectory: '/nix/store',
		baseName: (id) => baseNames[id]!,
		findBaseName: (name) => baseNames.indexOf(name),
	};
	return names as PathTable;
}
