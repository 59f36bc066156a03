import type {GcAnswer} from '../../analyses/answers/answer.js';
import {standsForOthers} from '../../analyses/answers/command-words.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {shellPath} from '../../formats/shell-word.js';
import {holdWords} from './hold-words.js';
import {incompleteLines} from './incomplete-lines.js';
import {dropRows, labelled, planColumns} from './plan-rows.js';
import {remarkLines} from './remark-lines.js';
import {sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Cell, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

/**
 * What a collection would do, in which sizes, and by which commands.
 *
 * @param holdMs For how long the roots would be held, with nothing deleted; undefined: not at all.
 */
export function gcLines(answer: GcAnswer, options: StoreReportOptions, holdMs?: number): Line[] {
	const {removedRoots, complete, commands} = answer;
	const isHold = holdMs !== undefined;
	const rows = [
		...dropRows(removedRoots, {label: 'drop', complete}, options),
		...(isHold ? heldRows(answer) : [...deleteRows(answer), ...expectRows(answer)]),
	];
	return [
		...wrapped(isHold ? holdTitle(answer, holdMs, options) : titleLine(answer), options),
		...(rows.length > 0 ? [line(), ...tableLines(planColumns, rows, options)] : []),
		...(!isHold && commands.length > 0 ? [line(), ...commandLines(answer, options)] : []),
		...remarkLines(answer.remarks, options),
		...incompleteLines(answer, options),
		line(),
		line(span('Nothing was changed.', 'muted')),
	];
}

function titleLine(answer: GcAnswer): Line {
	const {removedRoots, paths, narSize, complete} = answer;
	if (paths.length === 0 && removedRoots.length === 0) {
		return line(...beginning(answer, 'nothing is dead: a collection would delete nothing.'));
	}

	const drop = removedRoots.length > 0 ? `drop ${countOf(removedRoots.length, 'root')} and ` : '';
	const atMost = complete ? '' : 'at most ';
	const what = `delete ${atMost}${countOf(paths.length, 'path')}, ${formatSize(narSize)}`;
	return line(...beginning(answer, `would ${drop}${what}`), span(' of NAR', 'muted'));
}

function holdTitle(answer: GcAnswer, holdMs: number, {now}: StoreReportOptions): Line {
	const {length} = answer.removedRoots;
	if (length === 0) {
		return line(...beginning(answer, 'would drop no root.'));
	}

	return line(
		...beginning(answer, `would drop ${countOf(length, 'root')}, held for ${holdWords(holdMs)}`),
		span(` until ${formatDay(now + holdMs)}; nothing is deleted yet`, 'muted'),
	);
}

function beginning({wantedNarSize, narSize}: GcAnswer, words: string): Span[] {
	return wantedNarSize !== null && narSize < wantedNarSize
		? [span(`Not enough for ${formatSize(wantedNarSize)}:`, 'warning'), span(` ${words}`, 'bold')]
		: [span(`${words[0]!.toUpperCase()}${words.slice(1)}`, 'bold')];
}

function deleteRows({removedRoots, alreadyDead, newlyDead, paths, complete}: GcAnswer): TableRow[] {
	if (paths.length === 0) {
		return [];
	}

	const atMost = complete ? '' : ', at most';
	const once = complete
		? `dead once ${removedRoots.length === 1 ? 'it is' : 'they are'} dropped`
		: `dead once dropped${atMost}`;
	return labelled('delete', [
		...(alreadyDead.paths.length > 0 ? [pathsRow(`dead already${atMost}`, alreadyDead)] : []),
		...(removedRoots.length > 0 ? [pathsRow(once, newlyDead)] : []),
	]);
}

/** What a hold leaves to later collections. */
function heldRows({removedRoots, alreadyDead, newlyDead, complete}: GcAnswer): TableRow[] {
	const atMost = complete ? '' : ', at most';
	return [
		...(removedRoots.length > 0 ? labelled('later', [pathsRow(`dead after the hold${atMost}`, newlyDead)]) : []),
		...(alreadyDead.paths.length > 0
			? labelled('stays', [pathsRow(`dead already: nixscope gc${atMost}`, alreadyDead)])
			: []),
	];
}

function pathsRow(title: string, {paths, narSize}: GcAnswer['newlyDead']): readonly Cell[] {
	return [title, countOf(paths.length, 'path'), sizeCell(narSize), span('NAR', 'muted')];
}

function expectRows({nixReportedSize, diskSize, paths, complete}: GcAnswer): TableRow[] {
	if (paths.length === 0) {
		return [];
	}

	// Of a snapshot, or where the files may not be read.
	if (nixReportedSize === null && diskSize === null) {
		return [{cells: [span('expect')], words: span('not known: the files cannot be measured from here', 'muted')}];
	}

	const row = (title: string, size: number | null): ReadonlyArray<readonly Cell[]> =>
		size === null ? [] : [[title, '', sizeCell(size)]];
	return labelled('expect', [
		...row(complete ? 'reported by Nix as freed' : 'reported by Nix, at most', nixReportedSize),
		...row(complete ? 'more free on the disk' : 'on the disk, at most', diskSize),
	]);
}

/** To be copied: never cut. */
function commandLines({commands}: GcAnswer, {home}: StoreReportOptions): Line[] {
	return commands.map((command, index) =>
		line(
			span(`  ${(index === 0 ? 'run' : '').padEnd(7)}  `, 'muted'),
			span(command.map((word) => (standsForOthers(word) ? word : shellPath(word, home))).join(' ')),
		),
	);
}
