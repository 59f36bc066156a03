import type {RootListRequest} from '../../analyses/lists/list-rows.js';
import {plainText} from '../../formats/sanitise.js';
import {pathName} from '../../reports/store/path-name.js';
import {shortPath} from '../../reports/store/root-words.js';
import type {Need} from '../../sessions/explorer-data.js';
import type {PathsUi} from './paths-screen.js';
import type {ScreenInput, Step} from './screen.js';

type Marking = {readonly needs: readonly Need[]; readonly arrived?: Step<PathsUi>};

/**
 * Marks the one root that alone holds a path, of several one after the other: first it is asked which one that is, then whether it can be dropped.
 * Where no single root holds it, or it cannot be dropped, that is said.
 */
export function markHolder(ui: PathsUi, {data, shared, home}: ScreenInput): Marking {
	const [marking, ...others] = ui.marking;
	if (marking === undefined) {
		return {needs: []};
	}

	const detailNeed = {slot: 'holder', kind: 'usageDetail', request: {id: `path:${marking}`}} as const satisfies Need;
	const detail = data.slot('holder', 'usageDetail');
	const done = {...ui, marking: others};
	const path = pathName(marking);
	const say = (needs: readonly Need[], notice: string): Marking => ({
		needs,
		arrived: {ui: done, shared: {notice}},
	});
	if (detail.error !== undefined) {
		return say([detailNeed], detail.error);
	}

	if (!detail.isCurrent || detail.answer === undefined || detail.request?.id !== detailNeed.request.id) {
		return {needs: [detailNeed]};
	}

	const [link] = detail.answer.freedBy;
	if (link === undefined) {
		return say([detailNeed], `no single root holds ${path}: w shows all that do`);
	}

	if (!link.startsWith('/')) {
		return say([detailNeed], `only ${plainText(link)} holds ${path}: it goes when that ends`);
	}

	const request: RootListRequest = {
		filter: '',
		kinds: [],
		sort: {column: 'frees', isReversed: false},
		window: {at: link, index: 0, count: 1},
	};
	const needs: Need[] = [detailNeed, {slot: 'holder-root', kind: 'rootList', request}];
	const root = data.slot('holder-root', 'rootList');
	if (root.error !== undefined) {
		return say(needs, root.error);
	}

	if (!root.isCurrent || root.answer === undefined || root.request?.window.at !== link) {
		return {needs};
	}

	const row = root.answer.rows.find(({id}) => id === link);
	const name = shortPath(link, home);
	if (row === undefined || row.refusal !== null) {
		return say(needs, `only ${name} holds ${path}, which ${row?.refusal ?? 'is gone meanwhile'}`);
	}

	const marks = new Set(shared.marks);
	const text = marks.delete(link) ? `${name} is no longer marked` : `marked ${name}, which alone holds ${path}`;
	return {
		needs,
		arrived: {
			ui: done,
			shared: {marks: shared.marks.has(link) ? marks : marks.add(link), notice: {kind: 'done', text}},
		},
	};
}
