import {rootKindLabels} from '../../store/root-kind-label.js';
import {completeness} from '../answers/completeness.js';
import {finished, type Steps} from '../steps.js';
import type {StoreAnalysis} from '../store-analysis.js';
import {type Filter, filterOf} from './filter-words.js';
import {createListCache, type ListCache} from './list-cache.js';
import type {RootColumn, RootList, RootListRequest} from './list-rows.js';
import type {ListSort} from './list-window.js';
import {placeWindow} from './place-window.js';
import {rootRows, type TimelessRootRow} from './root-rows.js';

export type RootListOptions = {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Until when each hold link holds, in milliseconds since 1970. */
	readonly heldUntil: ReadonlyMap<string, number>;
};

/**
 * The roots that match, one row for all of a process. By what they free, those stand first that a person may drop, then
 * protected ones, processes, and what holds nothing.
 */
export function rootList(
	analysis: StoreAnalysis,
	request: RootListRequest,
	options: RootListOptions,
	cache: ListCache = createListCache(),
): RootList {
	return finished(rootListSteps(analysis, request, options, cache));
}

/** The same in pieces: the first list takes long where there are many roots. */
export function* rootListSteps(
	analysis: StoreAnalysis,
	{filter: typed, kinds, sort, window}: RootListRequest,
	{heldUntil}: RootListOptions,
	cache: ListCache,
): Steps<RootList> {
	const all = yield* rootRows(analysis, cache);
	const filter = filterOf(typed);
	const rows = all
		.filter(
			(row) => kinds.length === 0 || kinds.includes(row.root.kind) || (isProtected(row) && kinds.includes('protected')),
		)
		.map((row) => ({row, fit: filter.isEmpty ? 3 : fitOf(row, filter)}))
		.filter(({fit}) => fit > 0)
		.sort((a, b) => b.fit - a.fit || compareRows(a.row, b.row, sort));
	const at = window.at === undefined ? -1 : rows.findIndex(({row}) => row.id === window.at);
	const {first, end, atIndex} = placeWindow(rows.length, at, window);
	return {
		...completeness(analysis.reading),
		totalCount: all.length,
		matchCount: rows.length,
		first,
		rows: rows.slice(first, end).map(({row}) => ({...row, heldUntil: heldUntil.get(row.root.link) ?? null})),
		atIndex,
	};
}

function isProtected({root, refusal}: TimelessRootRow): boolean {
	return root.protected || refusal?.startsWith('is never dropped') === true;
}

/** Kind, link, command and number of the process. */
function fitOf({root, id}: TimelessRootRow, filter: Filter): number {
	const {process} = root;
	const words =
		process === null ? [root.link] : [`pid ${process.pid}`, process.command ?? '', process.user ?? '', root.link];
	return filter.fitText([label(root), ...words, id].join(' '));
}

function compareRows(a: TimelessRootRow, b: TimelessRootRow, {column, isReversed}: ListSort<RootColumn>): number {
	const sign = isReversed ? -1 : 1;
	switch (column) {
		case 'kind':
			return (
				sign *
					(compareTexts(rootKindLabels[a.root.kind], rootKindLabels[b.root.kind]) ||
						(a.root.generation?.number ?? 0) - (b.root.generation?.number ?? 0)) || byLink(a, b)
			);
		case 'link':
			return sign * byLink(a, b);
		case 'made':
			// The oldest first.
			return nullsLast(a.root.modifiedAt, b.root.modifiedAt, sign) || byLink(a, b);
		case 'frees':
			return place(a) - place(b) || nullsLast(a.retainedSize, b.retainedSize, -sign) || byClosure(a, b);
		case 'closure':
			return nullsLast(a.closureSize, b.closureSize, -sign) || byLink(a, b);
	}
}

function place(row: TimelessRootRow): number {
	if (row.root.state !== 'live') {
		return 3;
	}

	if (row.root.kind === 'process' || row.root.kind === 'temporary') {
		return 2;
	}

	return isProtected(row) ? 1 : 0;
}

function byClosure(a: TimelessRootRow, b: TimelessRootRow): number {
	return nullsLast(a.closureSize, b.closureSize, -1) || byLink(a, b);
}

function byLink(a: TimelessRootRow, b: TimelessRootRow): number {
	return compareTexts(a.root.link, b.root.link) || compareTexts(a.id, b.id);
}

function nullsLast(a: number | null, b: number | null, sign: number): number {
	return a === null || b === null ? Number(a === null) - Number(b === null) : sign * (a - b);
}

/** `NixOS 212`, as it is shown. */
function label({kind, generation}: TimelessRootRow['root']): string {
	return generation === null ? rootKindLabels[kind] : `${rootKindLabels[kind]} ${generation.number}`;
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
