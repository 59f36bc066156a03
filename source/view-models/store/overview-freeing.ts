import type {Overview} from '../../analyses/lists/overview.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Span} from '../../formats/line.js';
import {span} from '../../formats/line-layout.js';
import {cell, gap, rightCell} from '../cells.js';
import {oldGenerations} from './overview-held.js';
import {cellRow, type OverviewRow, type PaneInput, pendingRows} from './overview-rows.js';
import type {Pane} from './pane-column.js';
import {boundedSpans, sizeSpans} from './size-spans.js';

/** While they are not known. */
const usualRows = 3;
const nameCells = 17;
/** `≥ 54.9 GiB`, `at most 107.9 GiB` */
const sizeCells = {usual: 12, bounded: 18};

/** What could be freed now, and by which key. Sizes of files and NAR sizes stand below each other: they are never added. */
export function freeingPane(input: PaneInput): Pane {
	const {answer, error} = input.data.slot('overview', 'overview');
	const rows =
		answer === undefined ? pendingRows(input, error, usualRows) : [...collectRows(answer, input), optimiseRow(input)];
	return {
		title: [span('What could be freed', 'bold')],
		most: rows.length,
		least: rows.length,
		rows: () => rows,
	};
}

function collectRows(answer: Overview, input: PaneInput): OverviewRow[] {
	const {dead, collectable, complete, unregistered, expiredHolds} = answer;
	const strays = unregistered === null || unregistered === 0 ? '' : `, ${countOf(unregistered, 'stray')}`;
	// The bar has all that is dead.
	const left = dead.paths - collectable.paths;
	const staying = [`${formatCount(left)} without files`, left === 1 ? ' stays' : ' stay'];
	const deleted = countOf(collectable.paths, 'path');
	const generations = oldGenerations(answer);
	const bounded = (size: number) => (complete ? sizeSpans(size) : boundedSpans('at most', size));
	return [
		freeingRow(input, {
			id: 'free:dead',
			name: 'dead now',
			size: bounded(collectable.narSize),
			key: 'g',
			words:
				dead.paths === 0 && strays === ''
					? ['nothing is dead']
					: left === 0
						? [deleted, strays]
						: collectable.paths === 0
							? [...staying, strays]
							: [deleted, `, ${staying.join('')}`, strays],
			opens: {go: {screen: 'collect', links: [], collects: 'all-dead'}},
			subject: {command: 'nixscope gc --dry-run'},
		}),
		...(expiredHolds > 0
			? [
					freeingRow(input, {
						id: 'free:holds',
						name: 'expired holds',
						size: bounded(expiredHolds),
						key: '',
						words: ['their time is over'],
						opens: {go: {screen: 'roots', kinds: ['nixscope-hold'], filter: ''}},
						subject: {command: 'nixscope roots --kind hold'},
					}),
				]
			: []),
		...(generations.count > 0
			? [
					freeingRow(input, {
						id: 'free:generations',
						name: 'old generations',
						size: generationsSize(),
						key: 'F',
						words: [countOf(generations.count, 'link'), ', none current'],
						opens: {go: {screen: 'roots', kinds: generations.kinds, filter: ''}},
						subject: {command: 'nixscope generations'},
					}),
				]
			: []),
	];

	/** Each kind frees at most its own where not all roots are seen, several together at least their sum: not both. */
	function generationsSize(): Span[] {
		if (generations.kinds.length === 1) {
			return bounded(generations.narSize);
		}

		return complete ? boundedSpans(input.signs.atLeast, generations.narSize) : [span('not known', 'muted')];
	}
}

function optimiseRow(input: PaneInput): OverviewRow {
	const {answer} = input.data.slot('optimise', 'optimise');
	return freeingRow(input, {
		id: 'free:optimise',
		name: 'equal files',
		size: answer === undefined ? [span('?', 'muted')] : sizeSpans(answer.savableBytes),
		key: '5',
		words:
			answer !== undefined
				? ['of files', ', by hard links']
				: [input.data.status?.snapshot ? 'not in a snapshot' : 'not compared yet'],
		opens: {go: {screen: 'optimise'}},
		subject: {command: 'nixscope optimise --dry-run'},
	});
}

function freeingRow(
	input: PaneInput,
	{
		name,
		size,
		key,
		words,
		...more
	}: {
		readonly name: string;
		readonly size: readonly Span[];
		readonly key: string;
		/** The last ones are left out where there is no room. */
		readonly words: readonly string[];
	} & Omit<OverviewRow, 'spans'>,
): OverviewRow {
	const isBounded = input.data.slot('overview', 'overview').answer?.complete === false;
	const cells = isBounded ? sizeCells.bounded : sizeCells.usual;
	const rest = Math.max(0, input.inner - nameCells - cells - 5);
	// Of a store that can only be looked at nothing can be freed from here.
	const isOffered = key === '5' || input.data.status?.isCollectable !== false;
	const fitting = words.map((_, index) => words.slice(0, words.length - index).join(''));
	const text = fitting.find(({length}) => length <= rest) ?? words[0] ?? '';
	return cellRow(
		input,
		[
			cell(nameCells, span(name)),
			rightCell(cells, ...size),
			gap(2),
			cell(1, span(isOffered ? key : '', 'bold')),
			gap(2),
			cell(rest, span(text, 'muted')),
		],
		more,
	);
}
