import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import {formatBytes} from '../formats/bytes.js';
import {formatCount} from '../formats/count.js';
import {describeReason} from '../formats/failure-words.js';
import {lineText} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import type {InputDescription} from '../inputs/input.js';
import {type FailedBuild, failedBuilds, logCommand} from './build-facts.js';
import {evaluationFailureLines} from './error-lines.js';
import {lastPhase} from './failure-text.js';
import {finalReport} from './final-report.js';
import {outcomeLines} from './outcome-lines.js';
import {plainLine} from './plain-entries.js';
import {transferTotals} from './transfer-totals.js';

type Options = {readonly signs: Signs; readonly now: number};

/** No window to fit; wide enough for the rows of the report. */
const reportColumns = 100;
const summaryIndent = ' '.repeat('nixscope: '.length);
const maximumNamed = 20;

/** The counts, then the report of a good end; of a bad one the failures again, last, where CI pages open. */
export function plainEnd(
	state: BuildState,
	logs: LogReader,
	description: InputDescription,
	{signs, now}: Options,
): string[] {
	const counts = plainLine(state.end?.at ?? now, 'end', endCounts(state) || 'nothing to build');
	const isGood = state.end?.outcome === 'succeeded' || state.end?.outcome === 'nothing';
	const report = isGood
		? finalReport(state, logs, description, {columns: reportColumns, signs}).map(lineText)
		: failureSummary(state, signs);
	return [counts, '', ...report];
}

function endCounts(state: BuildState): string {
	const {failed, dependencyFailed, cancelled, interrupted, built, waiting, running} = state.buildCounts;
	const parts: readonly (readonly [number, string])[] = [
		[failed, 'failed'],
		[dependencyFailed, 'blocked'],
		[cancelled, 'cancelled'],
		[interrupted, 'interrupted'],
		[running, 'still running'],
		[waiting, 'not started'],
		[built, 'built'],
	];
	const counts = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
	for (const [kind, word] of [
		['download', 'fetched'],
		['upload', 'uploaded'],
	] as const) {
		const {completed, bytes} = transferTotals(state.transfers, kind);
		if (completed > 0) {
			counts.push(`${formatCount(completed)} ${word}${bytes > 0 ? ` (${formatBytes(bytes)})` : ''}`);
		}
	}

	if (counts.length === 0 && state.end?.outcome !== 'nothing' && state.end?.outcome !== 'succeeded') {
		return 'nothing was built';
	}

	return counts.join(', ');
}

function failureSummary(state: BuildState, signs: Signs): string[] {
	const failures = failedBuilds(state);
	const [first] = failures;
	if (first !== undefined && failures.length === 1 && state.end?.outcome === 'failed') {
		return [`nixscope: build failed: ${failureInWords(first)}`, `${summaryIndent}${plainText(logCommand(first))}`];
	}

	const outcome = outcomeLines(state, {columns: Number.POSITIVE_INFINITY, signs}).map(lineText).join(' ');
	// Without its sign, as the rest of a sentence.
	const words = outcome.slice(outcome.indexOf(' ') + 1);
	const more = failures.length - maximumNamed;
	const errors =
		failures.length > 0
			? []
			: evaluationFailureLines(state, {columns: reportColumns, signs}).map(
					(quoted) => `${summaryIndent}${lineText(quoted)}`,
				);
	return [
		`nixscope: ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
		...errors,
		...failures
			.slice(0, maximumNamed)
			.flatMap((build) => [
				`${summaryIndent}${failureInWords(build)}`,
				`${summaryIndent}  ${plainText(logCommand(build))}`,
			]),
		...(more > 0 ? [`${summaryIndent}and ${more} more`] : []),
	];
}

function failureInWords(build: FailedBuild): string {
	const phase = lastPhase(build);
	return `${plainText(build.name)}, ${describeReason(build.status.reason)}${phase === undefined ? '' : ` in ${phase}`}`;
}
