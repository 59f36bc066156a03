import type {Completeness, SizedRoot} from '../../analyses/answers/answer.js';
import type {RootList, RootListRequest, RootRow} from '../../analyses/lists/list-rows.js';
import type {JointTotal} from '../../analyses/lists/overview.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {fakeData, fakeSlot, galleryNow} from './fake-data.js';
import {
	bootedSystem,
	complete,
	currentSystem,
	day,
	fakeRoot,
	firefoxProcess,
	generationRoot,
	gib,
	home,
	incomplete,
	KiB,
	MiB,
} from './fake-roots.js';

const request: RootListRequest = {
	filter: '',
	kinds: [],
	sort: {column: 'frees', isReversed: false},
	window: {at: undefined, index: 0, count: 200},
};

function row(root: SizedRoot, changes: Partial<RootRow> = {}): RootRow {
	return {
		id: root.process === null ? root.link : `pid ${root.process.pid}`,
		root,
		count: 1,
		retainedSize: root.retainedSize,
		closureSize: root.closureSize,
		refusal: root.protected ? `is never dropped: ${root.protection}` : null,
		heldUntil: null,
		...changes,
	};
}

function link(
	kind: SizedRoot['kind'],
	name: string,
	days: number,
	[retainedSize, closureSize]: readonly [number, number],
	changes: Partial<SizedRoot> = {},
): RootRow {
	const modifiedAt = galleryNow - days * day;
	return row(fakeRoot({kind, link: name, modifiedAt, retainedSize, closureSize, ...changes}));
}

const userProfiles = `${home}/.local/state/nix/profiles`;
const process = row(firefoxProcess, {
	closureSize: null,
	refusal: 'is held by process 4121 (firefox), which nixscope never ends: end or restart it',
});
const nodeProcess = row(
	{
		...firefoxProcess,
		link: '/proc/8812/exe',
		modifiedAt: galleryNow - 6 * day,
		process: {pid: 8812, command: '/nix/store/x-nodejs-24/bin/node server.js', user: 'anna'},
	},
	{count: 3, retainedSize: gib(1.2), closureSize: null, refusal: 'is held by process 8812 (node)'},
);
const holdsNothing = {retainedSize: null, closureSize: null, modifiedAt: null} as const;

const rows: readonly RootRow[] = [
	link('result', `${home}/src/ml/result`, 5, [gib(28.4), gib(31)]),
	link('direnv', `${home}/src/ml/.direnv/flake-profile-a1b2c3d4`, 214, [gib(12.4), gib(18)]),
	link('result', `${home}/src/ml/result-2`, 88, [gib(9), gib(14.9)]),
	link('direnv', `${home}/src/old/customer-portal/.direnv/flake-profile-9f8e7d`, 390, [gib(4.1), gib(14.2)]),
	link('result', `${home}/src/nixpkgs/result`, 3, [gib(3.8), gib(21.1)]),
	link('devenv', `${home}/src/shop/.devenv/gc/shell-1-link`, 12, [gib(2.2), gib(9.7)]),
	row(generationRoot(212, {modifiedAt: galleryNow - 31 * day, closureSize: gib(21.3)})),
	row(generationRoot(213, {modifiedAt: galleryNow - 24 * day, retainedSize: 0, closureSize: gib(21.4)})),
	link('home-manager-generation', `${userProfiles}/home-manager-88-link`, 9, [96 * MiB, gib(4)], {
		generation: {profile: `${userProfiles}/home-manager`, number: 88},
	}),
	link('profile-generation', `${userProfiles}/profile-41-link`, 55, [12 * MiB, gib(1.9)], {
		generation: {profile: `${userProfiles}/profile`, number: 41},
	}),
	link('flake-registry', `${home}/.cache/nix/flake-registry.json`, 1, [4 * KiB, 4 * KiB]),
	row({
		...currentSystem,
		kind: 'nixos-generation',
		generation: {profile: '/nix/var/nix/profiles/system', number: 214},
	}),
	row(bootedSystem),
	process,
	nodeProcess,
	row(fakeRoot({link: `${home}/gone/result`, state: 'dangling', ...holdsNothing}), {
		refusal: 'is gone already and holds nothing; nix-store --gc clears the entry that leads to it',
	}),
	row(fakeRoot({kind: 'other', link: '/home/bert/.direnv', state: 'unreadable', ...holdsNothing}), {
		refusal: 'cannot be read: drop it as a user who may',
	}),
];

const hostile: readonly RootRow[] = [
	link('result', `${home}/\u001B[31mred\u001B[0m/\u202Egnp.tluser`, 2, [gib(1), gib(2)]),
	link('result', `/srv/${'very-long-folder-name/'.repeat(12)}result`, 4000, [gib(1023.9), gib(2000)]),
	link('result', `${home}/projekte/数据/結果のリンク/${'漢字'.repeat(20)}`, 0, [700 * MiB, gib(2)]),
	link('nixscope-hold', `${home}/.local/state/nixscope/holds/41/1`, 3, [gib(9), gib(14.9)]),
].map((one) => (one.root.kind === 'nixscope-hold' ? {...one, heldUntil: galleryNow + 11 * day} : one));

