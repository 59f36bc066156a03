import {flow} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';

/** A number stays with its unit. */
const betweenWords = / +(?!(?:[KMGTPE]i)?B\b)/;

/** A sentence in as many lines as it needs; as it stands where it fits. */
export function wrapped(sentence: Line, {columns}: {readonly columns: number}): Line[] {
	if (lineWidth(sentence) <= columns) {
		return [sentence];
	}

	const start = /^ */.exec(sentence.spans[0]?.text ?? '')![0];
	return flow(wordsOf(sentence), {columns, indent: start.length + 2, gap: 1, label: [span(start)]});
}

/** A word may change its look in the middle: `77 KiB` and the comma behind it. */
function wordsOf({spans}: Line): Span[][] {
	const items: Span[][] = [];
	let isInWord = false;
	for (const {text, tone} of spans) {
		for (const [index, part] of text.split(betweenWords).entries()) {
			isInWord = isInWord && index === 0;
			if (part === '') {
				continue;
			}

			if (isInWord) {
				items.at(-1)!.push(span(part, tone));
			} else {
				items.push([span(part, tone)]);
			}

			isInWord = true;
		}
	}

	return items;
}
