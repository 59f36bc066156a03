import type {Completeness} from '../../analyses/answers/answer.js';
import type {PathList, PathListRequest, PathListRow} from '../../analyses/lists/list-rows.js';
import {type ExplorerUi, initialExplorerUi} from '../../view-models/store/explorer-ui.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {fakeData, fakeSlot, galleryNow} from './fake-data.js';
import {complete, day, gib, incomplete, KiB, MiB, storePath} from './fake-roots.js';

const request: PathListRequest = {
	filter: '',
	which: 'all',
	isGrouped: true,
	open: [],
	sort: {column: 'retains', isReversed: false},
	window: {at: undefined, index: 0, count: 200},
};

/** A live path. */
function path(
	name: string,
	version: string,
	[narSize, retainedSize, closureSize]: readonly [number, number | null, number],
	[referrers, days]: readonly [number, number],
	changes: Partial<PathListRow> = {},
): PathListRow {
	return {
		id: storePath(`${name}-${version}`),
		name,
		version,
		live: retainedSize !== null,
		narSize,
		retainedSize,
		closureSize,
		referrers,
		registrationTime: galleryNow - days * day,
		group: null,
		isInGroup: false,
		...changes,
	};
}

const inGroup = {isInGroup: true} as const;

const rows: readonly PathListRow[] = [
	path('libreoffice', '', [gib(2.6), gib(2.9), gib(7.1)], [14, 9], {
		id: 'name:libreoffice',
		group: {count: 3, liveCount: 3, versions: 3, newest: storePath('libreoffice-25.8.2'), isOpen: false},
	}),
	path('libtorch', '2.9.0', [gib(1.4), gib(1.4), gib(3.3)], [3, 5]),
	path('libclang', '', [gib(1.5), gib(1.2), gib(4)], [61, 2], {
		id: 'name:libclang',
		group: {count: 4, liveCount: 3, versions: 4, newest: storePath('libclang-21.1.5'), isOpen: true},
	}),
	path('libclang', '21.1.5', [402 * MiB, 402 * MiB, gib(1.1)], [22, 2], inGroup),
	path('libclang', '20.1.8', [388 * MiB, 388 * MiB, gib(1.1)], [31, 40], inGroup),
	path('libclang', '19.1.7', [361 * MiB, 398 * MiB, gib(1)], [8, 88], inGroup),
	path('libclang', '18.1.8', [344 * MiB, null, 922 * MiB], [0, 214], inGroup),
	path('libwebkit2gtk', '2.50.1', [212 * MiB, 214 * MiB, gib(1.6)], [4, 9]),
	path('libreoffice-help', '25.8.2', [188 * MiB, 188 * MiB, 188 * MiB], [1, 9]),
	path('libvirt', '11.9.0', [62 * MiB, 71 * MiB, gib(1.2)], [5, 9]),
	path('libpulseaudio', '17.0', [gib(0.004), gib(0.004), 61 * MiB], [118, 40]),
	path('libX11', '1.8.12', [2.8 * MiB, 2.8 * MiB, 44 * MiB], [604, 40]),
	path('libfaketime', '0.9.11', [102 * KiB, null, 41 * MiB], [0, 390]),
];

const hostile: readonly PathListRow[] = [
	path('\u001B[31mred\u001B[0m\u202Egnp', '1.0\u0007', [gib(1), gib(2), gib(3)], [123_456, 5000]),
	path(`very-${'long-'.repeat(40)}name`, '2026.11.21.20261121.abcdef0', [gib(1023.9), gib(1023.9), gib(2000)], [1, 0]),
	path('漢字の長い名前のパッケージ漢字の長い名前のパッケージ', '三', [gib(3), gib(3), gib(3)], [2, 3]),
	path('seen-by-nobody', '1', [gib(1), null, gib(1)], [0, 3], {live: 'unknown'}),
	path('no-time', '', [0, 0, 0], [0, 0], {registrationTime: null, narSize: null, closureSize: null}),
];

function list(shown: readonly PathListRow[], about: Partial<PathList> = {}, state: Completeness = complete): PathList {
	return {
		...state,
		totalCount: shown.length,
		matchCount: shown.length,
		pathCount: 255_318,
		totalPathCount: 255_318,
		first: 0,
		rows: shown,
		atIndex: 0,
		...about,
	};
}

const paths = {screen: 'paths'} as const;
const lib = fakeSlot('paths', 'pathList', list(rows, {pathCount: 8214, totalCount: 61_204}), {
	...request,
	filter: 'lib',
	open: ['libclang'],
});

const typedLib = ['find', {typed: 'lib'}] as const;

export const pathsStates: readonly ExplorerEntry[] = [
	{
		name: 'paths',
		description: 'filtered while typing, a package with its versions',
		data: () => fakeData([lib]),
		destination: paths,
		ui: withOpen(['libclang']),
		actions: [...typedLib, 'down'],
	},
	{
		name: 'paths-all',
		description: 'all of them, by what they retain',
		data: () =>
			fakeData([
				fakeSlot(
					'paths',
					'pathList',
					list(
						rows
							.filter(({isInGroup}) => !isInGroup)
							.map((row) => (row.group === null ? row : {...row, group: {...row.group, isOpen: false}})),
					),
					request,
				),
			]),
		destination: paths,
	},
	{
		name: 'paths-dead',
		description: 'only what is dead, path by path, by NAR size',
		data: () =>
			fakeData([
				fakeSlot(
					'paths',
					'pathList',
					list(
						rows.filter(({live}) => live === false).map((row) => ({...row, isInGroup: false})),
						{pathCount: 2, totalPathCount: 2},
					),
					{...request, which: 'dead', isGrouped: false, sort: {column: 'nar', isReversed: false}},
				),
			]),
		destination: {screen: 'paths', which: 'dead'},
		actions: ['group'],
	},
	{
		name: 'paths-jumped',
		description: 'End was pressed: the rows are on their way',
		data: () => fakeData([fakeSlot('paths', 'pathList', list(rows, {matchCount: 61_204}), request)]),
		destination: paths,
		actions: ['last'],
	},
	{
		name: 'paths-none-match',
		description: 'no path is like the filter',
		data: () => fakeData([fakeSlot('paths', 'pathList', list([], {pathCount: 0}), {...request, filter: 'zzz'})]),
		destination: {screen: 'paths', filter: 'zzz'},
	},
	{
		name: 'paths-none-dead',
		description: 'nothing is dead',
		data: () =>
			fakeData([
				fakeSlot('paths', 'pathList', list([], {pathCount: 0, totalPathCount: 0}), {...request, which: 'dead'}),
			]),
		destination: {screen: 'paths', which: 'dead'},
	},
	{name: 'paths-loading', description: 'not there yet', data: () => fakeData([]), destination: paths},
	{
		name: 'paths-incomplete',
		description: 'roots of others could not be seen; long and hostile names',
		data: () => fakeData([fakeSlot('paths', 'pathList', list([...hostile, ...rows], {}, incomplete), request)]),
		destination: paths,
	},
];

/** Packages stand open. */
function withOpen(open: readonly string[]): Pick<ExplorerUi, 'uis'> {
	const {uis} = initialExplorerUi();
	return {uis: {...uis, paths: {...uis.paths, open}}};
}
