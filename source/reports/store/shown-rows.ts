import {formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';

/**
 * The line that says how many rows were left out; nothing when none was.
 *
 * @param remark What they are, with a space in front.
 */
export function moreLine(hidden: number, {signs}: {readonly signs: Signs}, remark = ''): Line[] {
	return hidden > 0
		? [line(span(`  ${signs.cut} and ${formatCount(hidden)} more${remark}: --limit all`, 'muted'))]
		: [];
}
