import type {DiffAnswer, Generation, GenerationsAnswer} from '../../analyses/answers/answer.js';
import type {RootList} from '../../analyses/lists/list-rows.js';
import type {ExplorerEntry} from './explorer-entries.js';
import {fakeData, fakeSlot, galleryNow} from './fake-data.js';
import {complete, day, fakeRoot, gib, home, incomplete, KiB, MiB, storePath, systemProfile} from './fake-roots.js';

const systemVersions: ReadonlyArray<
	readonly [number: number, version: string, madeAt: number, closure: number, retained: number]
> = [
	[214, '26.11.20261116.9fd2fa2', Date.UTC(2026, 10, 19, 8, 12), 21.9, 0],
	[213, '26.11.20261026.51c7d1e', Date.UTC(2026, 9, 28, 19, 40), 21.4, 0],
	[212, '26.11.20261019.0e4f2b7', Date.UTC(2026, 9, 21, 7, 55), 21.3, 410 * MiB],
	[211, '26.05.20260928.d7c3a90', Date.UTC(2026, 8, 30, 22, 10), 20.8, gib(4.8)],
	[210, '26.05.20260912.77b1e0c', Date.UTC(2026, 8, 14, 10, 2), 20.7, 190 * MiB],
	[209, '26.05.20260831.c0ffee4', Date.UTC(2026, 8, 2, 9, 31), 20.7, gib(1.1)],
	[208, '26.05.20260809.3a5d1f8', Date.UTC(2026, 7, 11, 18, 47), 20.5, 922 * MiB],
];

const protections: Readonly<Record<number, string>> = {
	214: 'the system that is booted by default',
	213: 'the booted system',
};

function generation(profile: string, number: number, changes: Partial<Generation>): Generation {
	return {
		number,
		link: `${profile}-${number}-link`,
		target: storePath('profile'),
		createdAt: galleryNow - (50 - number) * 5 * day,
		current: false,
		protected: false,
		protection: null,
		closureSize: 412 * MiB,
		retainedSize: 12 * MiB,
		...changes,
	};
}

const system: readonly Generation[] = [
	...Array.from({length: 31}, (_, index) => {
		const number = 177 + index;
		return generation(systemProfile, number, {
			target: storePath(`nixos-system-laptop-26.05.${20_260_100 + index}.abcdef${index % 10}`),
			createdAt: Date.UTC(2026, 0, 3) + index * 7 * day,
			closureSize: gib(20),
			retainedSize: gib(1.3) + index * 7 * MiB,
		});
	}),
	...systemVersions
		.map(([number, version, createdAt, closure, retainedSize]) =>
			generation(systemProfile, number, {
				target: storePath(`nixos-system-laptop-${version}`),
				createdAt,
				closureSize: gib(closure),
				retainedSize,
				current: number === 214,
				protected: number > 212,
				protection: protections[number] ?? null,
			}),
		)
		.reverse(),
];

function profileOf(profile: string, count: number): GenerationsAnswer['profiles'][number] {
	return {
		profile,
		kind: 'profile',
		generations: Array.from({length: count}, (_, index) =>
			generation(profile, index + 1, index === count - 1 ? {current: true, protected: true, retainedSize: 0} : {}),
		),
	};
}

const all: GenerationsAnswer = {
	...complete,
	profiles: [
		{profile: systemProfile, kind: 'nixos', generations: system},
		profileOf(`${home}/.local/state/nix/profiles/home-manager`, 17),
		profileOf(`${home}/.local/state/nix/profiles/profile`, 41),
		profileOf('/nix/var/nix/profiles/per-user/root/channels', 3),
	],
};

const rebuilt = Array.from({length: 403}, (_, index) => ({
	name: `rebuilt-${index}`,
	from: ['1.0'],
	to: ['1.0'],
	narSizeDelta: (index % 5) * KiB,
}));

const link = (number: number) => `${systemProfile}-${number}-link`;

const diff: DiffAnswer = {
	version: 1,
	from: storePath('nixos-system-laptop-26.05.20260928.d7c3a90'),
	to: storePath('nixos-system-laptop-26.11.20261026.51c7d1e'),
	added: [
		{name: 'ollama', version: '0.13.0', narSize: 411 * MiB},
		{name: 'libadwaita', version: '1.8.2', narSize: Math.ceil(9.1 * MiB)},
	],
	removed: [{name: 'thunderbird', version: '140.3', narSize: 288 * MiB}],
	changed: [
		{name: 'linux-firmware', from: ['20250917'], to: ['20251111'], narSizeDelta: 88 * MiB},
		{name: 'gtk', from: ['3.24.51', '4.18.6'], to: ['3.24.51'], narSizeDelta: -61 * MiB},
		{name: 'firefox', from: ['143.0.1'], to: ['145.0'], narSizeDelta: Math.ceil(4.2 * MiB)},
		{name: 'systemd', from: ['257.9'], to: ['258.2'], narSizeDelta: Math.ceil(1.9 * MiB)},
		{name: 'mesa', from: ['25.2.3'], to: ['25.2.6'], narSizeDelta: 312 * KiB},
		{name: 'linux', from: ['6.12.49'], to: ['6.12.58'], narSizeDelta: 98 * KiB},
		...rebuilt,
	],
	narSizeDelta: 612 * MiB,
	fromClosureSize: gib(20.8),
	toClosureSize: gib(21.4),
};

