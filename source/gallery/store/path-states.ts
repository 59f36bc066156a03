import type {WhyAnswer} from '../../analyses/answers/answer.js';
import type {HolderTree, NeedsTree} from '../../analyses/lists/list-rows.js';
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
	storePath,
} from './fake-roots.js';
import {holder, listOf, more, need, rootRow} from './fake-trees.js';

const firefox = storePath('firefox-145.0');

const held: WhyAnswer = {
	...complete,
	path: firefox,
	live: true,
	narSize: Math.ceil(1.2 * MiB),
	closureSize: gib(1.9),
	retainedSize: 318 * MiB,
	shortestChain: [
		{path: '/run/current-system', via: 'root'},
		{path: storePath('nixos-system-laptop-26.11'), via: 'root'},
		{path: storePath('system-path'), via: 'reference'},
		{path: firefox, via: 'reference'},
	],
	dominators: [],
	roots: [
		currentSystem,
		bootedSystem,
		generationRoot(214, {protected: true, protection: 'the running system', retainedSize: 0}),
		generationRoot(213, {protected: true, protection: 'the booted system', retainedSize: 0}),
		...Array.from({length: 10}, (_, index) => generationRoot(212 - index)),
		firefoxProcess,
		fakeRoot(),
	],
	heldBy: [],
	heldByCount: 3,
	heldByDead: [],
	deriver: storePath('firefox-145.0.drv'),
};

const oneLink = fakeRoot({
	link: `${home}/src/ml/result`,
	target: storePath('python3.13-torch-2.9.0'),
	modifiedAt: galleryNow - 5 * day,
	retainedSize: gib(28.4),
	closureSize: gib(31),
});

const holders: HolderTree = listOf([
	holder(0, 'system-path', {isOpen: true}),
	holder(1, 'nixos-system-laptop-26.11', {isOpen: true, retainedSize: 312 * MiB}),
	rootRow(2, '/run/current-system', 0, true),
	rootRow(2, '/run/booted-system', 0, true),
	rootRow(2, '/nix/var/nix/profiles/system-212-link', 410 * MiB),
	more(2, '11 more'),
	holder(0, 'home-manager-path', {isOpen: true, retainedSize: 88 * MiB}),
	holder(1, 'home-manager-generation', {retainedSize: 96 * MiB}),
	holder(1, 'nixos-system-laptop-26.11', {key: 'again', retainedSize: 312 * MiB, isRepeated: true, canOpen: false}),
	holder(0, 'firefox-145.0.drv', {via: 'output', retainedSize: 4 * KiB}),
	holder(0, 'firefox-145.0-symbols', {via: 'deriver', retainedSize: 88 * MiB}),
	holder(0, 'pid 4121 firefox', {
		id: 'pid 4121',
		kind: 'process',
		via: 'process',
		retainedSize: 318 * MiB,
		canOpen: false,
	}),
	rootRow(0, `${home}/src/nixos/result`, gib(3.8)),
]);

const needs: NeedsTree = listOf([
	need(0, 'firefox-unwrapped-145.0', gib(1.8), {isOpen: true}),
	need(1, 'gtk+3-3.24.51', 412 * MiB),
	need(1, 'nss-3.118', 41 * MiB),
	need(1, 'ffmpeg-8.0-lib', 188 * MiB),
	need(1, '61 more', 0, {id: '', kind: 'more'}),
	need(0, 'glibc-2.42', 41 * MiB),
	need(0, 'bash-5.3', Math.ceil(1.8 * MiB)),
	need(0, 'hicolor-icon-theme-0.18', 4 * KiB, {canOpen: false}),
]);

function pathData(why: WhyAnswer | undefined, holderTree?: HolderTree, needsTree?: NeedsTree) {
	const request = {path: why?.path ?? '', opened: [], shut: [], window: {at: undefined, index: 0, count: 200}};
	return fakeData([
		...(why === undefined ? [] : [fakeSlot('why', 'why', [why], {paths: [why.path]})]),
		...(holderTree === undefined ? [] : [fakeSlot('holders', 'holderTree', holderTree, request)]),
		...(needsTree === undefined ? [] : [fakeSlot('needs', 'needsTree', needsTree, request)]),
	]);
}

const torch = storePath('python3.13-torch-2.9.0-lib');
const destination = {screen: 'path', path: firefox} as const;
const deepChain = [
	'nixos-system-laptop-26.11',
	'etc',
	'dbus-1',
	'system-path',
	'gnome-control-center-49.1',
	'evolution-data-server-3.58.1',
	'libsecret-0.21.7',
	'gjs-1.86.0',
	'python3.13-torch-2.9.0',
	'cuda-merged-12.9',
	'a-very-long-name-of-a-package-that-somebody-has-made-without-thinking-of-anybody-who-has-to-read-it-1.0.0',
];

