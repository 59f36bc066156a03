import {formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';

/** The line that says how many rows were left out; nothing when none was. */
export function moreLine(hidden: number, what: string, {signs}: {readonly signs: Signs}): Line[] {
	return hidden > 0 ? [line(span(`  ${signs.cut} and ${formatCount(hidden)} more ${what}: --limit all`, 'muted'))] : [];
}
