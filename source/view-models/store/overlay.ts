import type {Line, Span} from '../../formats/line.js';
import {lineText, lineWidth, span} from '../../formats/line-layout.js';
import {truncateEnd} from '../../formats/width.js';

/**
 * Lays a dialog over the middle of a window of which everything else becomes dim.
 *
 * @param dialog Lines of equal width.
 * @param headerRows Stay free of the dialog.
 */
export function overlaid(
	lines: readonly Line[],
	dialog: readonly Line[],
	{columns, headerRows}: {readonly columns: number; readonly headerRows: number},
): Line[] {
	const width = Math.max(...dialog.map(lineWidth), 0);
	const left = Math.max(0, Math.floor((columns - width) / 2));
	const top = Math.max(headerRows, Math.floor((lines.length - 1 + headerRows - dialog.length) / 2));
	return lines.map((line, row) => {
		if (row === lines.length - 1) {
			return line;
		}

		const text = lineText(line);
		const over = dialog[row - top];
		if (over === undefined) {
			return {spans: [span(text, 'muted')]};
		}

		const spans: Span[] = [
			span(cells(text, left), 'muted'),
			...over.spans,
			span(cellsFrom(text, left + width, columns), 'muted'),
		];
		return {spans};
	});
}

/** The first cells of a text, filled up. */
function cells(text: string, count: number): string {
	const cut = truncateEnd(`${text}${' '.repeat(count)}`, count, '');
	return cut + ' '.repeat(Math.max(0, count - lineWidth({spans: [span(cut)]})));
}

/** What stands behind so many cells. */
function cellsFrom(text: string, start: number, columns: number): string {
	const head = truncateEnd(text, start, '');
	return cells(text.slice(head.length), Math.max(0, columns - start));
}
