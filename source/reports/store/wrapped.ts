import {flow} from '../../formats/flow.js';
import type {Line} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';

/** A number stays with its unit. */
const betweenWords = / +(?!(?:[KMGTPE]i)?B\b)/;

/** A sentence in as many lines as it needs; as it stands where it fits. */
export function wrapped(sentence: Line, {columns}: {readonly columns: number}): Line[] {
	if (lineWidth(sentence) <= columns) {
		return [sentence];
	}

	const items = sentence.spans.flatMap(({text, tone}) =>
		text
			.split(betweenWords)
			.filter((word) => word !== '')
			.map((word) => [span(word, tone)]),
	);
	return flow(items, {columns, indent: 2, gap: 1, label: []});
}
