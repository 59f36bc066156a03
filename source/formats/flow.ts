import type {Line, Span, Tone} from './line.js';
import {displayWidth} from './width.js';

export type FlowOptions = {
	readonly columns: number;
	/** Cells in front of every line. */
	readonly indent: number;
	/** Cells between two items of a line. */
	readonly gap: number;
	/** Stands in place of the indent of the first line; the first item follows it directly. */
	readonly label?: readonly Span[];
};

/** Lays items side by side and begins a new line where the next would not fit. An item is never cut: one that is too wide stands alone. */
export function flow(items: readonly (readonly Span[])[], {columns, indent, gap, label}: FlowOptions): Line[] {
	const lines: Span[][] = label === undefined ? [] : [[...label]];
	let column = label === undefined ? 0 : widthOf(label);
	let space = label === undefined ? indent : 0;
	for (const item of items) {
		const width = widthOf(item);
		if (lines.length === 0 || column + space + width > columns) {
			lines.push([]);
			column = 0;
			space = indent;
		}

		append(lines.at(-1)!, {text: ' '.repeat(space), tone: 'plain'});
		for (const span of item) {
			append(lines.at(-1)!, span);
		}

		column += space + width;
		space = gap;
	}

	return lines.map((spans) => ({spans: spans.filter(({text}) => text !== '')}));
}

/** The words of a text as items of their own, for a text that wraps. */
export function words(text: string, tone: Tone = 'plain'): Span[][] {
	return text
		.split(' ')
		.filter((word) => word !== '')
		.map((word) => [{text: word, tone}]);
}

function widthOf(spans: readonly Span[]): number {
	return spans.reduce((sum, {text}) => sum + displayWidth(text), 0);
}

/** Joins what has the same look; a space takes the look of what is before it, so that a sentence is one span. */
function append(spans: Span[], span: Span): void {
	const last = spans.at(-1);
	if (span.text === '') {
		return;
	}

	if (last !== undefined && !last.coloured && !span.coloured) {
		const isSpace = span.text.trim() === '';
		if (span.tone === last.tone || isSpace) {
			spans[spans.length - 1] = {...last, text: last.text + span.text};
			return;
		}
	}

	spans.push(span);
}
