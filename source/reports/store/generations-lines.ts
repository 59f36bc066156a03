import type {Generation, GenerationsAnswer} from '../../analyses/answers/answer.js';
import {formatSize} from '../../formats/bytes.js';
import {countOf} from '../../formats/count.js';
import {formatDay} from '../../formats/day.js';
import type {Line} from '../../formats/line.js';
import {line, span} from '../../formats/line-layout.js';
import {freedAlone, versionOf} from './generation-words.js';
import {incompleteLines} from './incomplete-lines.js';
import {shortPath} from './root-words.js';
import {moreLine} from './shown-rows.js';
import {barCell, largestOf, noSize, sizeCell} from './size-cells.js';
import type {StoreReportOptions} from './store-report-options.js';
import {type Column, type TableRow, tableLines} from './table.js';
import {wrapped} from './wrapped.js';

type Profile = GenerationsAnswer['profiles'][number];

const barColumns = 24;

const columns: readonly Column[] = [
	{title: 'no', align: 'right', least: 4},
	{title: 'made', drop: 2},
	{title: 'version', cut: 'end', drop: 3},
	{title: 'closure', align: 'right', least: 10, drop: 1},
	{title: 'holds alone', align: 'right', least: 11},
	{title: '', drop: 0},
];

const kinds: Readonly<Record<Profile['kind'], string>> = {
	nixos: 'NixOS',
	'home-manager': 'Home Manager',
	channels: 'channels',
	profile: 'profile',
};

/** The generations of every profile, newest first, with what each holds alone. */
export function generationsLines(answer: GenerationsAnswer, options: StoreReportOptions): Line[] {
	if (answer.profiles.length === 0) {
		return [line(span('There are no profiles.')), ...incompleteLines(answer, options)];
	}

	const {complete} = answer;
	const blocks = answer.profiles.map((profile) => profileLines(profile, {...options, complete}));
	return [
		...blocks.flatMap((block, index) => (index === 0 ? block : [line(), ...block])),
		...incompleteLines(answer, options),
	];
}

function profileLines(
	{profile, kind, generations}: Profile,
	options: StoreReportOptions & {complete: boolean},
): Line[] {
	const newest = [...generations].reverse();
	const shown = newest.slice(0, options.limit);
	const hasVersions = new Set(generations.map(versionOf)).size > 1;
	const largest = largestOf(generations.map(freedAlone));
	const rows = shown.map((one) => rowOf(one, {...options, hasVersions, largest}));
	const alone = generations.reduce((sum, one) => sum + freedAlone(one), 0);
	return [
		...wrapped(
			line(
				span(shortPath(profile, options.home), 'bold'),
				span(`  ${kinds[kind]}, ${countOf(generations.length, 'generation')}`, 'muted'),
			),
			options,
		),
		...tableLines(
			columns.filter(({title}) => title !== 'version' || hasVersions).map((column) => titled(column, options)),
			rows,
			options,
		),
		...moreLine(newest.length - shown.length, options),
		...(alone > 0 && generations.length > 1
			? wrapped(
					line(
						span(
							`  Each alone they hold ${options.complete ? '' : 'at most '}${formatSize(alone)} of NAR; together it may be more.`,
							'muted',
						),
					),
					options,
				)
			: []),
		...(shown.some((one) => freedAlone(one) > (one.closureSize ?? 0))
			? wrapped(
					line(span('  Where one holds more than its closure, the derivations that only it keeps go too.', 'muted')),
					options,
				)
			: []),
	];
}

/** Roots that were not seen may hold the same. */
function titled(column: Column, {complete}: {readonly complete: boolean}): Column {
	return column.title === 'holds alone' && !complete ? {...column, title: 'alone at most'} : column;
}

function rowOf(
	generation: Generation,
	{signs, hasVersions, largest}: StoreReportOptions & {hasVersions: boolean; largest: number},
): TableRow {
	const {number, createdAt, closureSize, retainedSize, current, protected: isProtected} = generation;
	const front = [
		`${number}`,
		span(createdAt === null ? '' : formatDay(createdAt)),
		...(hasVersions ? [versionOf(generation)] : []),
		closureSize === null ? noSize(signs) : sizeCell(closureSize, 'muted'),
	];
	if (retainedSize === null) {
		return {
			sign: span(signs.warning, 'warning'),
			cells: front.slice(0, -1),
			words: span('not a valid path: holds nothing', 'muted'),
		};
	}

	if (isProtected || current) {
		const words = [...(current ? ['current'] : []), ...(isProtected ? ['protected'] : [])].join(', ');
		return {sign: span(signs.protected, 'protected'), cells: front, words: span(words, 'muted')};
	}

	return {cells: [...front, sizeCell(retainedSize), barCell(retainedSize, largest, barColumns, signs)]};
}
