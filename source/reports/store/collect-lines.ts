import type {CollectResult} from '../../analyses/answers/collect.js';
import type {GcDoneAnswer} from '../../analyses/answers/plan.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {shellPath} from '../../formats/shell-word.js';
import {collectTitle} from './collect-title.js';
import {incompleteLines} from './incomplete-lines.js';
import {diskLines, diskRow, type OutcomeRow, outcomeTable, sizeRow} from './outcome-table.js';
import {pathName} from './path-name.js';
import {dropRows, planColumns} from './plan-rows.js';
import {remarkLines} from './remark-lines.js';
import type {StoreReportOptions} from './store-report-options.js';
import {tableLines} from './table.js';
import {wrapped} from './wrapped.js';

/** Paths that are named where they are not a list of their own. */
const MOST_NAMED = 3;

/**
 * What came of a plan: each number beside the one that was expected.
 *
 * @param isHold Roots were to be dropped and held, and nothing deleted.
 */
export function collectLines(answer: GcDoneAnswer, isHold: boolean, options: StoreReportOptions): Line[] {
	const {freed, complete} = answer;
	const dropped = dropRows(freed.droppedRoots, {label: 'dropped', complete}, options);
	return [
		...collectTitle(answer, options.signs).flatMap((one) => wrapped(one, options)),
		...(dropped.length > 0 ? [line(), ...tableLines(planColumns, dropped, options)] : []),
		...(freed.heldUntil === null ? outcomeLines(answer, isHold, options) : heldLines(answer, freed.heldUntil)),
		...remarkLines(
			[...keptRoots(freed, options), ...leftPaths(freed), ...unplanned(freed), ...freed.remarks, ...answer.remarks],
			options,
		),
		...incompleteLines(answer, options),
	];
}

function outcomeLines(answer: GcDoneAnswer, isHold: boolean, options: StoreReportOptions): Line[] {
	const {freed, removedRoots, paths, complete} = answer;
	const hasDeleted = !isHold && (paths.length > 0 || freed.deletedPaths > 0);
	const rows = [
		...(hasDeleted ? deletedRows(answer) : []),
		...(removedRoots.length > 0
			? [
					{
						title: 'roots dropped',
						expected: formatCount(removedRoots.length),
						happened: formatCount(freed.droppedRoots.length),
						remark: freed.journalId === null ? undefined : `put back: nixscope undo ${freed.journalId}`,
					},
				]
			: []),
	];
	return [
		...(rows.length > 0 ? [line(), ...outcomeTable(rows, {isAtMost: !complete}, options)] : []),
		...(hasDeleted ? diskLines(freed) : []),
	];
}

function deletedRows({freed, paths, narSize, nixReportedSize, diskSize}: GcDoneAnswer): OutcomeRow[] {
	const [one] = freed.left;
	const less =
		freed.leftCount === 1 && one !== undefined ? `less ${pathName(one.path)}${sizeOf(one.narSize)}` : undefined;
	return [
		{
			title: 'paths deleted',
			expected: formatCount(paths.length),
			happened: formatCount(freed.deletedPaths),
		},
		...sizeRow('NAR size', narSize, freed.deletedNarSize, less),
		...sizeRow('reported by Nix', nixReportedSize, freed.nixReportedSize),
		...diskRow(diskSize, freed),
	];
}

/** What a hold leaves to later, and how to have it now. */
function heldLines({freed, newlyDead, alreadyDead}: GcDoneAnswer, heldUntil: number): Line[] {
	const row = (title: string, words: string, command: string) =>
		line(span(`  ${title.padEnd(8)}  `, 'muted'), span(words), span(command));
	const size = (set: GcDoneAnswer['newlyDead']) =>
		`${countOf(set.paths.length, 'path')}, ${formatSize(set.narSize)} of NAR`;
	return [
		line(),
		...(freed.journalId === null ? [] : [row('put back', '', `nixscope undo ${freed.journalId}`)]),
		row('delete', `${size(newlyDead)}, from ${formatDay(heldUntil)} on:  `, 'nixscope gc'),
		...(alreadyDead.paths.length > 0 ? [row('now', `${size(alreadyDead)}, dead already:  `, 'nixscope gc')] : []),
	];
}

function keptRoots({keptRoots: kept}: CollectResult, {home}: StoreReportOptions): string[] {
	return kept.map(({link, reason}) => `${shellPath(link, home)} ${reason}`);
}

/** Each with its reason, as far as they are known by name. */
function leftPaths({left, leftCount}: CollectResult): string[] {
	const named = left.map(({path, narSize, reason}) => `${pathName(path)}${sizeOf(narSize)} was left: ${reason}`);
	const more = leftCount - left.length;
	return [...named, ...(more > 0 ? [`${countOf(more, 'more path')} ${more === 1 ? 'was' : 'were'} left`] : [])];
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
