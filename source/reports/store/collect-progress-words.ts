import type {CollectProgress} from '../../analyses/answers/collect.js';
import {formatBytes, formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {formatDuration} from '../../formats/duration.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';

const barColumns = 20;

/**
 * What is about to happen: `Dropping 3 roots and deleting 195,318 paths, 139.5 GiB of NAR`.
 *
 * @param isHold Roots are dropped and held, and nothing is deleted.
 * @param isAtMost Not all roots could be seen.
 * @returns Undefined where nothing is to be done.
 */
export function collectBeginning(
	{rootCount, pathCount, narSize}: CollectProgress,
	{isHold, isAtMost}: {readonly isHold: boolean; readonly isAtMost: boolean},
): Line | undefined {
	const drop = rootCount > 0 ? `dropping ${countOf(rootCount, 'root')}${isHold ? ', to be held' : ''}` : '';
	const atMost = isAtMost ? 'at most ' : '';
	const remove =
		pathCount > 0 && !isHold ? `deleting ${atMost}${countOf(pathCount, 'path')}, ${formatSize(narSize)}` : '';
	const words = [drop, remove].filter(Boolean).join(' and ');
	return words === ''
		? undefined
		: line(span(`${words[0]!.toUpperCase()}${words.slice(1)}`, 'bold'), span(remove === '' ? '' : ' of NAR', 'muted'));
}

/** `Deleting  ━━━━━━━━━───────────  84,210 of 195,318 paths, 64.6 GiB of 139.5 GiB of NAR  1m 12s` */
export function collectProgressLine(progress: CollectProgress, signs: Signs): Line {
	const {stage, narSize, deletedNarSize, pathCount, deletedPaths, elapsedMs} = progress;
	const title = `${stage[0]!.toUpperCase()}${stage.slice(1)}  `;
	const share = narSize > 0 ? deletedNarSize / narSize : pathCount > 0 ? deletedPaths / pathCount : 0;
	const full = Math.floor(Math.min(1, share) * barColumns);
	const bar =
		stage === 'deleting'
			? [span(signs.barDone.repeat(full), 'running'), span(`${signs.barRest.repeat(barColumns - full)}  `, 'muted')]
			: [];
	return line(
		span(title),
		...bar,
		span(collectAmount(progress), 'muted'),
		span(`  ${formatDuration(elapsedMs, {running: true})}`, 'muted'),
	);
}

/** A line of a log: `  1m 12s  deleting  84,210 of 195,318 paths, 64.6 GiB of 139.5 GiB of NAR`. */
export function collectPlainLine(progress: CollectProgress): string {
	const {stage, elapsedMs} = progress;
	return `${formatDuration(elapsedMs, {running: true}).padStart(7)}  ${stage.padEnd(9)}  ${collectAmount(progress)}`.trimEnd();
}

function collectAmount(progress: CollectProgress): string {
	const {stage, droppedRoots, rootCount, deletedPaths, pathCount, deletedNarSize, narSize} = progress;
	if (stage === 'checking' || stage === 'dropping') {
		return stage === 'checking'
			? 'the roots once more'
			: `${formatCount(droppedRoots)} of ${countOf(rootCount, 'root')}`;
	}

	return `${formatCount(deletedPaths)} of ${countOf(pathCount, 'path')}, ${formatBytes(deletedNarSize)} of ${formatSize(narSize)} of NAR`;
}