export const pathStates: readonly ExplorerEntry[] = [
	{
		name: 'path',
		description: 'held by sixteen roots, some of them protected; the trees beside each other',
		data: () => pathData(held, holders, needs),
		destination,
		hasMonitor: true,
	},
	{
		name: 'path-side',
		description: 'the keys go to what it needs',
		data: () => pathData(held, holders, needs),
		destination,
		actions: ['down', 'right', 'right', 'down'],
	},
	{
		name: 'path-marked',
		description: 'one of its roots is marked; the command is shown',
		data: () => pathData({...held, roots: held.roots.filter((root) => !root.protected)}, holders, needs),
		destination,
		actions: ['last', 'mark', 'show-command'],
	},
	{
		name: 'path-one-root',
		description: 'one link holds it, through a deriver',
		data: () =>
			pathData(
				{
					...held,
					path: torch,
					shortestChain: [
						{path: oneLink.link, via: 'root'},
						{path: storePath('python3.13-torch-2.9.0'), via: 'root'},
						{path: storePath('python3.13-torch-2.9.0.drv'), via: 'deriver'},
						{path: torch, via: 'output'},
					],
					dominators: [storePath('python3.13-torch-2.9.0'), oneLink.link],
					roots: [oneLink],
				},
				listOf([
					holder(0, 'python3.13-torch-2.9.0.drv', {via: 'output', isOpen: true}),
					holder(1, 'python3.13-torch-2.9.0', {via: 'deriver', isOpen: true}),
					rootRow(2, oneLink.link, gib(28.4)),
				]),
				listOf([]),
			),
		destination: {screen: 'path', path: torch},
	},
	{
		name: 'path-process',
		description: 'only a process holds it; its command line is hostile',
		data: () =>
			pathData(
				{
					...held,
					shortestChain: [
						{path: '/proc/4121/exe', via: 'root'},
						{path: firefox, via: 'root'},
					],
					dominators: ['pid 4121'],
					roots: [
						fakeRoot({
							...firefoxProcess,
							process: {
								pid: 4121,
								command: `${firefox}/bin/.firefox-wrapped \u001b[31m--profile\n${'x'.repeat(300)}`,
								user: 'anna',
							},
						}),
					],
				},
				listOf([holder(0, 'pid 4121 firefox', {id: 'pid 4121', kind: 'process', via: 'process', canOpen: false})]),
				needs,
			),
		destination,
	},
	{
		name: 'path-deep',
		description: 'a long way from the root; all ways lead through two paths; rows far to the right',
		data: () =>
			pathData(
				{
					...held,
					shortestChain: [
						{path: `${home}/a/long/way/to/some/folder/of/a/customer/.direnv/flake-profile-9f8e7d6c5b4a`, via: 'root'},
						...deepChain.map(
							(name, index) => ({path: storePath(name), via: index === 0 ? 'root' : 'reference'}) as const,
						),
						{path: firefox, via: 'reference'},
					],
					dominators: [storePath('libsecret-0.21.7'), storePath('system-path')],
					roots: [fakeRoot(), oneLink, fakeRoot({kind: 'direnv', link: `${home}/src/ml/.direnv/flake-profile-a1`})],
				},
				listOf(deepChain.map((name, index) => holder(index, name, {isOpen: true}))),
				listOf(deepChain.map((name, index) => need(index, name, gib(index + 1), {isOpen: true}))),
			),
		destination,
	},
	{
		name: 'path-dead',
		description: 'dead, but dead paths refer to it',
		data: () =>
			pathData(
				{
					...held,
					path: storePath('hello-2.12.1'),
					live: false,
					retainedSize: null,
					shortestChain: [],
					roots: [],
					heldByDead: [storePath('hello-env'), storePath('hello-shell')],
				},
				listOf([holder(0, 'hello-env', {retainedSize: null}), holder(0, 'hello-shell', {retainedSize: null})]),
				needs,
			),
		destination: {screen: 'path', path: storePath('hello-2.12.1')},
	},
	{
		name: 'path-unknown',
		description: 'not all roots could be read',
		data: () =>
			pathData(
				{...held, ...incomplete, live: 'unknown', retainedSize: null, shortestChain: [], roots: []},
				listOf([]),
				needs,
			),
		destination,
	},
	{
		name: 'path-incomplete',
		description: 'alive, and others may hold it too',
		data: () => pathData({...held, ...incomplete, roots: [oneLink], dominators: [oneLink.link]}, holders, needs),
		destination,
	},
	{
		name: 'help',
		description: 'every key, and the signs',
		data: () => pathData(held, holders, needs),
		destination,
		actions: ['help'],
	},
	{
		name: 'path-loading',
		description: 'nothing is known yet but its name',
		data: () => pathData(undefined),
		destination,
	},
];
