import type {Completeness} from '../../analyses/answers/answer.js';
import {flow, words} from '../../formats/flow.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {StoreReportOptions} from './store-report-options.js';

/** More than these are counted, not named. */
const mostNamed = 4;

/** What could not be seen, and how to see it; nothing when everything was. */
export function incompleteLines(
	{complete, unreadable}: Pick<Completeness, 'complete' | 'unreadable'>,
	{columns, signs, reader}: StoreReportOptions,
): Line[] {
	if (complete) {
		return [];
	}

	const named = unreadable.slice(0, mostNamed).map(plainText);
	const more = unreadable.length - named.length;
	const what = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}` || 'some roots';
	const items = reader.gainsFromRoot
		? [
				...words(`Ran as ${plainText(reader.user)}: cannot read ${what}: numbers are at most. For all roots:`, 'muted'),
				[span(`sudo ${plainText(reader.command)}`)],
			]
		: words(`Cannot read ${what}: numbers are at most.`, 'muted');
	return [
		line(),
		...flow(items, {columns: Math.min(columns, 100), indent: 2, gap: 1, label: [span(`${signs.warning} `, 'warning')]}),
	];
}
