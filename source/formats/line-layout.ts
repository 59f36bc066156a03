import type {Line, Span, Tone} from './line.js';
import {plainText} from './sanitise.js';
import {displayWidth, truncateEnd} from './width.js';

/** A piece of a line; text of our own or already sanitised. */
export function span(text: string, tone: Tone = 'plain'): Span {
	return {text, tone};
}

/** A line of pieces; empty ones are left out. */
export function line(...spans: readonly Span[]): Line {
	return {spans: spans.filter(({text}) => text !== '')};
}

/** The text of the line without any colours. */
export function lineText({spans}: Line): string {
	return spans.map((part) => (part.coloured ? plainText(part.text) : part.text)).join('');
}

/** Cells of the line. */
export function lineWidth({spans}: Line): number {
	return spans.reduce((width, {text}) => width + displayWidth(text), 0);
}

/** At most `columns` cells: what does not fit is cut at the end, with a sign in the tone of what was cut. */
export function truncateLine(whole: Line, columns: number, cutSign = '…'): Line {
	if (lineWidth(whole) <= columns) {
		return whole;
	}

	const kept: Span[] = [];
	let room = columns;
	for (const part of whole.spans) {
		const width = displayWidth(part.text);
		// The sign must fit behind a part that ends exactly at the edge.
		if (width >= room) {
			kept.push({...part, text: truncateEnd(width === room ? `${part.text}  ` : part.text, room, cutSign)});
			break;
		}

		kept.push(part);
		room -= width;
	}

	return {...whole, spans: kept};
}
