import {formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {filledTo} from './list-table.js';
import type {ScreenAction} from './screen.js';

export type ScrolledPage = {
	readonly lines: readonly Line[];
	/** The last line that can be on top. */
	readonly end: number;
	/** Which lines are shown of how many; empty when all are. */
	readonly aside: string;
};

/** A page that is longer than the screen, from the line `top` on. */
export function scrolledPage(
	lines: readonly Line[],
	{top, rows, columns}: {readonly top: number; readonly rows: number; readonly columns: number},
): ScrolledPage {
	const end = Math.max(0, lines.length - rows);
	const first = Math.max(0, Math.min(top, end));
	const shown = lines.slice(first, first + rows);
	return {
		lines: filledTo(shown, rows, columns),
		end,
		aside:
			end === 0
				? ''
				: `lines ${formatCount(first + 1)} to ${formatCount(first + shown.length)} of ${formatCount(lines.length)}`,
	};
}

/** @returns Where the page begins after a key; undefined when the key is none that moves. */
export function scrolledBy(
	action: ScreenAction,
	top: number,
	{end, page}: {readonly end: number; readonly page: number},
): number | undefined {
	const to = (line: number) => Math.max(0, Math.min(end, line));
	const step = Math.max(1, page - 1);
	switch (action) {
		case 'up':
			return to(Math.min(top, end) - 1);
		case 'down':
			return to(top + 1);
		case 'page-up':
			return to(Math.min(top, end) - step);
		case 'page-down':
			return to(top + step);
		case 'first':
			return 0;
		case 'last':
			return end;
		default:
			return undefined;
	}
}