const hostile: DiffAnswer = {
	...diff,
	added: [
		{name: `\u001b[31mred${'-long'.repeat(40)}`, version: '1.0-unstable-2026-11-21-with-a-long-suffix', narSize: 5},
	],
	removed: [],
	changed: [
		{
			name: 'python3.13-a-package-with-a-long-name-that-goes-on',
			from: ['1.0-unstable-2025-01-01', '2.0', '3.0'],
			to: ['1.0-unstable-2026-01-01', '2.0', '3.0', '4.0', '5.0'],
			narSizeDelta: -gib(1.5),
		},
	],
};

function pinned(number: number): RootList {
	const target = system.find((one) => one.number === number)!.target;
	const root = fakeRoot({link: `${home}/.local/state/nixscope/pins/system-${number}`, target, kind: 'other'});
	const row = {
		id: root.link,
		root,
		count: 1,
		retainedSize: 0,
		closureSize: gib(20),
		refusal: null,
		heldUntil: null,
	};
	return {...complete, totalCount: 147, matchCount: 1, first: 0, rows: [row], atIndex: 0};
}

const generations = fakeSlot('generations', 'generations', all);
const destination = {screen: 'generations'} as const;
const marks = ['down', 'mark', 'down', 'mark'] as const;

export const generationsStates: readonly ExplorerEntry[] = [
	{
		name: 'generations',
		description: 'those of the system, the newest first',
		data: () => fakeData([generations]),
		destination,
	},
	{
		name: 'generations-diff',
		description: 'two are marked: what differs',
		data: () => fakeData([generations, fakeSlot('diff', 'diff', diff, {from: link(211), to: link(213)})]),
		destination,
		actions: marks,
		hasMonitor: true,
	},
	{
		name: 'generations-changed-only',
		description: 'without what was only built again, scrolled',
		data: () => fakeData([generations, fakeSlot('diff', 'diff', diff, {from: link(211), to: link(213)})]),
		destination,
		actions: [...marks, 'which', 'pane-down'],
	},
	{
		name: 'generations-one-mark',
		description: 'one is compared with the current one; long and hostile names',
		data: () => fakeData([generations, fakeSlot('diff', 'diff', hostile, {from: link(210), to: link(214)})]),
		destination,
		actions: ['down', 'down', 'down', 'down', 'mark'],
	},
	{
		name: 'generations-comparing',
		description: 'the answer is that to another question still',
		data: () => fakeData([generations, fakeSlot('diff', 'diff', diff, {from: link(1), to: link(2)})]),
		destination,
		actions: marks,
	},
	{
		name: 'generations-pinned',
		description: 'one is pinned; a key that refuses',
		data: () => fakeData([generations, fakeSlot('pins', 'rootList', pinned(211))]),
		destination,
		actions: ['drop'],
	},
	{
		name: 'generations-profile',
		description: 'another profile, by size; not all roots could be read',
		data: () => fakeData([fakeSlot('generations', 'generations', {...all, ...incomplete})]),
		destination,
		actions: ['right', 'sort', 'sort', 'sort', 'sort'],
	},
	{
		name: 'generations-invalid',
		description: 'targets that are gone, times that are not known',
		data: () =>
			fakeData([
				fakeSlot('generations', 'generations', {
					...complete,
					profiles: [
						{
							profile: `/home/b\u202eob/${'deep/'.repeat(30)}profile`,
							kind: 'profile',
							generations: [
								generation('/p/profile', 1, {target: null, retainedSize: null, closureSize: null, createdAt: null}),
								generation('/p/profile', 2, {retainedSize: 0}),
							],
						},
						profileOf('/nix/var/nix/profiles/per-user/root/profile', 1),
					],
				}),
			]),
		destination,
	},
	{
		name: 'generations-empty',
		description: 'no profile at all',
		data: () => fakeData([fakeSlot('generations', 'generations', {...complete, profiles: []})]),
		destination,
	},
	{
		name: 'generations-loading',
		description: 'nothing is known yet',
		data: () => fakeData([]),
		destination,
	},
];
