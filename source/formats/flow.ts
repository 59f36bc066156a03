import type {Line, Span, Tone} from './line.js';
import {displayWidth} from './width.js';

export type FlowOptions = {
	readonly columns: number;
	/** Cells in front of every line. */
	readonly indent: number;
	/** Cells between two items of a line. */
	readonly gap: number;
	/** Stands in place of the indent of the first line, and is as wide. */
	readonly label?: Span;
};

/** Lays items side by side and begins a new line where the next would not fit. An item is never cut: one that is too wide stands alone. */
export function flow(items: readonly (readonly Span[])[], {columns, indent, gap, label}: FlowOptions): Line[] {
	const lines: Span[][] = [];
	let column = 0;
	for (const item of items) {
		const width = item.reduce((sum, {text}) => sum + displayWidth(text), 0);
		const isFirst = lines.length === 0 || column + gap + width > columns;
		const space = ' '.repeat(isFirst ? indent : gap);
		if (isFirst) {
			const isLabelled = lines.length === 0 && label !== undefined;
			lines.push(isLabelled ? [label] : [{text: space, tone: 'plain'}]);
			column = 0;
		} else {
			append(lines.at(-1)!, {text: space, tone: 'plain'});
		}

		for (const span of item) {
			append(lines.at(-1)!, span);
		}

		column += space.length + width;
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
