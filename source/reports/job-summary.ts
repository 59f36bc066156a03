import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import {countOf} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {describeReason} from '../formats/failure-words.js';
import {lineText} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import {signs} from '../formats/symbols.js';
import {buildDuration, type FailedBuild, failedBuilds, logCommand} from './build-facts.js';
import {lastPhase, logTail} from './failure-text.js';
import {builtOutputs, outcomeLines} from './outcome-lines.js';
import {slowestBuilds} from './slowest-build-lines.js';
import {totalLines} from './total-lines.js';

/** Runners cut summaries at 1 MiB. */
const detailedFailures = 20;
const tailLines = 20;
const slowestShown = 10;

/** The end of a run as Markdown, for the job summary of a CI runner. */
export function jobSummary(state: BuildState, logs: LogReader): string {
	const layout = {columns: Number.POSITIVE_INFINITY, signs: signs({ascii: false})};
	const outcome = outcomeLines(state, layout).map(lineText).join(' ');
	const totals = totalLines(state, layout).map((total) => `- ${escapeMarkdown(squeeze(lineText(total)))}`);
	const failures = failedBuilds(state);
	const paragraphs = [
		`### ${escapeMarkdown(outcome)}`,
		totals.join('\n'),
		failureTable(failures),
		...failures.slice(0, detailedFailures).map((build) => failureDetails(build, logs)),
		slowestTable(state),
		builtOutputs(state).map(inlineCode).join('  \n'),
	];
	return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

function failureTable(failures: readonly FailedBuild[]): string {
	if (failures.length === 0) {
		return '';
	}

	const rows = failures.map((build) => {
		const duration = buildDuration(build);
		const cells = [
			plainText(build.name),
			lastPhase(build) ?? '',
			duration === undefined ? '' : formatDuration(duration),
			describeReason(build.status.reason),
		];
		return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
	});
	return ['| failed | phase | after | reason |', '|---|---|--:|---|', ...rows].join('\n');
}

function failureDetails(build: FailedBuild, logs: LogReader): string {
	const {wanted, got} = build.status.reason;
	const lines = [
		...(wanted === undefined ? [] : [`wanted  ${wanted}`]),
		...(got === undefined ? [] : [`got     ${got}`]),
		...logTail(build, logs, tailLines),
	].map(plainText);
	const log = lines.length === 0 ? '' : `${codeBlock(lines)}\n\n`;
	const title = `${plainText(build.name)}: the end of its log`;
	return `<details><summary>${escapeHtml(title)}</summary>\n\n${log}${inlineCode(plainText(logCommand(build)))}\n</details>`;
}

function slowestTable(state: BuildState): string {
	const slowest = slowestBuilds(state, slowestShown);
	if (slowest.length < 2) {
		return '';
	}

	const rows = slowest.map(({build, duration}) => {
		const cells = [plainText(build.name), formatDuration(duration), plainText(build.host ?? '')];
		return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
	});
	const title = `<details><summary>The ${countOf(slowest.length, 'slowest build', 'slowest builds')}</summary>`;
	return [title, '', '| build | time | host |', '|---|--:|---|', ...rows, '</details>'].join('\n');
}

function squeeze(text: string): string {
	return text.trim().replace(/\s+/g, ' ');
}

/** A fence longer than any in the text, so that no log can end it. */
function codeBlock(lines: readonly string[]): string {
	const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
	const fence = '`'.repeat(longest + 1);
	return [`${fence}text`, ...lines, fence].join('\n');
}

function inlineCode(text: string): string {
	return text.includes('`') ? escapeMarkdown(text) : `\`${text}\``;
}

function escapeMarkdown(text: string): string {
	return escapeHtml(text).replace(/[\\`*_{}[\]#|~!]/g, '\\$&');
}

function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
