import {formatSize} from '../../formats/bytes.js';
import type {Span, Tone} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';

/** `28.4 GiB`; `?` where the size is not known. */
export function sizeCell(bytes: number | null, tone: Tone = 'plain'): Span {
	return bytes === null ? span('?', 'muted') : span(formatSize(bytes), tone);
}

/** `–` where a size does not apply. */
export function noSize({range}: Signs): Span {
	return span(range, 'muted');
}

/** `+411 MiB`, `-288 MiB`, `0 B` */
export function formatDelta(bytes: number): string {
	const sign = bytes > 0 ? '+' : bytes < 0 ? '-' : '';
	return sign + formatSize(Math.abs(bytes));
}

/** In steps of half a cell; at least half a cell for what is not nothing. */
export function barCell(size: number, largest: number, columns: number, signs: Signs): Span {
	if (!(size > 0) || !(largest > 0)) {
		return span('');
	}

	const halves = Math.max(1, Math.round((size / largest) * columns * 2));
	return span(signs.barDone.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? signs.barHalf : ''), 'size');
}

/** The largest of any number of sizes; 0 of none. */
export function largestOf(sizes: Iterable<number | null>): number {
	let largest = 0;
	for (const size of sizes) {
		largest = Math.max(largest, size ?? 0);
	}

	return largest;
}
