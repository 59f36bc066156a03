import type {RootColumn, RootListRequest, RootRow} from '../../analyses/lists/list-rows.js';
import {formatAge} from '../../formats/age.js';
import {span} from '../../formats/line-layout.js';
import {rootLabel, rootName, rootRemark, rootSign} from '../../reports/store/root-words.js';
import {noSize, sizeCell} from '../../reports/store/size-cells.js';
import {initialList, type ListUi, reduceList} from './list-state.js';
import {filledTo, type ListLook, listTable, sortColumnsOf} from './list-table.js';
import {listView} from './list-view.js';
import type {Screen, ScreenInput} from './screen.js';

export type RootsUi = {readonly list: ListUi; readonly kinds: RootListRequest['kinds']};

export const rootsScreen: Screen<RootsUi> = {
	initial: {list: initialList('frees'), kinds: []},
	enter: (ui, destination) =>
		destination.screen === 'roots'
			? {...ui, kinds: destination.kinds ?? [], list: {...ui.list, filter: destination.filter ?? ui.list.filter}}
			: ui,
	body({list, kinds}, input) {
		const slot = input.data.slot('roots', 'rootList');
		const wanted = {filter: list.filter, kinds, sort: list.sort as RootListRequest['sort']};
		const isSame =
			slot.request !== undefined &&
			JSON.stringify({...wanted, window: slot.request.window}) === JSON.stringify(slot.request);
		const page = Math.max(1, input.rows - 1);
		const view = listView(slot, list, ({id}) => id, {page, isSame});
		const look = rootLook(list, input);
		const {header, lines} = listTable({rows: view.visible, cursor: view.cursor, look}, input.columns, input.signs);
		return {
			lines: [header, ...filledTo(lines, page, input.columns)],
			needs: [{slot: 'roots', kind: 'rootList', request: {...wanted, window: view.window}}],
			list: {...view.facts, sortColumns: sortColumnsOf(look)},
			subject:
				view.row === undefined
					? undefined
					: {link: view.row.root.link, path: view.row.root.target ?? undefined, refusal: view.row.refusal ?? undefined},
		};
	},
	reduce(ui, action, {list}) {
		const next = reduceList(ui.list, action, list);
		return next === undefined ? undefined : {ui: {...ui, list: next}};
	},
	places: ({list}) => (list.isTyping ? ['typing'] : ['roots', 'list']),
};

function rootLook(list: ListUi, {signs, home, now, shared}: ScreenInput): ListLook<RootRow> {
	return {
		sort: list.sort,
		isMarked: ({root}) => shared.marks.has(root.link),
		sign: ({root}) => rootSign(root, signs),
		bar: ({retainedSize, root}) => (root.protected ? null : retainedSize),
		words: ({root}) => {
			const remark = rootRemark(root);
			return remark === undefined ? undefined : {from: 'frees', spans: [span(remark, 'muted')]};
		},
		columns: [
			{key: 'kind', title: 'kind', width: 11, drop: 3, cell: ({root}) => [span(rootLabel(root))]},
			{key: 'link', title: 'link', width: 'flex', cut: 'middle', cell: ({root}) => [span(rootName(root, home))]},
			{
				key: 'made',
				title: 'made',
				width: 6,
				align: 'right',
				drop: 2,
				cell: ({root}) => [span(root.modifiedAt === null ? '' : formatAge(now - root.modifiedAt))],
			},
			{
				key: 'frees',
				title: 'frees alone',
				width: 13,
				align: 'right',
				cell: ({retainedSize}) => [sizeCell(retainedSize)],
			},
			{
				key: 'closure',
				title: 'closure',
				width: 10,
				align: 'right',
				drop: 1,
				cell: ({closureSize}) => [closureSize === null ? noSize(signs) : sizeCell(closureSize, 'muted')],
			},
		] satisfies ReadonlyArray<{key: RootColumn} & ListLook<RootRow>['columns'][number]>,
	};
}
