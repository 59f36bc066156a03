import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {formatDuration} from '../../formats/duration.js';
import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {lineWidth, span, truncateLine} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {optimiseTitle} from '../../reports/store/optimise-run-lines.js';
import {diskLines, diskRow, outcomeTable, reportedRow} from '../../reports/store/outcome-table.js';
import {wrapped} from '../../reports/store/wrapped.js';
import type {Run} from '../../sessions/explorer-data.js';
import {emptyLine, plainLine, progressBar} from '../cells.js';
import {DIALOG_FRAME, DIALOG_LINES, dialogChoice, dialogLines} from './dialog.js';
import type {ScreenInput} from './screen.js';

export type OptimiseRun = Extract<Run, {kind: 'optimise'}>;

const barColumns = 40;
const dialogColumns = 66;

/** While files are linked: how far it is; then the result beside what was expected. */
export function runLines(run: OptimiseRun, input: ScreenInput): Line[] {
	return [
		emptyLine(input.columns),
		...(run.result === undefined ? progressLines(run, input) : resultLines(run, input)),
	];
}

function progressLines(run: OptimiseRun, input: ScreenInput): Line[] {
	const {columns, signs, now} = input;
	if (run.error !== undefined) {
		return [
			...flow(words(plainText(run.error), 'failed'), {
				columns: columns - 1,
				indent: 4,
				gap: 1,
				label: [span(`  ${signs.failed} `, 'failed-sign')],
			}),
			emptyLine(columns),
			plainLine([span('  What is linked so far stays linked.', 'muted')], columns, signs),
		].map((line) => filled(line, columns));
	}

	const {done, total, isStopping, startedAt} = run;
	const bar = Math.max(8, Math.min(barColumns, columns - 56));
	return [
		plainLine(
			[
				span(' Optimising  ', 'bold'),
				...progressBar(done, total ?? 0, bar, 'running', signs),
				span(
					total === undefined ? `  ${countOf(done, 'path')}` : `  ${formatCount(done)} of ${countOf(total, 'path')}`,
				),
				span(`   ${formatDuration(now - startedAt, {running: true})}`, 'muted'),
			],
			columns,
			signs,
		),
		emptyLine(columns),
		plainLine(
			[
				isStopping
					? span(' stopping after this path: what is linked so far stays linked')
					: span(' equal files become hard links; every path stays and reads the same', 'muted'),
			],
			columns,
			signs,
		),
	];
}

function resultLines({result, expected}: OptimiseRun, {columns, signs, now, home}: ScreenInput): Line[] {
	if (result === undefined) {
		return [];
	}

	const options = {
		columns: columns - 3,
		signs,
		now,
		home,
		limit: Number.POSITIVE_INFINITY,
		reader: {user: '', gainsFromRoot: false, command: ''},
	};
	const rows = [
		{
			title: 'files linked',
			expected: expected === undefined ? '?' : formatCount(expected.savableFiles),
			happened: result.linkedFiles === null ? '?' : formatCount(result.linkedFiles),
		},
		...reportedRow(expected?.savableBytes ?? null, result.nixReportedSize, result.outcome === 'done'),
		...diskRow(null, result, result.outcome === 'done'),
	];
	const indented = ({spans}: Line): Line => filled({spans: [span('  '), ...spans]}, columns);
	return [
		...optimiseTitle(result, signs)
			.flatMap((line) => wrapped(line, options))
			.map(indented),
		emptyLine(columns),
		...outcomeTable(rows, {isAtMost: false}, options).map(indented),
		...diskLines(result).map((line) => filled(line, columns)),
	];
}

function filled(whole: Line, columns: number): Line {
	const line = truncateLine(whole, columns);
	return {spans: [...line.spans, span(' '.repeat(Math.max(0, columns - lineWidth(line))))]};
}

/** Asks before files are linked: nothing is lost by it, and it takes its time. */
export function optimiseDialog({data, columns, rows, signs}: ScreenInput): Line[] {
	const {answer: known, isCurrent} = data.slot('optimise', 'optimise');
	// Of an older comparison only that there was something to link is worth telling.
	const answer = isCurrent || known?.savableFiles !== 0 ? known : undefined;
	const title =
		answer === undefined
			? 'Link equal files?'
			: `Link ${countOf(answer.savableFiles, 'file')} to save ${formatSize(answer.savableBytes)}?`;
	const saving =
		answer === undefined
			? words('How much it saves is not known: files are being compared.')
			: [
					...words('Saves'),
					[span(formatSize(answer.savableBytes), 'bold')],
					...words(`of files${isCurrent ? '' : ', as of the last comparison'}: equal ones become hard links.`),
				];
	const width = Math.min(dialogColumns, columns - 2);
	const sentence = (items: Span[][]) => flow(items, {columns: width - DIALOG_FRAME, indent: 0, gap: 1});
	const say = (text: string) => sentence(words(text));
	const choices = [dialogChoice('y', 'link them now', true), dialogChoice('Esc', 'leave them as they are')];
	const all = [
		...sentence(saving),
		{spans: []},
		...say('Every path stays and reads the same: nothing is lost.'),
		...say('The whole store is read. It can be stopped at any time; what is linked by then stays linked.'),
		{spans: []},
		...choices,
	];
	const few = [...sentence(saving), ...say('Every path stays and reads the same: nothing is lost.'), ...choices];
	return dialogLines({title: [span(title, 'bold')], body: all.length + DIALOG_LINES <= rows ? all : few, width}, signs);
}
