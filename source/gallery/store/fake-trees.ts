import type {HolderRow, NeedsRow} from '../../analyses/lists/list-rows.js';
import {MiB, storePath} from './fake-roots.js';

/** A path that holds the row above it by a reference, shut, with changes. */
export function holder(depth: number, name: string, changes: Partial<HolderRow> = {}): HolderRow {
	return {
		key: `${depth} ${name}`,
		id: storePath(name),
		kind: 'path',
		name,
		depth,
		via: 'reference',
		retainedSize: 201 * MiB,
		isProtected: false,
		canOpen: true,
		isOpen: false,
		isRepeated: false,
		...changes,
	};
}

export function rootRow(depth: number, link: string, retainedSize: number, isProtected = false): HolderRow {
	return holder(depth, link, {id: link, kind: 'root', via: 'root', retainedSize, isProtected, canOpen: false});
}

export function more(depth: number, name: string): HolderRow {
	return holder(depth, name, {id: '', kind: 'more', via: null, retainedSize: null});
}

/** A path that is needed, shut, with changes. */
export function need(depth: number, name: string, closureSize: number, changes: Partial<NeedsRow> = {}): NeedsRow {
	return {
		key: `${depth} ${name}`,
		id: storePath(name),
		kind: 'path',
		name,
		depth,
		closureSize,
		canOpen: true,
		isOpen: false,
		isRepeated: false,
		...changes,
	};
}

/** All rows of a list, there are no others. */
export function listOf<Row>(rows: readonly Row[]) {
	return {totalCount: rows.length, matchCount: rows.length, first: 0, rows, atIndex: 0};
}
