import type {Generation, GenerationsAnswer} from '../../analyses/answers/answer.js';
import type {RootList} from '../../analyses/lists/list-rows.js';
import type {ListSort} from '../../analyses/lists/list-window.js';
import {formatDay} from '../../formats/day.js';
import type {Span} from '../../formats/line.js';
import {lineWidth, span} from '../../formats/line-layout.js';
import {plainText} from '../../formats/sanitise.js';
import type {Signs} from '../../formats/symbols.js';
import {freedAlone, generationState, versionOf} from '../../reports/store/generation-words.js';
import {noSize, sizeCell} from '../../reports/store/size-cells.js';
import type {ListLook} from './list-table.js';
import type {ScreenInput} from './screen.js';

/** From so many cells everything has room; below the second number what is not needed goes. */
const leastWide = 100;
const leastWithClosure = 76;

export type Profile = GenerationsAnswer['profiles'][number];

/** A generation as a row. */
export type GenerationRow = Generation & {
	/** Under which it is pinned: a root of our own keeps its target. */
	readonly pin: string | undefined;
};

const newestFirst = (a: Generation, b: Generation) => b.number - a.number;

/** By the column, in the direction that comes first: the newest, the largest, the first by name. */
const compare: Readonly<Record<string, (a: Generation, b: Generation) => number>> = {
	no: newestFirst,
	made: (a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0),
	version: (a, b) => versionOf(a).localeCompare(versionOf(b), 'en', {numeric: true}),
	closure: (a, b) => (b.closureSize ?? -1) - (a.closureSize ?? -1),
	frees: (a, b) => freedAlone(b) - freedAlone(a),
};

/** The generations of a profile in their order on the screen. @param pins Roots among which are those of pins. */
export function generationRows(
	profile: Profile,
	{column, isReversed}: ListSort<string>,
	pins: RootList | undefined,
): GenerationRow[] {
	const order = compare[column] ?? newestFirst;
	const sorted = [...profile.generations].sort((a, b) => order(a, b) || newestFirst(a, b));
	const pinned = new Map(
		pins?.rows.flatMap(({root: {link, target}}) => {
			const name = pinOf(link);
			return name === undefined ? [] : [[name, target] as const];
		}),
	);
	const rows = sorted.map((generation) => {
		const name = pinName(profile.profile, generation.number);
		const isPinned = generation.target !== null && pinned.get(name) === generation.target;
		return {...generation, pin: isPinned ? name : undefined};
	});
	return isReversed ? rows.reverse() : rows;
}

/** What roots of pins have in their links. */
export const PINS_FOLDER = '/nixscope/pins/';

/** `system-42` */
export function pinName(profile: string, number: number): string {
	return `${profile.slice(profile.lastIndexOf('/') + 1)}-${number}`;
}

function pinOf(link: string): string | undefined {
	const at = link.lastIndexOf(PINS_FOLDER);
	return at === -1 ? undefined : link.slice(at + PINS_FOLDER.length);
}

export function generationLook(
	{sort, picked, complete}: {sort: ListSort<string>; picked: readonly string[]; complete: boolean},
	{columns, signs}: Pick<ScreenInput, 'columns' | 'signs'>,
): ListLook<GenerationRow> {
	const isWide = columns >= leastWide;
	const hasClosure = columns >= leastWithClosure;
	return {
		sort,
		isMarked: ({link}) => picked.includes(link),
		sign: (row) =>
			row.retainedSize === null
				? span(signs.warning, 'warning')
				: generationState(row) === undefined
					? undefined
					: span(signs.protected, 'protected'),
		bar: (row) => (row.pin === undefined ? freedAlone(row) : 0),
		words: (row) => {
			const words = stateWords(row, signs, hasClosure);
			return words === undefined
				? undefined
				: isWide || !hasClosure
					? {from: 'frees', spans: [span(isWide ? '   ' : ''), ...words]}
					: {from: 'closure', spans: words};
		},
		columns: [
			{key: 'no', title: 'no', width: 5, align: 'right', cell: ({number}) => [span(`${number}`)]},
			{
				key: 'made',
				title: 'made',
				width: isWide ? 16 : 10,
				drop: 2,
				cell: ({createdAt}) => [span(createdAt === null ? '?' : formatDay(createdAt).slice(0, isWide ? 16 : 10))],
			},
			{
				key: 'version',
				title: 'version',
				width: 'flex',
				least: 22,
				most: isWide ? 48 : 24,
				cell: (row) => [span(versionOf(row))],
			},
			...(hasClosure
				? [
						{
							key: 'closure',
							title: 'closure',
							width: 10,
							align: 'right' as const,
							cell: ({closureSize}: GenerationRow) => [
								closureSize === null ? noSize(signs) : sizeCell(closureSize, 'muted'),
							],
						},
					]
				: []),
			{
				key: 'frees',
				title: complete ? 'holds alone' : 'at most',
				width: 13,
				align: 'right',
				cell: ({retainedSize}) => [sizeCell(retainedSize)],
			},
		],
	};
}

/** In place of what it holds alone. */
function stateWords(row: GenerationRow, signs: Signs, isLong: boolean): Span[] | undefined {
	if (row.retainedSize === null) {
		return [span(isLong ? 'not a valid path: holds nothing' : 'not valid', 'muted')];
	}

	const state = generationState(row);
	if (state !== undefined) {
		const words = `${state}${row.pin === undefined ? '' : ', pinned'}`;
		return [
			span(signs.protected, 'protected'),
			span(` ${isLong ? words : (words.split(/[,:]/, 1)[0] ?? '')}`, 'muted'),
		];
	}

	return row.pin === undefined
		? undefined
		: [span('pinned', 'protected'), span(isLong ? ': kept without it' : '', 'muted')];
}

/** `system 38 generations   home-manager 17`: the chosen one bold; those before it give way. */
export function profileSpans(profiles: readonly Profile[], chosen: number, columns: number, cutSign: string): Span[] {
	const items = profiles.map(({profile, generations}, index): Span[] => {
		const name = plainText(profileName(profile, profiles));
		return index === chosen
			? [span(name, 'bold'), span(` ${generations.length} generation${generations.length === 1 ? '' : 's'}`, 'muted')]
			: [span(`${name} ${generations.length}`, 'muted')];
	});
	const joined = (from: number): Span[] => [
		...(from > 0 ? [span(`${cutSign} `, 'muted')] : []),
		...items.slice(from).flatMap((item, index) => [span(index === 0 ? '' : '   '), ...item]),
	];
	// What is right of the chosen one is cut at the edge.
	let from = 0;
	while (from < chosen && lineWidth({spans: joined(from).slice(0, spansUpTo(chosen - from))}) > columns) {
		from++;
	}

	return joined(from).filter(({text}) => text !== '');

	function spansUpTo(place: number): number {
		const sign = from > 0 ? 1 : 0;
		return sign + items.slice(from, from + place + 1).reduce((sum, item) => sum + 1 + item.length, 0);
	}
}

/** The base name, with the folder in front where several profiles have it. */
function profileName(profile: string, profiles: readonly Profile[]): string {
	const parts = profile.split('/');
	const base = parts.at(-1) ?? profile;
	const isOnly = profiles.filter((other) => other.profile.split('/').at(-1) === base).length === 1;
	return isOnly ? base : parts.slice(-2).join('/');
}
