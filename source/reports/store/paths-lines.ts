import type {PathRow, PathsAnswer} from '../../analyses/answers/answer.js';
import {formatAge} from '../../formats/age.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Line, Span} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {packageName} from '../../parsers/store-path.js';
import {incompleteLines} from './incomplete-lines.js';
import {pathName} from './path-name.js';
import {moreLine} from './shown-rows.js';
import {barCell, largestOf, noSize, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

const barColumns = 16;
/** Packages with several versions are a hint, not the list that was asked for. */
const packageRows = 5;

const columns: readonly Column[] = [
	{title: 'name', cut: 'end'},
	{title: 'version', drop: 4},
	{title: 'NAR', align: 'right', least: 9},
	{title: 'retains', align: 'right', least: 9},
	{title: 'closure', align: 'right', least: 9, drop: 3},
	{title: 'used by', align: 'right', drop: 1},
	{title: 'added', align: 'right', drop: 2},
	{title: '', drop: 0},
	{title: 'path', spare: true},
];

const packageColumns: readonly Column[] = [
	{title: '', cut: 'end'},
	{title: '', align: 'right'},
	{title: '', align: 'right', least: 9},
	{title: '', drop: 0},
];

/** A row for each path, with the path where there is room or only it tells two rows apart; last what the whole store has. */
export function pathsLines(answer: PathsAnswer, options: StoreReportOptions): Line[] {
	const {paths, matchCount, totals} = answer;
	const largest = largestOf(paths.map(({narSize}) => narSize));
	const names = new Map<string, number>();
	for (const {path} of paths) {
		const name = pathName(path);
		names.set(name, (names.get(name) ?? 0) + 1);
	}

	const rows = paths.map((row) => ({
		...rowOf(row, largest, options),
		needsSpare: names.get(pathName(row.path))! > 1,
	}));
	const isWhole = matchCount === totals.paths;
	const titled = columns.map((column) =>
		column.title === 'retains' ? {...column, title: retainsTitle(answer)} : column,
	);
	return [
		...(rows.length > 0 ? tableLines(titled, rows, options) : []),
		...moreLine(matchCount - rows.length, options),
		...(rows.length > 0 ? [line()] : []),
		...(isWhole ? packageLines(answer, options) : []),
		...(isWhole ? [] : [line(span(`${formatCount(matchCount)} of ${countOf(totals.paths, 'path')}`))]),
		...totalLines(answer, isWhole).flatMap((one) => wrapped(one, options)),
		...incompleteLines(answer, options),
	];
}

function rowOf(
	{path, narSize, live, closureSize, retainedSize, referrers, registrationTime}: PathRow,
	largest: number,
	{signs, now}: StoreReportOptions,
): TableRow {
	// What follows the version stays with it: `3.5.4-dev`, `3.5.4.drv`.
	const {name, version} = packageName(pathName(path));
	return {
		sign: liveSign(live, signs),
		cells: [
			name,
			span(version, 'muted'),
			sizeCell(narSize),
			retainedSize === null ? noSize(signs) : sizeCell(retainedSize),
			sizeCell(closureSize, 'muted'),
			span(formatCount(referrers), 'muted'),
			span(registrationTime === null ? '' : formatAge(now - registrationTime), 'muted'),
			barCell(narSize ?? 0, largest, barColumns, signs),
			span(plainText(path), 'muted'),
		],
	};
}

/** Roots that were not seen may hold it as well. */
function retainsTitle({complete}: PathsAnswer): string {
	return complete ? 'retains' : 'retains at most';
}

function liveSign(live: PathRow['live'], signs: Signs): Span {
	if (live === 'unknown') {
		return span('?', 'warning');
	}

	return live ? span(signs.running, 'built') : span(signs.waiting, 'muted');
}

function packageLines({packages}: PathsAnswer, options: StoreReportOptions): Line[] {
	const shown = packages.slice(0, Math.min(packageRows, options.limit));
	if (shown.length === 0) {
		return [];
	}

	const largest = largestOf(shown.map(({narSize}) => narSize));
	const rows = shown.map(
		({name, versions, narSize}): TableRow => ({
			cells: [
				plainText(name),
				span(`${formatCount(versions.length)} versions`, 'muted'),
				sizeCell(narSize),
				barCell(narSize, largest, barColumns, options.signs),
			],
		}),
	);
	const more = packages.length - shown.length;
	return [
		line(
			span('Packages with several versions', 'bold'),
			span(more > 0 ? `  the largest of ${formatCount(packages.length)}` : '', 'muted'),
		),
		...tableLines(packageColumns, rows, options),
		line(),
	];
}

function totalLines({totals, complete}: PathsAnswer, isWhole: boolean): Line[] {
	const {paths, narSize, livePaths, liveNarSize, deadPaths, deadNarSize, unregistered} = totals;
	const [atLeast, atMost] = complete ? ['', ''] : ['at least ', 'at most '];
	return [
		line(
			span(isWhole ? '' : 'Whole store: ', 'muted'),
			span(formatSize(narSize), 'bold'),
			span(` of NAR in ${countOf(paths, 'path')}: `),
			span(`${atLeast}${formatSize(liveNarSize)} live in ${formatCount(livePaths)}, `),
			span(`${atMost}${formatSize(deadNarSize)} dead in ${formatCount(deadPaths)}`),
		),
		...(unregistered ? [unregisteredLine(unregistered)] : []),
	];
}

function unregisteredLine(count: number): Line {
	const what = `${countOf(count, 'entry', 'entries')} of its folder ${count === 1 ? 'is' : 'are'} not in the database`;
	return line(span(`${what}; a collection deletes ${count === 1 ? 'it' : 'them'} too`, 'muted'));
}
