import type {ListWindow, WindowRequest} from '../../analyses/lists/list-window.js';
import {type ListFacts, type ListUi, scrolled} from './list-state.js';

/** Pages that are asked for around the one on the screen. */
const PAGES_BEFORE_AND_AFTER = 3;

type KnownList<Row> = {
	readonly answer: ListWindow<Row> | undefined;
	readonly request: {readonly window: WindowRequest} | undefined;
	readonly isCurrent: boolean;
};

/** A list as far as it is known, and which piece of it is wanted. */
export type ListView<Row> = {
	/** The rows on the screen, from the top of the list's page; may be fewer while others are being fetched. */
	readonly visible: readonly Row[];
	/** Which of them has the cursor; -1 when it is not among them. */
	readonly cursor: number;
	/** The row under the cursor. */
	readonly row: Row | undefined;
	/** To be put into the request: the same again while it is enough. */
	readonly window: WindowRequest;
	readonly facts: Omit<ListFacts, 'sortColumns'>;
};

/**
 * Places the cursor and the page in a list of which a piece is known.
 *
 * @param isSame The known piece belongs to the same filter and sort that are wanted now.
 * @param page Rows of the list on the screen.
 */
export function listView<Row>(
	known: KnownList<Row>,
	list: ListUi,
	identify: (row: Row) => string,
	{page, isSame}: {readonly page: number; readonly isSame: boolean},
): ListView<Row> {
	const {answer} = known;
	const count = answer?.matchCount ?? 0;
	const ids = answer?.rows.map(identify) ?? [];
	const first = answer?.first ?? 0;
	const place = list.at === undefined ? -1 : ids.indexOf(list.at);
	const wasFetchedFor = known.request?.window.at === list.at && list.at !== undefined;
	const index = Math.max(
		0,
		Math.min(count - 1, place !== -1 ? first + place : wasFetchedFor && answer ? answer.atIndex : list.index),
	);
	const top = scrolled(list.top, index, page, count);
	const visible = answer?.rows.slice(Math.max(0, top - first), Math.max(0, top + page - first)) ?? [];
	const shift = Math.max(0, first - top);
	const hasAll = first <= top && Math.min(count, top + page) <= first + ids.length;
	const isEnough = isSame && known.request !== undefined && answer !== undefined && hasAll;
	const size = page * (2 * PAGES_BEFORE_AND_AFTER + 1);
	return {
		visible,
		cursor: index - top - shift,
		row: answer?.rows[index - first],
		window: isEnough && isComfortable() ? known.request.window : {at: list.at, index, count: size},
		facts: {first, ids, matchCount: count, index, top, page},
	};

	/** There is a page before and after, or there are no more rows. */
	function isComfortable(): boolean {
		const before = first === 0 || top - first >= page;
		const after = first + ids.length >= count || first + ids.length - (top + page) >= page;
		return before && after;
	}
}
