import type {CollectProgress, CollectStage} from '../../analyses/answers/collect.js';
import {formatBytes, formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {formatDuration} from '../../formats/duration.js';
import {formatEstimate} from '../../formats/estimate.js';
import type {Line, Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {pathName} from '../../reports/store/path-name.js';
import type {Run} from '../../sessions/explorer-data.js';
import {emptyLine, progressBar, spreadLine} from '../cells.js';
import {pageLine, pageRemark} from './collect-lines.js';
import type {ScreenInput} from './screen.js';

type CollectRun = Extract<Run, {kind: 'collect'}>;

const mostBar = 72;
const titleWidth = 11;
const recentCount = 3;

/** How a collection goes: its steps in order, how much is deleted, what was deleted last. */
export function runningPage(run: CollectRun, input: ScreenInput): Line[] {
	const {columns, rows, signs, now} = input;
	const progress = run.progress ?? beginning(run);
	const isDeleting = run.plan.collects !== 'none' && progress.pathCount > 0;
	const steps = stages.filter(
		(stage) => (stage !== 'dropping' || progress.rootCount > 0) && (stage !== 'deleting' || isDeleting),
	);
	const elapsed = Math.max(progress.elapsedMs, now - run.startedAt);
	const stepLines = steps.map((stage) => stepLine(stage, steps, progress, elapsed, input));
	const remarks = progress.remarks.flatMap((text) => pageRemark(text, span(signs.warning, 'warning'), columns, signs));
	const body = isDeleting ? deletingLines(progress, elapsed, input) : [];
	const full = [emptyLine(columns), ...stepLines, emptyLine(columns), ...body, ...remarks];
	// A step takes the room of what is not alive.
	return full.length <= rows ? full : [...stepLines, ...body.slice(0, 2), ...remarks];
}

const stages: readonly CollectStage[] = ['checking', 'dropping', 'deleting', 'finishing'];
const doing: Readonly<Record<CollectStage, string>> = {
	checking: 'Checking',
	dropping: 'Dropping',
	deleting: 'Deleting',
	finishing: 'Finishing',
};
const done: Readonly<Record<CollectStage, string>> = {
	checking: 'Checked',
	dropping: 'Dropped',
	deleting: 'Deleted',
	finishing: 'Finished',
};

function beginning({plan}: CollectRun): CollectProgress {
	return {
		stage: 'checking',
		droppedRoots: 0,
		rootCount: plan.roots.length,
		deletedPaths: 0,
		pathCount: plan.collects === 'none' ? 0 : plan.paths,
		deletedNarSize: 0,
		narSize: plan.narSize,
		recent: [],
		elapsedMs: 0,
		remarks: [],
	};
}

function stepLine(
	stage: CollectStage,
	steps: readonly CollectStage[],
	progress: CollectProgress,
	elapsed: number,
	{columns, signs}: ScreenInput,
): Line {
	const isNow = stage === progress.stage;
	const isDone = steps.indexOf(stage) < steps.indexOf(progress.stage);
	const words = stepWords(stage, progress, isDone);
	if (isNow) {
		return spreadLine(
			[span(' '), span(signs.running, 'running'), span(' '), span(doing[stage].padEnd(titleWidth), 'bold'), ...words],
			[span(`${formatDuration(elapsed, {running: true})} `, 'bold')],
			columns,
			signs,
		);
	}

	const sign = isDone ? span(signs.built, 'built') : span(signs.waiting, 'muted');
	const title = (isDone ? done : doing)[stage].padEnd(titleWidth);
	return pageLine([sign, span(' '), span(title, isDone ? 'plain' : 'muted'), ...(isDone ? words : [])], columns, signs);
}

function stepWords(stage: CollectStage, progress: CollectProgress, isDone: boolean): Span[] {
	const {droppedRoots, rootCount, deletedPaths, pathCount} = progress;
	switch (stage) {
		case 'checking':
			return [span(isDone ? 'the plan holds' : 'the roots are read again, and the plan with them', 'muted')];
		case 'dropping':
			return [span(formatCount(droppedRoots)), span(' of ', 'muted'), span(countOf(rootCount, 'root'))];
		case 'deleting':
			return [span(formatCount(deletedPaths)), span(' of ', 'muted'), span(countOf(pathCount, 'path'))];
		case 'finishing':
			return [span('unused links are removed, and the store is looked at once more', 'muted')];
	}
}

function deletingLines(progress: CollectProgress, elapsed: number, {columns, signs, data}: ScreenInput): Line[] {
	const {narSize, deletedNarSize, recent} = progress;
	const barColumns = Math.max(10, Math.min(mostBar, columns - 24));
	const percent = narSize > 0 ? Math.floor((100 * deletedNarSize) / narSize) : 0;
	const left = remaining(progress, elapsed);
	const folder = data.status?.storeDirectory ?? '/nix/store';
	const names = Array.from({length: recentCount}, (_, index) => recent[index - recentCount + recent.length]);
	return [
		pageLine(
			[
				span('  '),
				...progressBar(deletedNarSize, narSize, barColumns, 'running', signs),
				span(`  ${String(percent).padStart(3)} %`, 'bold'),
				span(' of NAR', 'muted'),
			],
			columns,
			signs,
		),
		pageLine(
			[
				span(`  ${formatBytes(deletedNarSize)}`),
				span(' of ', 'muted'),
				span(formatSize(narSize)),
				span(left === undefined ? '' : `   ${formatEstimate(left)} left`, 'muted'),
			],
			columns,
			signs,
		),
		emptyLine(columns),
		...names.map((name) =>
			name === undefined
				? emptyLine(columns)
				: pageLine([span(`  ${folder}/${signs.cut}-${pathName(name)}`, 'muted')], columns, signs),
		),
		emptyLine(columns),
	];
}

/** Before that no rate says anything. */
const leastShare = 0.03;
const leastElapsedMs = 5000;

/** By the rate of bytes and of paths so far, both alike; undefined while there is no basis. */
function remaining(progress: CollectProgress, elapsed: number): number | undefined {
	const {stage, deletedNarSize, narSize, deletedPaths, pathCount} = progress;
	const share = (deletedNarSize / Math.max(1, narSize) + deletedPaths / Math.max(1, pathCount)) / 2;
	return stage === 'deleting' && share >= leastShare && share < 1 && elapsed >= leastElapsedMs
		? (elapsed * (1 - share)) / share
		: undefined;
}
