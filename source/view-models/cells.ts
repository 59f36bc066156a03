import type {Line, Span, Tone} from '../formats/line.js';
import {lineWidth, span, truncateLine} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';

/** One column of a line. */
export type Cell = {
	readonly spans: readonly Span[];
	readonly width: number;
	readonly align?: 'right';
};

export function cell(width: number, ...spans: readonly Span[]): Cell {
	return {spans, width};
}

export function rightCell(width: number, ...spans: readonly Span[]): Cell {
	return {spans, width, align: 'right'};
}

export function gap(width: number): Cell {
	return {spans: [], width};
}

/** The cells beside each other, each exactly as wide as it says: what is longer is cut, what is shorter filled. */
export function joinCells(cells: readonly Cell[], signs: Signs): Span[] {
	const spans: Span[] = [];
	for (const {spans: content, width, align} of cells) {
		if (width <= 0) {
			continue;
		}

		const cut = truncateLine({spans: content}, width, signs.cut);
		const rest = span(' '.repeat(Math.max(0, width - lineWidth(cut))));
		spans.push(...(align === 'right' ? [rest, ...cut.spans] : [...cut.spans, rest]));
	}

	return spans.filter(({text}) => text !== '');
}

/** Left and right text of one line, with a cell free at both edges; the left one gives way. */
export function spreadLine(left: readonly Span[], right: readonly Span[], columns: number, signs: Signs): Line {
	const rightWidth = lineWidth({spans: right});
	const middle = rightWidth === 0 ? 0 : 2;
	return {
		spans: joinCells(
			[
				gap(1),
				cell(Math.max(0, columns - 2 - rightWidth - middle), ...left),
				gap(middle),
				rightCell(rightWidth, ...right),
				gap(1),
			],
			signs,
		),
	};
}

/** A line that is filled to the full width, with a cell free at the left. */
export function plainLine(spans: readonly Span[], columns: number, signs: Signs): Line {
	return {spans: joinCells([gap(1), cell(columns - 2, ...spans), gap(1)], signs)};
}

export function emptyLine(columns: number): Line {
	return {spans: [span(' '.repeat(Math.max(0, columns)))]};
}

/** `── title ──────── state ──` */
export function paneTitle(title: readonly Span[], state: readonly Span[], columns: number, signs: Signs): Line {
	const stateSpans = state.length === 0 ? [] : [span(' '), ...state, span(' ')];
	const stateWidth = lineWidth({spans: stateSpans});
	const room = columns - 4 - stateWidth - 2;
	const cut = truncateLine({spans: [span(' '), ...title, span(' ')]}, Math.max(0, room), signs.cut);
	const rest = Math.max(0, columns - 4 - stateWidth - lineWidth(cut));
	const rule = (length: number) => span(signs.rule.repeat(length), 'muted');
	return {spans: [rule(2), ...cut.spans, rule(rest), ...stateSpans, rule(2)].filter(({text}) => text !== '')};
}

/** Progress as a line, in half cells: `━━━╸────`. Anything above zero shows. */
export function progressBar(done: number, expected: number, width: number, tone: Tone, signs: Signs): Span[] {
	const share = expected > 0 ? Math.min(1, Math.max(0, done / expected)) : 0;
	const halves = share > 0 ? Math.max(1, Math.floor(share * width * 2)) : 0;
	const full = Math.floor(halves / 2);
	const hasHalf = halves % 2 === 1 && full < width;
	return [
		span(signs.barDone.repeat(full) + (hasHalf ? signs.barHalf : ''), tone),
		span(signs.barRest.repeat(width - full - Number(hasHalf)), 'muted'),
	];
}
