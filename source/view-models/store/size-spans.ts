import {formatSize} from '../../formats/bytes.js';
import type {Span, Tone} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';

/** `61.3 GiB` with a dim unit, for overviews: the numbers are what is compared. */
export function sizeSpans(bytes: number, tone: Tone = 'plain'): Span[] {
	const [number = '', unit = ''] = formatSize(bytes).split(' ');
	return [span(number, tone), span(` ${unit}`, 'muted')];
}

/** A size that is not exact: `at most 107.9 GiB`, `≥ 6.2 GiB`. */
export function boundedSpans(bound: string, bytes: number, tone: Tone = 'plain'): Span[] {
	return [span(`${bound} `, 'muted'), ...sizeSpans(bytes, tone)];
}
