import type {RootListRequest, RootRow} from '../../analyses/lists/list-rows.js';
import {countOf, formatCount} from '../../formats/count.js';
import type {Need} from '../../sessions/explorer-data.js';
import type {RootsUi} from './roots-screen.js';
import type {ScreenInput, SharedUi, Step} from './screen.js';

/** More rows than any store has roots. */
const everyRow = 10_000_000;

/** Marks all roots that match and can be dropped: the whole list is asked for, and marked when it is there. */
export function markAll(
	ui: RootsUi,
	{data, shared}: ScreenInput,
): {readonly needs: readonly Need[]; readonly arrived?: Step<RootsUi>} {
	if (!ui.isMarkingAll) {
		return {needs: []};
	}

	const request: RootListRequest = {
		filter: ui.list.filter,
		kinds: ui.kinds,
		sort: {column: 'link', isReversed: false},
		window: {at: undefined, index: 0, count: everyRow},
	};
	const needs: Need[] = [{slot: 'all-roots', kind: 'rootList', request}];
	const slot = data.slot('all-roots', 'rootList');
	const done = {...ui, isMarkingAll: false};
	if (slot.error !== undefined) {
		return {needs, arrived: {ui: done, shared: {notice: slot.error}}};
	}

	return slot.isCurrent && slot.answer !== undefined && JSON.stringify(slot.request) === JSON.stringify(request)
		? {needs, arrived: {ui: done, shared: allMarked(slot.answer.rows, shared.marks)}}
		: {needs};
}

function allMarked(rows: readonly RootRow[], marks: ReadonlySet<string>): Pick<SharedUi, 'marks' | 'notice'> {
	const able = rows.filter(({refusal}) => refusal === null);
	const left = rows.length - able.length;
	const kept = left === 0 ? '' : `; ${formatCount(left)} cannot be dropped`;
	return {
		marks: new Set([...marks, ...able.map(({root}) => root.link)]),
		notice:
			able.length === 0
				? 'nothing here can be dropped'
				: {kind: 'done', text: `${countOf(able.length, 'root')} marked${kept}`},
	};
}
