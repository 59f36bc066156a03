import type {OptimiseAnswer} from '../../analyses/answers/answer.js';
import type {OptimiseResult} from '../../analyses/answers/plan.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {diskGain, diskLines, diskRow, outcomeTable, reportedRow} from './outcome-table.js';
import type {StoreReportOptions} from './store-report-options.js';
import {timeTaken} from './time-taken.js';
import {wrapped} from './wrapped.js';

/** `nixscope optimise --yes --json`: what was to be saved, and what came of it. */
export type OptimiseDoneAnswer = OptimiseAnswer & {readonly freed: OptimiseResult};

/** What linking equal files brought, beside what was expected. */
export function optimiseRunLines(answer: OptimiseDoneAnswer, options: StoreReportOptions): Line[] {
	const {freed, savableBytes, savableFiles} = answer;
	const rows = [
		{
			title: 'files linked',
			expected: formatCount(savableFiles),
			happened: freed.linkedFiles === null ? '?' : formatCount(freed.linkedFiles),
		},
		...reportedRow(savableBytes, freed.nixReportedSize, freed.outcome === 'done'),
		...diskRow(null, freed, freed.outcome === 'done'),
	];
	return [
		...optimiseTitle(freed, options.signs).flatMap((one) => wrapped(one, options)),
		line(),
		...outcomeTable(rows, {isAtMost: false}, options),
		...diskLines(freed),
	];
}

/** How it ended. */
export function optimiseTitle(freed: OptimiseResult, signs: Signs): Line[] {
	const time = timeTaken(freed.durationMs);
	switch (freed.outcome) {
		case 'done':
			return [line(span(`${signs.built} ${linkedWords(freed)}`, 'succeeded'), span(` in ${time}${gainWords(freed)}`))];
		case 'cancelled':
			return [
				line(span(`${signs.blocked} Interrupted`, 'interrupted'), span(` after ${time}: what is linked so far stays`)),
			];
		case 'failed':
			return [
				line(span(`${signs.failed} Optimising failed`, 'failed-sign'), span(` after ${time}`)),
				...(freed.reason === null ? [] : [line(span(`  ${plainText(freed.reason)}`, 'failed'))]),
			];
	}
}

function linkedWords({linkedFiles}: OptimiseResult): string {
	if (linkedFiles === null) {
		return 'Linked equal files';
	}

	return linkedFiles === 0 ? 'No equal files were left to link' : `Linked ${countOf(linkedFiles, 'file')}`;
}

function gainWords(freed: OptimiseResult): string {
	const gain = diskGain(freed);
	return gain === null || gain <= 0 ? '' : `; ${formatSize(gain)} more free on the disk`;
}
