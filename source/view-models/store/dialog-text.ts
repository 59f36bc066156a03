import type {Line} from '../../formats/line.js';
import {wrapped} from '../../reports/store/wrapped.js';

/** A sentence of a dialog, in as many lines as it needs, all of which begin at the same cell. */
export function dialogText(sentence: Line, columns: number): Line[] {
	return wrapped(sentence, {columns}).map((one, index) => {
		const [first, ...rest] = one.spans;
		return index === 0 || first === undefined
			? one
			: {spans: [{...first, text: first.text.replace(/^ {2}/, '')}, ...rest].filter(({text}) => text !== '')};
	});
}
