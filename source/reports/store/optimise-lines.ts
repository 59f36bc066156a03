import type {OptimiseAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import {flow, words} from '../../formats/flow.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {splitStorePath} from '../../parsers/store-path.js';
import {moreLine} from './shown-rows.js';
import {barCell, largestOf, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

const barColumns = 18;
/** Packages with the same file that are named. */
const namedPackages = 2;

const groupColumns: readonly Column[] = [
	{title: 'saves', align: 'right', least: 9},
	{title: 'each', align: 'right', least: 9},
	{title: 'copies', align: 'right', least: 6},
	{title: 'file', cut: 'end'},
	{title: '', drop: 0},
];

/** What hard links save, what they could save, and the files with most copies. */
export function optimiseLines(answer: OptimiseAnswer, options: StoreReportOptions): Line[] {
	const {groups} = answer;
	const shown = groups.slice(0, options.limit);
	// The answer itself has no more than a thousand.
	const hint = shown.length === groups.length && groups.length > 0 ? ', smaller ones' : '';
	const largest = largestOf(shown.map(({savableBytes}) => savableBytes));
	const rows = shown.map(
		({size, count, savableBytes, examples}): TableRow => ({
			cells: [
				sizeCell(savableBytes),
				sizeCell(size, 'muted'),
				span(formatCount(count), 'muted'),
				fileWords(examples, count),
				barCell(savableBytes, largest, barColumns, options.signs),
			],
		}),
	);
	return [
		...summaryLines(answer, options),
		...(rows.length > 0 ? [line(), ...tableLines(groupColumns, rows, options)] : []),
		...moreLine(Math.max(answer.groupCount, groups.length) - shown.length, options, hint),
		...(answer.savableBytes > 0 ? runLines() : []),
		...unreadableLines(answer, options),
	];
}

function runLines(): Line[] {
	return [
		line(),
		line(span('  run  ', 'muted'), span('nix-store --optimise'), span('  it counts bytes of files, as here', 'muted')),
	];
}

function summaryLines(answer: OptimiseAnswer, {columns}: StoreReportOptions): Line[] {
	const {linkedFiles, savedBytes, linksFolderSize, savableBytes, savableFiles, writableFiles} = answer;
	const links = linksFolderSize > 0 ? `, less ${formatSize(linksFolderSize)} for .links itself` : '';
	const could = savableFiles === 0 ? 'no equal files are left to link' : `by linking ${countOf(savableFiles, 'file')}`;
	const writable = countOf(writableFiles, 'file');
	const width = Math.max(formatSize(savedBytes).length, formatSize(savableBytes).length);
	const row = (title: string, size: Span, remark: string) =>
		flow(words(remark, 'muted'), {
			columns,
			indent: 4,
			gap: 1,
			label: [span(`  ${title.padEnd(20)}  `), size, span('   ')],
		});
	return [
		...row(
			'saved by hard links',
			span(formatSize(savedBytes).padStart(width), 'succeeded'),
			`in ${countOf(linkedFiles, 'file')}${links}`,
		),
		...row('could be saved', span(formatSize(savableBytes).padStart(width), 'bold'), could),
		...(writableFiles > 0
			? wrapped(line(span(`  ${writable} that the owner may write are left alone, as Nix does`, 'muted')), {columns})
			: []),
	];
}

/** `libLLVM.so.21.1 in llvm-21.1.5-lib, llvm-21.1.4-lib and 7 more` */
export function fileWords(examples: readonly string[], count: number): string {
	const files = examples.map(splitFile);
	const [first] = files;
	if (first === undefined) {
		return '';
	}

	const packages = [...new Set(files.map(({storePath}) => storePath))].filter(Boolean).slice(0, namedPackages);
	const more = count - packages.length;
	const where =
		packages.length === 0 ? '' : ` in ${packages.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
	return plainText(`${first.file}${where}`);
}

/** The last name of the file and the store path in which it is; empty when it is the store path itself. */
export function splitFile(file: string): {readonly file: string; readonly storePath: string} {
	const parts = file.split('/');
	const base = parts.findIndex((part) => splitStorePath(part).digest !== undefined);
	const storePath = base === -1 ? '' : splitStorePath(parts[base]!).name;
	return base === parts.length - 1 ? {file: storePath, storePath: ''} : {file: parts.at(-1)!, storePath};
}

function unreadableLines({unreadable}: OptimiseAnswer, {signs, columns: width}: StoreReportOptions): Line[] {
	if (unreadable.length === 0) {
		return [];
	}

	const shown = unreadable.slice(0, 3).map(plainText).join(', ');
	const more = unreadable.length > 3 ? ` and ${formatCount(unreadable.length - 3)} more` : '';
	return [
		line(),
		...wrapped(
			line(span(`${signs.warning} `, 'warning'), span(`Cannot read ${shown}${more}: numbers are at least.`, 'muted')),
			{columns: width},
		),
	];
}
