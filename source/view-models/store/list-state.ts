import type {ListSort} from '../../analyses/lists/list-window.js';
import type {ExplorerAction} from '../../keymap/explorer-places.js';

/** What the user has chosen in a list. */
export type ListUi = {
	/** The chosen row, by identity; undefined until the user moves. */
	readonly at: string | undefined;
	/** Its place when it was chosen: counts when it is gone. */
	readonly index: number;
	/** The first row that is shown. */
	readonly top: number;
	readonly filter: string;
	/** Characters go into the filter. */
	readonly isTyping: boolean;
	readonly sort: ListSort<string>;
};

/** What the frame on the screen shows of a list: the next key refers to it. */
export type ListFacts = {
	/** Identities of rows that are known, from the place `first` on. */
	readonly first: number;
	readonly ids: readonly string[];
	readonly matchCount: number;
	/** The place of the cursor. */
	readonly index: number;
	readonly top: number;
	/** Rows of the list on the screen. */
	readonly page: number;
	/** Columns by which the list can be sorted, from left to right. */
	readonly sortColumns: readonly string[];
};

export const noList: ListFacts = {first: 0, ids: [], matchCount: 0, index: 0, top: 0, page: 1, sortColumns: []};

export function initialList(column: string): ListUi {
	return {at: undefined, index: 0, top: 0, filter: '', isTyping: false, sort: {column, isReversed: false}};
}

/** @returns Undefined when the action is none of a list. */
export function reduceList(
	list: ListUi,
	action: ExplorerAction | {readonly typed: string},
	facts: ListFacts,
): ListUi | undefined {
	if (typeof action === 'object') {
		return list.isTyping ? filtered(list, list.filter + action.typed) : undefined;
	}

	switch (action) {
		case 'up':
			return moved(list, facts.index - 1, facts);
		case 'down':
			return moved(list, facts.index + 1, facts);
		case 'page-up':
			return moved(list, facts.index - Math.max(1, facts.page - 1), facts);
		case 'page-down':
			return moved(list, facts.index + Math.max(1, facts.page - 1), facts);
		case 'first':
			return moved(list, 0, facts);
		case 'last':
			return moved(list, facts.matchCount - 1, facts);
		case 'sort': {
			const place = facts.sortColumns.indexOf(list.sort.column);
			const column = facts.sortColumns[(place + 1) % facts.sortColumns.length];
			return column === undefined ? list : {...list, sort: {column, isReversed: false}};
		}

		case 'sort-reverse':
			return {...list, sort: {...list.sort, isReversed: !list.sort.isReversed}};
		case 'find':
			return {...list, isTyping: true};
		case 'accept':
			return list.isTyping ? {...list, isTyping: false} : undefined;
		case 'cancel':
			return list.isTyping ? {...filtered(list, ''), isTyping: false} : undefined;
		case 'erase':
			if (!list.isTyping) {
				return undefined;
			}

			return list.filter === '' ? {...list, isTyping: false} : filtered(list, [...list.filter].slice(0, -1).join(''));
		case 'back':
			// The way back from a filter is the whole list.
			return list.filter === '' ? undefined : filtered(list, '');
		default:
			return undefined;
	}
}

/** The whole list again when the filter goes: the chosen row stays chosen. */
function filtered(list: ListUi, filter: string): ListUi {
	return filter === '' ? {...list, filter} : {...list, filter, at: undefined, index: 0, top: 0};
}

function moved(list: ListUi, wanted: number, {first, ids, matchCount, top, page}: ListFacts): ListUi {
	const index = Math.max(0, Math.min(wanted, matchCount - 1));
	return {...list, index, at: ids[index - first], top: scrolled(top, index, page, matchCount)};
}

/** The first row so that the place is on the screen, moved as little as possible. */
export function scrolled(top: number, index: number, page: number, count: number): number {
	const lowest = Math.max(0, count - page);
	return Math.max(0, Math.min(lowest, Math.max(Math.min(top, index), index - page + 1)));
}
