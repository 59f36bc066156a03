import type {OptimiseAnswer} from '../../analyses/answers/answer.js';
import {formatBytes} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import {splitStorePath} from '../../parsers/store-path.js';
import {moreLine} from './shown-rows.js';
import {barCell, largestOf, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';

const barColumns = 18;
/** Packages with the same file that are named. */
const namedPackages = 2;

const columns: readonly Column[] = [
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
		...summaryLines(answer),
		...(rows.length > 0 ? [line(), ...tableLines(columns, rows, options)] : []),
		...moreLine(groups.length - shown.length, 'groups of equal files', options),
		...unreadableLines(answer, options),
	];
}

function summaryLines({linkedFiles, savedBytes, savableBytes, groups}: OptimiseAnswer): Line[] {
	const copies = groups.reduce((sum, {count}) => sum + count, 0);
	const could = groups.length === 0 ? 'no two files are equal' : `in ${countOf(copies, 'file')}, bytes of files`;
	const width = Math.max(formatBytes(savedBytes).length, formatBytes(savableBytes).length);
	return [
		line(
			span('  saved by hard links   '),
			span(formatBytes(savedBytes).padStart(width), 'succeeded'),
			span(`   in ${countOf(linkedFiles, 'file')}`, 'muted'),
		),
		line(
			span('  could be saved        '),
			span(formatBytes(savableBytes).padStart(width), 'bold'),
			span(`   ${could}`, 'muted'),
		),
	];
}

/** `libLLVM.so.21.1 in llvm-21.1.5-lib, llvm-21.1.4-lib and 7 more` */
function fileWords(examples: readonly string[], count: number): string {
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
function splitFile(file: string): {readonly file: string; readonly storePath: string} {
	const parts = file.split('/');
	const base = parts.findIndex((part) => splitStorePath(part).digest !== undefined);
	const storePath = base === -1 ? '' : splitStorePath(parts[base]!).name;
	return base === parts.length - 1 ? {file: storePath, storePath: ''} : {file: parts.at(-1)!, storePath};
}

function unreadableLines({unreadable}: OptimiseAnswer, {signs}: StoreReportOptions): Line[] {
	if (unreadable.length === 0) {
		return [];
	}

	const shown = unreadable.slice(0, 3).map(plainText).join(', ');
	const more = unreadable.length > 3 ? ` and ${formatCount(unreadable.length - 3)} more` : '';
	return [
		line(),
		line(span(`${signs.warning} `, 'warning'), span(`Cannot read ${shown}${more}: numbers are at least.`, 'muted')),
	];
}
