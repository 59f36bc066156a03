import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {type Cell, joinCells} from '../cells.js';
import type {PaneRow} from './pane-column.js';
import type {Destination, ScreenInput, Subject} from './screen.js';

/** Where Enter leads from a row: a screen, or a command to run somewhere else. */
export type Opening = {readonly go: Destination} | {readonly command: string};

export type OverviewRow = PaneRow & {readonly opens?: Opening; readonly subject?: Subject};

/** What all panes are made with. */
export type PaneInput = ScreenInput & {
	/** Cells for the text of a row, without margins. */
	readonly inner: number;
};

/** Cells of a size with its unit. */
export const SIZE_CELLS = 10;

export function cellRow(
	{signs}: PaneInput,
	cells: readonly Cell[],
	more: Omit<OverviewRow, 'spans'> = {},
): OverviewRow {
	return {...more, spans: joinCells(cells, signs)};
}

/** In place of rows that are not known yet, or why they never will be; below it room for them. */
export function pendingRows(input: PaneInput, error: string | undefined, count: number): OverviewRow[] {
	return [pendingRow(input, error), ...Array.from({length: Math.max(0, count - 1)}, () => ({spans: []}))];
}

function pendingRow({signs}: PaneInput, error: string | undefined): OverviewRow {
	const spans: Span[] =
		error === undefined
			? [span(signs.cut, 'muted')]
			: [span(`${signs.failed} `, 'failed-sign'), span(plainText(error), 'failed')];
	return {spans};
}
