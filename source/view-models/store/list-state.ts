import type {ListSort} from '../../analyses/lists/list-window.js';
import type {ExplorerAction} from '../../keymap/explorer-places.js';

/** Where the user is in a list. */
export type ListPlace = {
	/** The chosen row, by identity; undefined until the user moves, and where the row is not known yet. */
	readonly at: string | undefined;
	/** Its place when it was chosen: counts when it is gone. */
	readonly index: number;
	/** The first row that was shown then: how far below it the cursor is stays. */
	readonly top: number;
};

/** What the user has chosen in a list. */
export type ListUi = ListPlace & {
	readonly filter: string;
	/** Characters go into the filter. */
	readonly isTyping: boolean;
	readonly sort: ListSort<string>;
	/** Where the user was before filtering: there again when nothing else is chosen meanwhile. */
	readonly unfiltered?: ListPlace | undefined;
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
	/** From what the frame was made; not given: from what the user has chosen now. */
	readonly drawn?: ListPlace;
	/** The row that is chosen from now on: at the place to which the user has jumped, or in place of one that is gone. */
	readonly found?: string | undefined;
};

export const noList: ListFacts = {first: 0, ids: [], matchCount: 0, index: 0, top: 0, page: 1, sortColumns: []};

const start: ListPlace = {at: undefined, index: 0, top: 0};

export function initialList(column: string): ListUi {
	return {...start, filter: '', isTyping: false, sort: {column, isReversed: false}};
}

/** @returns Undefined when the action is none of a list. */
export function reduceList(
	list: ListUi,
	action: ExplorerAction | {readonly typed: string},
	facts: ListFacts,
): ListUi | undefined {
	if (typeof action === 'object') {
		return list.isTyping ? withFilter(list, list.filter + action.typed) : undefined;
	}

	switch (action) {
		case 'up':
			return moved(list, facts, (index) => index - 1);
		case 'down':
			return moved(list, facts, (index) => index + 1);
		case 'page-up':
			return moved(list, facts, (index) => index - Math.max(1, facts.page - 1));
		case 'page-down':
			return moved(list, facts, (index) => index + Math.max(1, facts.page - 1));
		case 'first':
			return moved(list, facts, () => 0);
		case 'last':
			return moved(list, facts, () => facts.matchCount - 1);
		case 'sort': {
			const place = facts.sortColumns.indexOf(list.sort.column);
			const column = facts.sortColumns[(place + 1) % facts.sortColumns.length];
			return column === undefined ? list : {...held(list, facts), sort: {column, isReversed: false}};
		}

		case 'sort-reverse':
			return {...held(list, facts), sort: {...list.sort, isReversed: !list.sort.isReversed}};
		case 'find':
			return {...list, isTyping: true};
		case 'accept':
			return list.isTyping ? {...list, isTyping: false} : undefined;
		case 'cancel':
			return list.isTyping ? {...withFilter(list, ''), isTyping: false} : undefined;
		case 'erase':
			if (!list.isTyping) {
				return undefined;
			}

			return list.filter === '' ? list : withFilter(list, [...list.filter].slice(0, -1).join(''));
		case 'back':
			// The way back from a filter is the whole list.
			return list.filter === '' ? undefined : withFilter(list, '');
		default:
			return undefined;
	}
}

/**
 * Another filter: what fits best is chosen. When the filter goes, the row that was chosen in what it had left stays
 * chosen, else the one from before.
 */
export function withFilter(list: ListUi, filter: string): ListUi {
	if (filter === list.filter) {
		return list;
	}

	if (filter !== '') {
		const {at, index, top} = list;
		return {...list, ...start, filter, unfiltered: list.filter === '' ? {at, index, top} : list.unfiltered};
	}

	const before = list.at === undefined ? list.unfiltered : undefined;
	return {...list, ...before, filter, unfiltered: undefined};
}

/** The list with another row under the cursor, by identity: one that is about to be there as well. */
export function chosenRow(list: ListUi, at: string): ListUi {
	return {...list, at};
}

/** The list as it goes on once a frame has shown which row has the cursor after a jump, or after the chosen one has gone. */
export function withFound(list: ListUi, {drawn, found, index, top}: ListFacts): ListUi {
	return found !== undefined && isDrawn(list, drawn) ? {...list, at: found, index, top} : list;
}

function isDrawn(list: ListPlace, drawn: ListPlace | undefined): boolean {
	return drawn === undefined || (drawn.at === list.at && drawn.index === list.index && drawn.top === list.top);
}

/** The cursor at a place of the list. */
export function movedTo(list: ListUi, facts: ListFacts, place: number): ListUi {
	return moved(list, facts, () => place);
}

function moved(list: ListUi, facts: ListFacts, to: (index: number) => number): ListUi {
	const {first, ids, matchCount, page} = facts;
	const now = placeOf(list, facts);
	const index = Math.max(0, Math.min(to(now.index), matchCount - 1));
	return {...list, index, at: ids[index - first], top: scrolled(now.top, index, page, matchCount)};
}

/** Where the cursor is. Keys can come faster than frames: what an earlier one has done counts, not what is still on the screen. */
export function placeOf(list: ListUi, {drawn, index, top}: ListFacts): {readonly index: number; readonly top: number} {
	return isDrawn(list, drawn) ? {index, top} : {index: list.index, top: list.top};
}

/** The row under the cursor stays chosen, on the line where it is. */
function held(list: ListUi, facts: ListFacts): ListUi {
	return list.at === undefined ? list : {...list, ...placeOf(list, facts)};
}

/** The first row so that the place is on the screen, moved as little as possible. */
export function scrolled(top: number, index: number, page: number, count: number): number {
	const lowest = Math.max(0, count - page);
	return Math.max(0, Math.min(lowest, Math.max(Math.min(top, index), index - page + 1)));
}
