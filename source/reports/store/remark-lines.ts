import {flow, words} from '../../formats/flow.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {StoreReportOptions} from './store-report-options.js';

/** What a person should know beside the numbers: each with its own sign, below an empty line. */
export function remarkLines(
	remarks: readonly string[],
	{columns: width, signs}: Pick<StoreReportOptions, 'columns' | 'signs'>,
): Line[] {
	const lines = remarks.flatMap((remark) =>
		flow(words(plainText(remark), 'muted'), {
			columns: Math.min(width, 100),
			indent: 2,
			gap: 1,
			label: [span(`${signs.warning} `, 'warning')],
		}),
	);
	return lines.length > 0 ? [line(), ...lines] : [];
}
