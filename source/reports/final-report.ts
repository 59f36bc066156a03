import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import {countOf, formatCount} from '../formats/count.js';
import {flow, words} from '../formats/flow.js';
import type {Line} from '../formats/line.js';
import {line, span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import type {InputDescription} from '../inputs/input.js';
import {failedBuilds} from './build-facts.js';
import {evaluationFailureLines, otherErrorLines} from './error-lines.js';
import {failedTransferLines} from './failed-transfer-lines.js';
import {failureLines} from './failure-lines.js';
import {builtOutputs, outcomeLines} from './outcome-lines.js';
import {slowestBuildLines} from './slowest-build-lines.js';
import {countLine, totalLines} from './total-lines.js';

export type ReportOptions = {
	/** Nothing but commands, hashes and paths to copy is wider. */
	readonly columns: number;
	readonly signs: Signs;
	/** Lines of the log quoted for each failed build, while they are few; 10 when not said. */
	readonly tailLines?: number;
};

/**
 * The end of a run, for the scrollback: outcome, totals, failures with their reason and the end of their log, the
 * slowest builds, outputs. Paragraphs are separated by empty lines; none stands at either end.
 */
export function finalReport(
	state: BuildState,
	logs: LogReader,
	description: InputDescription,
	options: ReportOptions,
): Line[] {
	const body = isGood(state) ? goodEnd(state, options) : badEnd(state, logs, description, options);
	const paragraphs = [...body, remarkLines(state, options), outputLines(state)].filter((part) => part.length > 0);
	const outcome = outcomeLines(state, options);
	return [...outcome, ...paragraphs.flatMap((part) => [line(), ...part])];
}

function isGood(state: BuildState): boolean {
	return state.end?.outcome === 'succeeded' || state.end?.outcome === 'nothing';
}

function goodEnd(state: BuildState, options: ReportOptions): Line[][] {
	return [totalLines(state, options), slowestBuildLines(state, options)];
}

function badEnd(state: BuildState, logs: LogReader, description: InputDescription, options: ReportOptions): Line[][] {
	const hasStarted = state.builds.length > 0 || state.transfers.length > 0;
	if (!hasStarted) {
		return state.end?.outcome === 'interrupted' ? [] : [evaluationFailureLines(state, options)];
	}

	return [
		...failureLines(state, logs, options),
		failedTransferLines(state, options),
		otherErrorLines(state, options),
		// The first line of an interrupted run has the counts.
		[
			...(state.end?.outcome === 'failed' ? countLine(state, options) : []),
			...adviceLines(state, description, options),
		],
	];
}

/** What is kept, and how to go on with the rest. */
function adviceLines(state: BuildState, {command}: InputDescription, {columns}: ReportOptions): Line[] {
	const {built, cancelled, waiting} = state.buildCounts;
	const layout = {columns, indent: 2, gap: 1};
	const kept =
		built === 0
			? ''
			: built === 1
				? 'The one built stays in the store'
				: `The ${formatCount(built)} built stay in the store`;
	if (state.end?.outcome !== 'failed') {
		return kept === '' ? [] : flow(words(`${kept}; the next build starts from there.`, 'muted'), layout);
	}

	const failures = failedBuilds(state);
	// Builds that wait for a failed one would not run with --keep-going either; those that were stopped would.
	const wouldGoOn = cancelled > 0 || waiting > 0;
	const hasKeepGoing = command.includes('-k') || command.includes('--keep-going');
	if (failures.length === 0 || !wouldGoOn || hasKeepGoing) {
		return kept === '' ? [] : flow(words(`${kept}.`, 'muted'), layout);
	}

	const one = failures.length === 1 ? 'the failed one' : 'the failed ones';
	const advice = `To go on with what does not need ${one}, add`;
	return flow([...words(`${kept}${kept && '. '}${advice}`, 'muted'), [span('--keep-going')]], layout);
}

/** What a user may want to look for in the log. */
function remarkLines(state: BuildState, {columns, signs}: ReportOptions): Line[] {
	const noticed = [
		...(state.warnings.length > 0 ? [countOf(state.warnings.length, 'warning')] : []),
		...(state.traces.length > 0 ? [countOf(state.traces.length, 'trace')] : []),
	];
	const {unknownRecordCount: unknown, malformedLineCount: malformed} = state;
	const layout = {columns, indent: 2, gap: 1};
	return [
		...(noticed.length > 0
			? flow([[span(signs.warning, 'warning')], ...words(`${noticed.join(', ')} from Nix`, 'muted')], layout)
			: []),
		...(unknown > 0
			? flow(words(`${countOf(unknown, 'record')} of a kind unknown to nixscope; shown in the log`, 'muted'), layout)
			: []),
		...(malformed > 0
			? flow(words(`${countOf(malformed, 'damaged record')}; shown in the log as text`, 'muted'), layout)
			: []),
	];
}

function outputLines(state: BuildState): Line[] {
	return builtOutputs(state).map((path) => line(span('  '), span(path)));
}
