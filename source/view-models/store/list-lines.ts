import type {Completeness} from '../../analyses/answers/answer.js';
import {formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {displayWidth, sliceColumns, truncateEnd} from '../../formats/width.js';
import type {QuestionEvent} from '../../workers/question.js';
import {emptyLine, plainLine, spreadLine} from '../cells.js';
import type {ListUi} from './list-state.js';

/**
 * `/lib▏  8,214 of 255,318 paths`: what the list is filtered by, and how much of it is left.
 *
 * @param counts Behind the filter.
 * @param aside At the right end.
 */
export function filterLine(
	{filter, isTyping}: Pick<ListUi, 'filter' | 'isTyping'>,
	{counts, aside}: {readonly counts: readonly Span[]; readonly aside: readonly Span[]},
	columns: number,
	signs: Signs,
): Line {
	const text = plainText(filter);
	// Of a long one the end is seen, where the cursor is.
	const room = Math.max(8, Math.floor(columns / 2) - 4);
	const width = displayWidth(text);
	const shown = width <= room ? text : signs.cut + sliceColumns(text, width - room + 1, width);
	const typed =
		isTyping || filter !== ''
			? [span('/'), span(shown, 'bold'), isTyping ? span(' ', 'cursor') : span(' '), span('  ')]
			: [];
	return spreadLine([...typed, ...counts], aside, columns, signs);
}

/**
 * `● sorting…`: why what is shown is still of before; nothing while it takes but a moment.
 *
 * @param wanted Filter and sort as they are now.
 */
export function slowSpans(
	slot: {
		readonly request: {readonly filter: string; readonly sort: ListUi['sort']} | undefined;
		readonly isSlow?: boolean;
		readonly event?: QuestionEvent | undefined;
	},
	{filter, sort}: Pick<ListUi, 'filter' | 'sort'>,
	signs: Signs,
): Span[] {
	if (slot.isSlow !== true) {
		return [];
	}

	const {request} = slot;
	const isSorting =
		request !== undefined && (request.sort.column !== sort.column || request.sort.isReversed !== sort.isReversed);
	const what = isSorting ? 'sorting' : request !== undefined && request.filter !== filter ? 'filtering' : 'looking';
	const {done = 0, total = 0} = slot.event?.type === 'progress' ? slot.event.progress : {};
	const count = total > 0 && done < total ? ` ${formatCount(done)} of ${formatCount(total)}` : '';
	return [span(`${signs.running} `, 'running'), span(`${what}${signs.cut}${count}`, 'muted')];
}

/** A list without rows: what that means, and what to do. */
export function emptyListLines(what: string, next: readonly Span[], columns: number, signs: Signs): Line[] {
	return [
		emptyLine(columns),
		plainLine([span('  '), span(what, 'bold')], columns, signs),
		plainLine([span('  '), ...next], columns, signs),
	];
}

/** Why a list could not be made. */
export function listErrorLines(error: string, columns: number, signs: Signs): Line[] {
	return [
		emptyLine(columns),
		plainLine([span(`${signs.failed} `, 'failed-sign'), span(plainText(error), 'bold')], columns, signs),
		plainLine([span('  r', 'bold'), span(' reads the store again', 'muted')], columns, signs),
	];
}

/** `! not readable: processes of other users and 2 more; numbers are at most`; nothing when everything was seen. */
export function incompleteLine(
	{complete, unreadable}: Pick<Completeness, 'complete' | 'unreadable'>,
	columns: number,
	signs: Signs,
): Line[] {
	if (complete) {
		return [];
	}

	const [first = 'some roots'] = unreadable;
	const more = unreadable.length > 1 ? ` and ${unreadable.length - 1} more` : '';
	const front = 'not readable: ';
	const end = `${more}; numbers are at most`;
	const named = truncateEnd(plainText(first), Math.max(1, columns - 4 - front.length - end.length), signs.cut);
	return [plainLine([span(`${signs.warning} `, 'warning'), span(`${front}${named}${end}`, 'muted')], columns, signs)];
}
