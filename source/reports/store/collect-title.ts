import type {CollectResult} from '../../analyses/answers/collect.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import type {CollectOutcome} from './collect-outcome.js';
import {diskGain} from './outcome-table.js';
import {timeTaken} from './time-taken.js';

type Planned = Pick<CollectOutcome, 'freed' | 'removedRoots' | 'paths'> & Partial<Pick<CollectOutcome, 'diskSize'>>;

/** What the disk gains beyond this, or less, other programs have written or deleted: a share of what was expected, or bytes. */
const OTHERS_SHARE = 0.1;
const OTHERS_BYTES = 1024 * 1024;

/** How a collection ended, in a sentence or two. */
export function collectTitle(answer: Planned, signs: Signs): Line[] {
	const {freed} = answer;
	switch (freed.outcome) {
		case 'done':
			return [doneLine(answer, signs)];
		case 'cancelled':
			return [
				line(
					span(`${signs.blocked} Interrupted`, 'interrupted'),
					span(` after ${timeTaken(freed.durationMs)}: ${progressWords(answer)}`),
				),
				...staysLines(freed),
			];
		case 'failed':
			return [
				line(span(`${signs.failed} Collecting failed`, 'failed-sign'), span(`: ${progressWords(answer)}`)),
				...(freed.reason === null ? [] : [line(span(`  ${plainText(freed.reason)}`, 'failed'))]),
				...staysLines(freed),
			];
	}
}

function doneLine(answer: Planned, signs: Signs): Line {
	const {freed, removedRoots, paths} = answer;
	const {droppedRoots, deletedPaths, heldUntil, durationMs} = freed;
	const sentence = (words: string, rest: string) =>
		freed.keptRoots.length > 0
			? line(span(signs.warning, 'warning'), span(` ${words}`, 'bold'), span(rest))
			: line(span(`${signs.built} ${words}`, 'succeeded'), span(rest));
	const drop = `Dropped ${countOf(droppedRoots.length, 'root')}`;
	if (heldUntil !== null) {
		return sentence(drop, `, held until ${formatDay(heldUntil)}; nothing was deleted`);
	}

	const time = ` in ${timeTaken(durationMs)}`;
	if (deletedPaths > 0) {
		return sentence(`Deleted ${countOf(deletedPaths, 'path')}`, time + gainWords(answer));
	}

	if (droppedRoots.length > 0) {
		return sentence(drop, `${time}; nothing was deleted`);
	}

	return removedRoots.length === 0 && paths.length === 0
		? sentence('Nothing is dead', ': nothing was deleted')
		: sentence('Nothing was changed', '');
}

/** `; 117.9 GiB more free on the disk`; the NAR size where that is not, or not only, what was deleted. */
function gainWords({freed, diskSize = null}: Planned): string {
	const gain = diskGain(freed);
	const isOwn = (size: number) =>
		size > 0 && (diskSize === null || Math.abs(size - diskSize) <= Math.max(OTHERS_BYTES, diskSize * OTHERS_SHARE));
	if (gain !== null && isOwn(gain)) {
		return `; ${formatSize(gain)} more free on the disk`;
	}

	return freed.deletedNarSize > 0 ? `; ${formatSize(freed.deletedNarSize)} of NAR` : '';
}

/** How far it came. */
function progressWords({freed, removedRoots, paths}: Planned): string {
	const {droppedRoots, deletedPaths} = freed;
	if (droppedRoots.length === 0 && deletedPaths === 0) {
		return 'nothing was changed';
	}

	const dropped = `${formatCount(droppedRoots.length)} of ${countOf(removedRoots.length, 'root')} dropped`;
	const deleted = `${formatCount(deletedPaths)} of ${countOf(paths.length, 'path')} deleted`;
	return removedRoots.length === 0 ? deleted : `${dropped}, ${deleted}`;
}

function staysLines({deletedPaths}: CollectResult): Line[] {
	return deletedPaths > 0 ? [line(span('  What is deleted so far stays deleted.', 'muted'))] : [];
}
