import {formatSize} from '../../formats/bytes.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {formatDelta, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';

/** One thing that was planned, beside what came of it. */
export type OutcomeRow = {
	readonly title: string;
	readonly expected: string;
	readonly happened: string;
	/** What explains the difference, or what comes next. */
	readonly remark?: string | undefined;
};

/** The disk of a store before and after: see CollectResult. */
export type DiskFree = {
	readonly diskFreeBefore: number | null;
	readonly diskFreeAfter: number | null;
	readonly diskTotal?: number | null;
	readonly reserveFreed?: number;
};

/** A difference up to this is nothing to explain: databases and logs grow as well. */
const USUAL_DIFFERENCE = 1024 * 1024;

/** Half of the last digit that Nix prints: hundredths of a MiB (src/libstore/gc.cc, optimise-store.cc). */
const NIX_ROUNDING = Math.ceil(0.005 * 1024 * 1024);

/** What was expected beside what happened. */
export function outcomeTable(
	rows: readonly OutcomeRow[],
	{isAtMost}: {readonly isAtMost: boolean},
	options: Pick<StoreReportOptions, 'columns' | 'signs'>,
): Line[] {
	const columns: readonly Column[] = [
		{title: '', cut: 'end'},
		{title: isAtMost ? 'at most' : 'expected', align: 'right', least: 11},
		{title: 'happened', align: 'right', least: 11},
	];
	const cells = rows.map(
		({title, expected, happened, remark}): TableRow => ({
			cells: [title, expected, span(happened, 'bold')],
			words: remark === undefined ? undefined : span(plainText(remark), 'muted'),
		}),
	);
	return tableLines(columns, cells, options);
}

/** A size in both columns; nothing where neither is known. */
export function sizeRow(
	title: string,
	expected: number | null,
	happened: number | null,
	remark?: string,
): OutcomeRow[] {
	return expected === null && happened === null
		? []
		: [{title, expected: sizeCell(expected).text, happened: sizeCell(happened).text, remark}];
}

/**
 * What Nix says in the end, which it may have rounded.
 *
 * @param isWhole All was done that was expected.
 */
export function reportedRow(expected: number | null, happened: number | null, isWhole: boolean): OutcomeRow[] {
	const isRounded = isWhole && expected !== null && happened !== null && Math.abs(expected - happened) <= NIX_ROUNDING;
	const isVisible = isRounded && sizeCell(expected).text !== sizeCell(happened).text;
	return sizeRow('reported by Nix', expected, happened, isVisible ? 'within what Nix rounds' : undefined);
}

/**
 * @returns Bytes that the disk has more for good, less than nothing when it has less; null where that is not known. What
 * Nix takes again at once does not count.
 */
export function diskGain({diskFreeBefore, diskFreeAfter, reserveFreed = 0}: DiskFree): number | null {
	return diskFreeBefore === null || diskFreeAfter === null ? null : diskFreeAfter - diskFreeBefore - reserveFreed;
}

/**
 * What `df` says has changed. It counts what other programs wrote meanwhile, too.
 *
 * @param isWhole All was done that was expected.
 */
export function diskRow(expected: number | null, disk: DiskFree, isWhole: boolean): OutcomeRow[] {
	const gain = diskGain(disk);
	if (gain === null) {
		return sizeRow('disk (df)', expected, null);
	}

	const happened = gain < 0 ? formatDelta(gain) : formatSize(gain);
	const wanted = expected ?? Math.max(0, gain);
	const isOdd = isWhole && Math.abs(gain - wanted) > Math.max(USUAL_DIFFERENCE, wanted / 100);
	const remark = isOdd ? 'with what other programs wrote or deleted meanwhile' : undefined;
	return [{title: 'disk (df)', expected: sizeCell(expected).text, happened, remark}];
}

/** `Disk now  412.0 GiB free of 931.0 GiB` */
export function diskLines({diskFreeAfter, diskTotal = null}: DiskFree): Line[] {
	if (diskFreeAfter === null) {
		return [];
	}

	const total = diskTotal === null ? '' : ` of ${formatSize(diskTotal)}`;
	return [line(), line(span('  Disk now  ', 'muted'), span(`${formatSize(diskFreeAfter)} free${total}`))];
}
