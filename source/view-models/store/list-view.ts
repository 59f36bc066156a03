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
	/** The rows on the screen that are known. */
	readonly visible: readonly Row[];
	/** Rows of the page before and behind these that are being fetched. */
	readonly unknown: {readonly before: number; readonly after: number};
	/** Which of the visible has the cursor; none of them while that one is being fetched: then it is before or behind. */
	readonly cursor: number;
	/** The row under the cursor; undefined while it is not certain which one that is. */
	readonly row: Row | undefined;
	/** To be put into the request: the same again while it is enough. */
	readonly window: WindowRequest;
	readonly facts: Omit<ListFacts, 'sortColumns'>;
};

/**
 * Places the cursor and the page in a list of which a piece is known. The chosen row keeps its line on the screen, also
 * when rows come or go above it.
 *
 * @param isSame The known piece belongs to the same filter and sort that are wanted now.
 * @param page Rows of the list on the screen.
 */
export function listView<Row>(
	{answer, request, isCurrent}: KnownList<Row>,
	list: ListUi,
	identify: (row: Row) => string,
	{page, isSame}: {readonly page: number; readonly isSame: boolean},
): ListView<Row> {
	const count = answer?.matchCount ?? 0;
	const ids = answer?.rows.map(identify) ?? [];
	const first = answer?.first ?? 0;
	const chosen = list.at === undefined ? -1 : ids.indexOf(list.at);
	const isAskedFor = list.at !== undefined && list.at === request?.window.at;
	// It was asked for and is not there: gone. It was not asked for: it may be anywhere.
	const isLost = list.at !== undefined && chosen === -1 && !(isSame && isAskedFor);
	const place = chosen !== -1 ? first + chosen : isSame && isAskedFor ? (answer?.atIndex ?? 0) : list.index;
	const index = Math.max(0, Math.min(count - 1, place));
	const top = scrolled(topFor(index), index, page, count);
	const bottom = Math.min(count, top + page);
	const from = Math.min(Math.max(top, first), bottom);
	const to = Math.max(from, Math.min(bottom, first + ids.length));
	const visible = answer?.rows.slice(from - first, to - first) ?? [];
	const before = visible.length > 0 ? from - top : bottom - top;
	const isCertain = !isLost && (isSame || chosen !== -1);
	const row = isCertain ? answer?.rows[index - first] : undefined;
	// A place to which the user has jumped is that row's from then on; so is the first row before others may come, and
	// what stands in place of a row that is gone.
	const isFound = list.at === undefined ? index > 0 || !isCurrent : chosen === -1 && isCurrent;
	const facts = {
		first,
		ids,
		matchCount: count,
		index,
		top,
		page,
		drawn: {at: list.at, index: list.index, top: list.top},
		found: isFound && isSame && row !== undefined ? identify(row) : undefined,
	};
	const size = page * (2 * PAGES_BEFORE_AND_AFTER + 1);
	const other: WindowRequest = {at: list.at, index, count: size};
	if (answer === undefined || request === undefined) {
		return {visible, unknown: {before: 0, after: 0}, cursor: -1, row: undefined, window: other, facts};
	}

	if (!isSame && visible.length === 0) {
		// Another list is on its way: until it is there, what was on the screen stays.
		const start = Math.max(0, Math.min(answer.rows.length - page, answer.atIndex - first));
		const stale = answer.rows.slice(start, start + page);
		return {visible: stale, unknown: {before: 0, after: 0}, cursor: -1, row: undefined, window: other, facts};
	}

	const isEnough = isSame && !isLost && visible.length === bottom - top && isComfortable();
	return {
		visible,
		unknown: {before, after: bottom - top - before - visible.length},
		cursor: index - top - before,
		row,
		window: isEnough ? sameWindow(request.window, answer) : other,
		facts,
	};

	/** The cursor stays on its line, but a page that begins with the first row goes on doing so while the cursor is on it. */
	function topFor(index: number): number {
		return list.top === 0 && index < page ? 0 : index - (list.index - list.top);
	}

	/** There is a page before and after, or there are no more rows. */
	function isComfortable(): boolean {
		const isTop = first === 0 || top - first >= page;
		const isBottom = first + ids.length >= count || first + ids.length - (top + page) >= page;
		return isTop && isBottom;
	}

	/** Asked again since the store was read again: around the row that was there before, wherever it is now. */
	function sameWindow(window: WindowRequest, {atIndex}: ListWindow<Row>): WindowRequest {
		const anchor = isCurrent ? undefined : ids[atIndex - first];
		return window.at === undefined && anchor !== undefined ? {...window, at: anchor} : window;
	}
}
