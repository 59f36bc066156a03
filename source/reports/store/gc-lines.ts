import type {GcAnswer} from '../../analyses/answers/answer.js';
import {formatAge} from '../../formats/age.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {shellPath} from '../../formats/shell-word.js';
import {incompleteLines} from './incomplete-lines.js';
import {rootLabel, rootName} from './root-words.js';
import {sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Cell, type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

const columns: readonly Column[] = [
	{title: '', least: 7},
	{title: '', cut: 'middle', room: 26},
	{title: '', align: 'right', drop: 0},
	{title: '', align: 'right', least: 10},
	{title: '', drop: 1},
];

/** What a collection would do, in which sizes, and by which commands. */
export function gcLines(answer: GcAnswer, options: StoreReportOptions): Line[] {
	const rows = [...dropRows(answer, options), ...deleteRows(answer), ...expectRows(answer)];
	return [
		...wrapped(titleLine(answer), options),
		...(rows.length > 0 ? [line(), ...tableLines(columns, rows, options)] : []),
		...(answer.commands.length > 0 ? [line(), ...commandLines(answer, options)] : []),
		...remarkLines(answer, options),
		...incompleteLines(answer, options),
		line(),
		line(span('Nothing was changed.', 'muted')),
	];
}

function titleLine({removedRoots, paths, narSize, complete, wantedNarSize}: GcAnswer): Line {
	const begin = (words: string): Span[] =>
		wantedNarSize !== null && narSize < wantedNarSize
			? [span(`Not enough for ${formatSize(wantedNarSize)}:`, 'warning'), span(` ${words}`, 'bold')]
			: [span(`${words[0]!.toUpperCase()}${words.slice(1)}`, 'bold')];
	if (paths.length === 0 && removedRoots.length === 0) {
		return line(...begin('nothing is dead: a collection would delete nothing.'));
	}

	const drop = removedRoots.length > 0 ? `drop ${countOf(removedRoots.length, 'root')} and ` : '';
	const atMost = complete ? '' : 'at most ';
	const what = `delete ${atMost}${countOf(paths.length, 'path')}, ${formatSize(narSize)}`;
	return line(...begin(`would ${drop}${what}`), span(' of NAR', 'muted'));
}

function dropRows({removedRoots, complete}: GcAnswer, {home, now, limit, signs}: StoreReportOptions): TableRow[] {
	const largestFirst = [...removedRoots].sort((a, b) => (b.retainedSize ?? -1) - (a.retainedSize ?? -1));
	const shown = largestFirst.slice(0, limit);
	const hidden = removedRoots.length - shown.length;
	const labelWidth = Math.max(0, ...shown.map((root) => rootLabel(root).length));
	const rows = shown.map((root): readonly Cell[] => [
		[span(`${rootLabel(root).padEnd(labelWidth)}  `), span(rootName(root, home))],
		span(root.modifiedAt === null ? '' : formatAge(now - root.modifiedAt), 'muted'),
		root.retainedSize === null ? '' : sizeCell(root.retainedSize, 'muted'),
		span(root.retainedSize === null ? '' : complete ? 'NAR alone' : 'NAR at most', 'muted'),
	]);
	const more: ReadonlyArray<readonly Cell[]> =
		hidden > 0 ? [[span(`${signs.cut} and ${formatCount(hidden)} more: --limit all`, 'muted')]] : [];
	return labelled('drop', [...rows, ...more]);
}

function deleteRows({removedRoots, alreadyDead, newlyDead, paths, complete}: GcAnswer): TableRow[] {
	if (paths.length === 0) {
		return [];
	}

	const atMost = complete ? '' : ', at most';
	const once = complete
		? `dead once ${removedRoots.length === 1 ? 'it is' : 'they are'} dropped`
		: `dead once dropped${atMost}`;
	const row = (title: string, {paths: some, narSize}: GcAnswer['newlyDead']): readonly Cell[] => [
		title,
		countOf(some.length, 'path'),
		sizeCell(narSize),
		span('NAR', 'muted'),
	];
	return labelled('delete', [
		...(alreadyDead.paths.length > 0 ? [row(`dead already${atMost}`, alreadyDead)] : []),
		...(removedRoots.length > 0 ? [row(once, newlyDead)] : []),
	]);
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

/** The label stands in front of the first row. */
function labelled(label: string, rows: ReadonlyArray<readonly Cell[]>): TableRow[] {
	return rows.map((cells, index) => ({cells: [span(index === 0 ? label : ''), ...cells]}));
}

/** To be copied: never cut. */
function commandLines({commands}: GcAnswer, {home}: StoreReportOptions): Line[] {
	return commands.map((command, index) =>
		line(
			span(`  ${(index === 0 ? 'run' : '').padEnd(7)}  `, 'muted'),
			span(command.map((word) => shellPath(word, home)).join(' ')),
		),
	);
}

function remarkLines({remarks}: GcAnswer, {columns: width, signs}: StoreReportOptions): Line[] {
	const lines = remarks.flatMap((remark) =>
		flow(words(plainText(remark), 'muted'), {
			columns: Math.min(width, 100),
			indent: 2,
			gap: 1,
			label: [span(`${signs.warning} `, 'warning')],
		}),
	);
	return lines.length > 0 ? [line(), ...lines] : [];
}
