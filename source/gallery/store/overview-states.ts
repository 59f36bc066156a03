import type {BesideAnswer} from '../../analyses/answers/plan.js';
import type {Overview} from '../../analyses/lists/overview.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {type FakeSlot, fakeData, fakePending, fakeSlot} from './fake-data.js';

const gib = 1024 ** 3;
const size = (amount: number) => Math.round(amount * gib);

/** The store of the look. The kinds add up to what is live. */
export const storyOverview: Overview = {
	version: 1,
	complete: true,
	unreadable: [],
	storeDirectory: '/nix/store',
	paths: 255_318,
	narSize: size(420.3),
	protected: {paths: 11_804, narSize: size(61.3)},
	otherLive: {paths: 49_400, narSize: size(251.1)},
	dead: {paths: 194_114, narSize: size(107.9)},
	collectable: {paths: 194_114, narSize: size(107.9)},
	unregistered: 4,
	heldAlone: [
		{kind: 'protected', count: 3, narSize: size(61.3)},
		{kind: 'result', count: 41, narSize: size(96.2)},
		{kind: 'nixos-generation', count: 38, narSize: size(51.7)},
		{kind: 'direnv', count: 23, narSize: size(44)},
		{kind: 'home-manager-generation', count: 17, narSize: size(3.2)},
		{kind: 'process', count: 9, narSize: size(1.1)},
	],
	sharedNarSize: size(54.9),
	months: [14, 16, 18, 21, 23, 40, 21, 21, 48, 38, 27, 9].map((amount, index) => ({
		month: index === 0 ? '2025-12' : `2026-${String(index).padStart(2, '0')}`,
		narSize: size(amount),
	})),
	packages: [
		['linux-firmware', 11, 9.1],
		['texlive', 2, 8.8],
		['cuda', 1, 7.9],
		['python3.13-torch', 3, 6.2],
		['chromium', 6, 2.1],
		['ghc', 4, 2],
		['qtbase', 7, 1.6],
		['libreoffice', 3, 1.5],
		['llvm', 9, 1.4],
		['rustc', 5, 1.3],
	].map(([name, versions, amount]) => ({
		name: name as string,
		versions: versions as number,
		paths: versions as number,
		retainedSize: size(amount as number),
		narSize: size(amount as number),
	})),
	duplicates: [
		['linux-firmware', 11, 7.9],
		['texlive', 2, 4.1],
		['chromium', 6, 1.7],
		['ghc', 4, 1.4],
		['firefox-unwrapped', 12, 1.3],
		['llvm', 9, 1.2],
	].map(([name, versions, amount]) => ({
		name: name as string,
		versions: versions as number,
		narSize: size(1.2 * (amount as number)),
		besideNewest: size(amount as number),
	})),
	idleRoots: 3,
	danglingRoots: 3,
	rootCount: 147,
	expiredHolds: size(1.2),
};

export const storyLinks = {linkedFiles: 3_104_882, savedBytes: size(41.2), linksFolderSize: size(0.1)};

const storyBeside: BesideAnswer = {
	places: [
		{
			kind: 'kept-builds',
			path: '/tmp/nix-build-*',
			diskSize: size(6.2),
			count: 4,
			isComplete: true,
			command: ['sudo', 'rm', '-rf', '/tmp/nix-build-scipy-1.16.3.drv-0', '/tmp/nix-build-it\u2019s odd.drv-1'],
		},
		{
			kind: 'nix-cache',
			path: '/home/anna/.cache/nix',
			diskSize: size(4.1),
			count: 41_204,
			isComplete: true,
			command: ['rm', '-rf', '/home/anna/.cache/nix'],
		},
		{
			kind: 'build-logs',
			path: '/nix/var/log/nix',
			diskSize: size(1.9),
			count: 88_112,
			isComplete: true,
			command: ['sudo', 'rm', '-rf', '/nix/var/log/nix/drvs'],
		},
	],
	disk: {total: size(931.5), free: size(11.2)},
};

function slots(overview: Overview, beside: BesideAnswer = storyBeside): FakeSlot[] {
	return [
		fakeSlot('overview', 'overview', overview),
		fakeSlot('links', 'links', storyLinks),
		fakeSlot('beside', 'beside', beside),
	];
}

const hostile: Overview = {
	...storyOverview,
	complete: false,
	unreadable: ['/home/bert/.direnv', '/proc/1/fd', '/nix/var/nix/temproots/4121'],
	danglingRoots: 1,
	idleRoots: 3,
	packages: [
		{
			name: `\u001b[31mred\u202e-${'a-very-long-package-name-'.repeat(4)}`,
			versions: 1204,
			paths: 1204,
			retainedSize: size(1234.5),
			narSize: size(1234.5),
		},
		{name: '日本語パッケージ名前長い名前長い名前長い', versions: 1, paths: 1, retainedSize: 1, narSize: 1},
		...storyOverview.packages,
	],
	heldAlone: [
		...storyOverview.heldAlone,
		{kind: 'temporary', count: 1, narSize: 0},
		{kind: 'channel-generation', count: 4, narSize: 0},
		{kind: 'profile-generation', count: 41, narSize: size(0.3)},
		{kind: 'flake-registry', count: 1, narSize: 4096},
		{kind: 'devenv', count: 2, narSize: 1},
		{kind: 'other', count: 1204, narSize: 12},
	],
};

const none = {paths: 0, narSize: 0};

const empty: Overview = {
	...storyOverview,
	paths: 0,
	narSize: 0,
	protected: none,
	otherLive: none,
	dead: none,
	collectable: none,
	unregistered: null,
	heldAlone: [],
	sharedNarSize: 0,
	months: [],
	packages: [],
	duplicates: [],
	idleRoots: 0,
	danglingRoots: 0,
	rootCount: 0,
	expiredHolds: 0,
};

export const overviewStates: readonly ExplorerEntry[] = [
	{
		name: 'overview',
		description: 'the store at a glance, the second kind of root chosen',
		data: () => fakeData(slots(storyOverview)),
		actions: ['down'],
	},
	{
		name: 'overview-beside',
		description: 'the command that clears what lies beside',
		data: () => fakeData(slots(storyOverview)),
		actions: ['right', 'last', 'up', 'up', 'up', 'show-command'],
	},
	{
		name: 'overview-hostile',
		description: 'not all is readable; names that would harm a terminal; many kinds of roots',
		data: () => fakeData(slots(hostile)),
		actions: ['last'],
	},
	{
		name: 'overview-adding',
		description: 'the overview is there, what lies beside is still being added up',
		data: () =>
			fakeData([
				fakeSlot('overview', 'overview', {...storyOverview, idleRoots: 0, danglingRoots: 0, expiredHolds: 0}),
				fakePending('beside', 'beside', {
					event: {
						type: 'beside',
						beside: {
							...storyBeside,
							places: storyBeside.places.map((place, index) => ({...place, isComplete: index === 0})),
						},
					},
				}),
			]),
	},
	{name: 'overview-loading', description: 'nothing is known yet', data: () => fakeData([])},
	{
		name: 'overview-failed',
		description: 'no answer, and why',
		data: () => fakeData([fakePending('overview', 'overview', {error: 'the store changed while it was read'})]),
	},
	{
		name: 'overview-empty',
		description: 'a store with nothing in it',
		data: () => fakeData(slots(empty, {places: [], disk: null})),
	},
	{
		name: 'overview-chart',
		description: 'the growth as large as the window',
		data: () => fakeData(slots(storyOverview)),
		actions: ['enlarge'],
	},
];