function list(shown: readonly RootRow[], about: Partial<RootList> = {}, state: Completeness = complete): RootList {
	return {
		...state,
		totalCount: shown.length,
		matchCount: shown.length,
		first: 0,
		rows: shown,
		atIndex: 0,
		...about,
	};
}

const marked = [rows[1]!, rows[2]!, rows[3]!].map(({root}) => root.link).sort();
const joint: JointTotal = {
	links: marked,
	narSize: gib(31.6),
	paths: 41_204,
	alone: [gib(12.4), gib(9), gib(4.1)],
	gone: [],
};
const marks = {shared: {marks: new Set(marked), command: undefined, notice: undefined}};
const roots = {screen: 'roots'} as const;
const all = fakeSlot('roots', 'rootList', list(rows), request);
const jointSlot = fakeSlot('joint', 'joint', joint, {links: marked});

/** More roots than a screen has rows. */
const many = Array.from({length: 130}, (_, index) =>
	link('result', `${home}/src/project-${String(index + 1).padStart(3, '0')}/result`, index + 3, [
		(130 - index) * 5 * MiB,
		gib(3),
	]),
);

export const rootsStates: readonly ExplorerEntry[] = [
	{
		name: 'roots',
		description: 'every kind of root, nothing marked',
		data: () => fakeData([all]),
		destination: roots,
	},
	{
		name: 'roots-marked',
		description: 'three marked: what they free together',
		data: () => fakeData([all, jointSlot]),
		destination: roots,
		ui: marks,
		actions: ['down', 'down'],
	},
	{
		name: 'roots-marked-many',
		description: 'more roots than fit; the joint total of the marked is being added up',
		data: () =>
			fakeData([fakeSlot('roots', 'rootList', list([...rows.slice(0, 11), ...many, ...rows.slice(11)]), request)]),
		destination: roots,
		ui: marks,
		actions: ['page-down', 'page-down', 'mark'],
	},
	{
		name: 'roots-refused',
		description: 'Space on a process: why it cannot be marked',
		data: () => fakeData([all]),
		destination: roots,
		actions: [...Array.from({length: 13}, () => 'down' as const), 'mark'],
	},
	{
		name: 'roots-filtered',
		description: 'typing a filter',
		data: () =>
			fakeData([fakeSlot('roots', 'rootList', list(rows.slice(1, 4), {totalCount: 147}), {...request, filter: 'ml'})]),
		destination: roots,
		actions: ['find', {typed: 'ml'}],
	},
	{
		name: 'roots-kinds',
		description: 'only roots of one kind, from the overview',
		data: () =>
			fakeData([
				fakeSlot(
					'roots',
					'rootList',
					list(
						rows.filter(({root}) => root.kind === 'direnv'),
						{totalCount: 147},
					),
					{...request, kinds: ['direnv']},
				),
			]),
		destination: {screen: 'roots', kinds: ['direnv']},
	},
	{
		name: 'roots-none-match',
		description: 'no root is like the filter',
		data: () => fakeData([fakeSlot('roots', 'rootList', list([], {totalCount: 147}), {...request, filter: 'zzz'})]),
		destination: roots,
		actions: ['find', {typed: 'zzz'}, 'accept'],
	},
	{
		name: 'roots-none',
		description: 'a store without roots',
		data: () => fakeData([fakeSlot('roots', 'rootList', list([]), request)]),
		destination: roots,
	},
	{
		name: 'roots-snapshot',
		description: 'a store of another machine as it was an hour ago: nothing can be dropped from here, ages are of then',
		data: () => {
			const data = fakeData([fakeSlot('roots', 'rootList', list(rows), request)], {title: 'snapshot laptop.nixsnap'});
			return {
				...data,
				status: {
					...data.status!,
					isCollectable: false,
					refusal: 'this is a snapshot: drop and collect on the machine that it was made on',
					snapshot: {host: 'laptop', readAt: galleryNow - day / 24},
				},
			};
		},
		destination: roots,
		actions: ['drop'],
	},
	{name: 'roots-loading', description: 'not there yet', data: () => fakeData([]), destination: roots},
	{
		name: 'roots-incomplete',
		description: 'roots of others could not be seen; long and hostile names, a hold',
		data: () => {
			const data = fakeData([
				fakeSlot('roots', 'rootList', list([...hostile, ...rows], {}, incomplete), request),
				jointSlot,
			]);
			return {...data, status: {...data.status!, ...incomplete}};
		},
		destination: roots,
		ui: marks,
	},
];
