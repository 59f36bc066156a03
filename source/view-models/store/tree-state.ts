import type {TreeRequest} from '../../analyses/lists/list-rows.js';
import {initialList, type ListUi} from './list-state.js';

/** What the user has chosen in a tree whose rows are fetched. */
export type TreeUi = {
	readonly list: ListUi;
	/** Keys of rows that were opened and shut by hand. */
	readonly opened: readonly string[];
	readonly shut: readonly string[];
};

export const initialTree: TreeUi = {list: initialList(''), opened: [], shut: []};

/** What `left` and `right` have to know of the row under the cursor. */
export type TreePlace = {
	readonly key: string;
	readonly canOpen: boolean;
	readonly isOpen: boolean;
	/** The row that it stands below, and its place in the list; undefined at the edge. */
	readonly parent: {readonly key: string; readonly index: number} | undefined;
};

export function opened({opened, shut, list}: TreeUi, key: string): TreeUi {
	return {list: {...list, at: key}, opened: [...without(opened, key), key], shut: without(shut, key)};
}

export function folded({opened, shut, list}: TreeUi, key: string): TreeUi {
	return {list: {...list, at: key}, opened: without(opened, key), shut: [...without(shut, key), key]};
}

/** Rows of a piece of a tree, as far as folding has to know them. */
type KnownRow = {
	readonly key: string;
	readonly depth: number;
	readonly canOpen: boolean;
	readonly isOpen: boolean;
};

/** @param rows From the place `first` of the list on. @param index The place of the cursor. */
export function treePlace(rows: readonly KnownRow[], first: number, index: number): TreePlace | undefined {
	const row = rows[index - first];
	if (row === undefined) {
		return undefined;
	}

	const above = rows.slice(0, index - first);
	const parent = above.findLastIndex(({depth}) => depth < row.depth);
	const {key, canOpen, isOpen} = row;
	return {key, canOpen, isOpen, parent: parent === -1 ? undefined : {key: above[parent]!.key, index: first + parent}};
}

/** The part of the request that says what stands open. */
export function openParts({opened, shut}: TreeUi): Pick<TreeRequest, 'opened' | 'shut'> {
	return {opened, shut};
}

function without(keys: readonly string[], key: string): string[] {
	return keys.filter((one) => one !== key);
}
