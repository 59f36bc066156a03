import type {UsageDetail, UsageLevel, UsageRow} from '../../analyses/lists/list-rows.js';
import {initialExplorerUi} from '../../view-models/store/explorer-ui.js';
import {initialList} from '../../view-models/store/list-state.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {type FakeSlot, fakeData, fakePending, fakeSlot} from './fake-data.js';

const gib = 1024 ** 3;
const mib = 1024 ** 2;
const size = (amount: number) => Math.round(amount * gib);

const root = '/home/anna/src/ml/result';

function row(name: string, retainedSize: number, change: Partial<UsageRow> = {}): UsageRow {
	return {
		id: `path:/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-${name}`,
		kind: 'path',
		name,
		retainedSize,
		narSize: retainedSize,
		childCount: 0,
		depth: 0,
		isLast: false,
		path: `/nix/store/7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6-${name}`,
		link: null,
		...change,
	};
}

const none = {kind: 'shared', narSize: null, path: null} as const;

/** Below `~/src/ml/result`: the rows of depth 0 add up to 28.4 GiB. */
const below: readonly UsageRow[] = [
	row('cuda-12.4.1', size(11.9), {narSize: size(2.1), childCount: 43}),
	row('libcublas-12.4.5.8', size(4.4), {depth: 1}),
	row('libcudnn-9.8.0', size(3.5), {depth: 1, childCount: 2, narSize: size(3.1)}),
	row('41 more', size(1.9), {...none, kind: 'rest', id: 'rest:cuda', depth: 1, isLast: true}),
	row('python3.13-torch-2.9.0', size(6.2), {narSize: 922 * mib, childCount: 9}),
	row('llvm-20.1.8-lib', size(3.1), {narSize: 612 * mib, childCount: 3}),
	row('shared below this link', size(3), {...none, id: `shared:${root}`, childCount: 61}),
	row('opencv-4.12.0', size(2.4), {narSize: 318 * mib, childCount: 4}),
	row('python3.13-jaxlib-0.8.0', size(1.3), {narSize: 410 * mib, childCount: 1}),
	row('magma-2.9.0', size(28.4) - size(11.9) - size(6.2) - size(3.1) - size(3) - size(2.4) - size(1.3)),
];

function level(rows: readonly UsageRow[], change: Partial<UsageLevel>): UsageLevel {
	return {
		version: 1,
		complete: true,
		unreadable: [],
		totalCount: rows.length,
		matchCount: rows.length,
		first: 0,
		rows,
		atIndex: 0,
		trail: [],
		retainedSize: size(420.3),
		narSize: null,
		storeNarSize: size(420.3),
		...change,
	};
}

const trail = [
	{id: 'group:result', name: 'result links'},
	{id: `link:${root}`, name: root},
];

const group = (id: string, name: string, amount: number, childCount: number) =>
	row(name, size(amount), {...none, id, kind: 'group', childCount});

/** The whole store: the rows add up to 420.3 GiB. */
const store: readonly UsageRow[] = [
	group('dead:', 'dead', 107.9, 194_114),
	group('group:result', 'result links', 96.2, 41),
	group('group:protected', 'protected roots', 61.3, 3),
	group('shared:several', 'shared by roots of several kinds', 54.9, 21_402),
	group('group:nixos-generation', 'NixOS generations', 51.7, 38),
	group('group:direnv', 'direnv links', 44, 23),
	group('group:home-manager-generation', 'Home Manager generations', 3.2, 17),
	group('group:process', 'running processes', 1.1, 9),
];

const hostile: readonly UsageRow[] = [
	row(`evil\u001b[2J\u202e-${'long-name-'.repeat(20)}`, size(900), {childCount: 1_204_117}),
	row('日本語の名前'.repeat(12), size(1), {childCount: 3}),
	row('x', 0, {narSize: null}),
	row('shared by 2 roots: /home/anna/a\u0007/result, /home/anna/b/result', 12, {
		...none,
		id: 'shared:2',
		childCount: 2,
	}),
];

