import type {CollectResult} from '../../analyses/answers/collect.js';
import type {GcDoneAnswer} from '../../analyses/answers/plan.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {shellPath} from '../../formats/shell-word.js';
import {diskLines, diskRow, type OutcomeRow, outcomeTable, reportedRow, sizeRow} from './outcome-table.js';
import {pathName} from './path-name.js';
import type {StoreReportOptions} from './store-report-options.js';

/** Paths that are named where they are not a list of their own. */
const MOST_NAMED = 3;

type Counted = {readonly length: number};
type CountedSet = {readonly paths: Counted; readonly narSize: number};

/** What came of a plan, with what was planned: all that is told of it. */
export type CollectOutcome = Pick<GcDoneAnswer, 'freed' | 'complete' | 'narSize' | 'nixReportedSize' | 'diskSize'> & {
	readonly removedRoots: Counted;
	readonly paths: Counted;
	readonly alreadyDead: CountedSet;
	readonly newlyDead: CountedSet;
};

type Options = Omit<StoreReportOptions, 'reader'>;

/**
 * Each number beside the one that was expected; what a hold leaves to later.
 *
 * @param isHold Roots were to be dropped and held, and nothing deleted.
 */
export function outcomeLines(outcome: CollectOutcome, isHold: boolean, options: Options): Line[] {
	const {freed} = outcome;
	return freed.heldUntil === null ? numberLines(outcome, isHold, options) : heldLines(outcome, freed.heldUntil);
}

/** What a person should know of what came, in words: what did not come as planned, each with its reason. */
export function outcomeRemarks(freed: CollectResult, options: Pick<StoreReportOptions, 'home'>): string[] {
	return [...keptRoots(freed, options), ...unplanned(freed), ...freed.remarks];
}

function numberLines(answer: CollectOutcome, isHold: boolean, options: Options): Line[] {
	const {freed, removedRoots, paths, complete} = answer;
	if (freed.outcome !== 'done' && freed.droppedRoots.length === 0 && freed.deletedPaths === 0) {
		return [];
	}

	const hasDeleted = !isHold && (paths.length > 0 || freed.deletedPaths > 0);
	const rows = [
		...(hasDeleted ? deletedRows(answer) : []),
		...(removedRoots.length > 0
			? [
					{
						title: 'roots dropped',
						expected: formatCount(removedRoots.length),
						happened: formatCount(freed.droppedRoots.length),
						remark: undoWords(answer),
					},
				]
			: []),
	];
	return [
		...(rows.length > 0 ? [line(), ...outcomeTable(rows, {isAtMost: !complete}, options)] : []),
		...(hasDeleted ? diskLines(freed) : []),
	];
}

/** A link whose target is deleted comes back with it, and that only from a cache. */
function undoWords({freed, newlyDead}: CollectOutcome): string | undefined {
	if (freed.journalId === null) {
		return undefined;
	}

	const isGone = freed.deletedPaths > 0 && newlyDead.paths.length > 0;
	return `${isGone ? 'undo, if cached' : 'put back'}: nixscope undo ${freed.journalId}`;
}

function deletedRows({freed, paths, narSize, nixReportedSize, diskSize}: CollectOutcome): OutcomeRow[] {
	const [one] = freed.left;
	const less =
		freed.outcome === 'done' && freed.leftCount === 1 && one !== undefined
			? `less ${pathName(one.path)}${sizeOf(one.narSize)}`
			: undefined;
	return [
		{
			title: 'paths deleted',
			expected: formatCount(paths.length),
			happened: formatCount(freed.deletedPaths),
		},
		...sizeRow('NAR size', narSize, freed.deletedNarSize, less),
		...reportedRow(nixReportedSize, freed.nixReportedSize, freed.outcome === 'done'),
		...diskRow(diskSize, freed, freed.outcome === 'done'),
	];
}

/** What a hold leaves to later, and how to have it now. */
function heldLines({freed, newlyDead, alreadyDead, complete}: CollectOutcome, heldUntil: number): Line[] {
	const row = (title: string, words: string, command: string) =>
		line(span(`  ${title.padEnd(8)}  `, 'muted'), span(words), span(command));
	const size = (set: CountedSet) =>
		`${complete || set.paths.length === 0 ? '' : 'at most '}${countOf(set.paths.length, 'path')}, ${formatSize(set.narSize)} of NAR`;
	return [
		line(),
		...(freed.journalId === null ? [] : [row('put back', '', `nixscope undo ${freed.journalId}`)]),
		row('delete', `${size(newlyDead)}, from ${formatDay(heldUntil)} on:  `, 'nixscope gc'),
		...(alreadyDead.paths.length > 0 ? [row('now', `${size(alreadyDead)}, dead already:  `, 'nixscope gc')] : []),
	];
}

function keptRoots({keptRoots: kept, reason: why}: CollectResult, {home}: Pick<StoreReportOptions, 'home'>): string[] {
	// The reason of a failure names one of them.
	return kept
		.filter(({link, reason}) => why?.endsWith(`: ${link} ${reason}`) !== true)
		.map(({link, reason}) => `${shellPath(link, home)} ${reason}`);
}

function unplanned({unplanned: some, unplannedCount}: CollectResult): string[] {
	if (unplannedCount === 0) {
		return [];
	}

	const named = some.slice(0, MOST_NAMED).map(pathName).join(', ');
	const more = unplannedCount - Math.min(some.length, MOST_NAMED);
	return [
		`${countOf(unplannedCount, 'path')} died after the plan was made and went as well: ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}`,
	];
}

function sizeOf(narSize: number | null): string {
	return narSize === null ? '' : ` (${formatSize(narSize)})`;
}
