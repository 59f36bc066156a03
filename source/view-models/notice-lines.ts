import type {Notice} from '../build/build-state.js';
import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {sanitiseLines} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {wrapColumns} from '../formats/width.js';

/** What Nix said, for the scrollback: with its own colours, wrapped, nothing cut. */
export function noticeLines(notice: Exclude<Notice, {kind: 'build-failed'}>, columns: number, signs: Signs): Line[] {
	const lines = sanitiseLines(notice.text).flatMap((text) => wrapColumns(text, Math.max(1, columns - 2)));
	if (notice.text === '') {
		return [];
	}

	const label =
		notice.kind === 'warning'
			? span(`${signs.warning} `, 'warning')
			: notice.kind === 'error'
				? span(`${signs.failed} `, 'failed-sign')
				: undefined;
	const rest = label === undefined ? [] : [span('  ')];
	return lines.map((text, index) => ({
		spans: [...(label !== undefined && index === 0 ? [label] : rest), {text, tone: 'plain', coloured: true}],
	}));
}