const detail: UsageDetail = {
	neededBy: ['python3.13-torch-2.9.0', 'opencv-4.12.0', 'magma-2.9.0'],
	neededByCount: 7,
	freedBy: [root],
	alsoFreed: size(16.5),
};

const window = {at: undefined, index: 0, count: 200};

function request(change: {node?: string; filter?: string; open?: readonly string[]}) {
	const {node, filter = '', open = []} = change;
	return {node, filter, sort: {column: 'retained', isReversed: false} as const, open, window};
}

function slots(answer: UsageLevel, asked: Parameters<typeof request>[0]): FakeSlot[] {
	const [first] = answer.rows;
	return [
		fakeSlot('usage', 'usageLevel', answer, request(asked)),
		...(first === undefined ? [] : [fakeSlot('usageDetail', 'usageDetail', detail, {id: first.id})]),
	];
}

const inside = level(below, {trail, retainedSize: size(28.4)});
const node = `link:${root}`;

export const usageStates: readonly ExplorerEntry[] = [
	{
		name: 'usage',
		description: 'below a result link, the first row open',
		ui: {
			screen: 'usage',
			uis: {
				...initialExplorerUi().uis,
				usage: {
					node,
					list: {...initialList('retained'), at: below[0]!.id},
					open: [below[0]!.id],
					above: [],
					isVisited: false,
				},
			},
		},
		data: () => fakeData(slots(inside, {node, open: [below[0]!.id]})),
	},
	{
		name: 'usage-store',
		description: 'the whole store, from above',
		destination: {screen: 'usage'},
		data: () => fakeData(slots(level(store, {}), {})),
	},
	{
		name: 'usage-path',
		description: 'below a path that is large itself',
		destination: {screen: 'usage', node: below[0]!.id},
		data: () =>
			fakeData(
				slots(
					level(
						[row('libcublas-12.4.5.8', size(4.4)), row('libcudnn-9.8.0', size(3.5)), row('the others', size(1.9))],
						{
							trail: [...trail, {id: below[0]!.id, name: 'cuda-12.4.1'}],
							retainedSize: size(11.9),
							narSize: size(2.1),
						},
					),
					{node: below[0]!.id},
				),
			),
		actions: ['down'],
	},
	{
		name: 'usage-filter',
		description: 'a filter is being typed',
		destination: {screen: 'usage', node},
		data: () =>
			fakeData(slots({...inside, rows: below.slice(0, 1), matchCount: 1, totalCount: 61}, {node, filter: 'cuda'})),
		actions: ['find', {typed: 'cuda'}],
	},
	{
		name: 'usage-nothing',
		description: 'a filter that nothing fits',
		destination: {screen: 'usage', node},
		data: () => fakeData(slots({...inside, rows: [], matchCount: 0, totalCount: 61}, {node, filter: 'zzz'})),
		actions: ['find', {typed: 'zzz'}, 'accept'],
	},
	{
		name: 'usage-hostile',
		description: 'names that would harm a terminal, and not all is readable',
		destination: {screen: 'usage', node: 'link:x'},
		data: () =>
			fakeData(
				slots(
					level(hostile, {
						complete: false,
						unreadable: ['/proc/1/fd'],
						trail: [
							{id: 'group:result', name: 'result links'},
							{id: 'link:x', name: `/home/anna/${'deep/'.repeat(30)}\u001b[31mresult`},
						],
						retainedSize: size(901),
					}),
					{node: 'link:x'},
				),
			),
		actions: ['last'],
	},
	{
		name: 'usage-loading',
		description: 'nothing is known yet',
		destination: {screen: 'usage'},
		data: () => fakeData([]),
	},
	{
		name: 'usage-failed',
		description: 'no answer, and why',
		destination: {screen: 'usage'},
		data: () => fakeData([fakePending('usage', 'usageLevel', {error: 'the store changed while it was read'})]),
	},
];
