import type {ListWindow, WindowRequest} from './list-window.js';

/**
 * Which rows of a list to show.
 *
 * @param at Where the wanted row is; -1 when it is not in the list.
 * @returns Rows `first` up to, not including, `end`.
 */
export function placeWindow(
	matchCount: number,
	at: number,
	{index, count}: WindowRequest,
): {readonly first: number; readonly end: number; readonly atIndex: number} {
	const atIndex = at >= 0 ? at : clamp(index, 0, Math.max(0, matchCount - 1));
	const size = clamp(count, 0, matchCount);
	const first = clamp(atIndex - Math.floor(size / 2), 0, matchCount - size);
	return {first, end: first + size, atIndex};
}

/** The window of a tree, of which all that is open is a list. */
export function entryWindow<Entry extends {readonly key: string}, Row>(
	entries: readonly Entry[],
	request: WindowRequest,
	toRow: (entry: Entry) => Row,
): ListWindow<Row> {
	const at = entries.findIndex(({key}) => key === request.at);
	const {first, end, atIndex} = placeWindow(entries.length, at, request);
	return {
		totalCount: entries.length,
		matchCount: entries.length,
		first,
		rows: entries.slice(first, end).map(toRow),
		atIndex,
	};
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, Math.trunc(value) || 0));
}
