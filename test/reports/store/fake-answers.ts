import type {
	ClosureAnswer,
	DiffAnswer,
	GcAnswer,
	GenerationsAnswer,
	OptimiseAnswer,
	PathRow,
	PathsAnswer,
	RootsAnswer,
	SizedRoot,
	UsageAnswer,
	WhyAnswer,
} from '../../../source/analyses/answers/answer.js';
import {signs} from '../../../source/formats/symbols.js';
import type {StoreReportOptions} from '../../../source/reports/store/store-report-options.js';

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const GiB = 1024 * MiB;
/** Rounded up, so that it is shown as written. */
export const gib = (count: number) => Math.ceil(count * GiB);
export const hour = 3_600_000;
export const day = 24 * hour;

export const now = Date.UTC(2026, 10, 21, 14, 2, 11);
export const home = '/home/anna';

export function reportOptions(changes: Partial<StoreReportOptions> = {}): StoreReportOptions {
	return {
		columns: 100,
		signs: signs({ascii: false}),
		now,
		home,
		limit: Number.POSITIVE_INFINITY,
		reader: {user: 'anna', gainsFromRoot: true, command: 'nixscope roots'},
		...changes,
	};
}

export const complete = {version: 1, complete: true, unreadable: []} as const;

export function storePath(name: string, digest = '7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6'): string {
	return `/nix/store/${digest}-${name}`;
}

/** A result link that is three days old, with changes. */
export function fakeRoot(changes: Partial<SizedRoot> = {}): SizedRoot {
	return {
		kind: 'result',
		link: `${home}/src/nixos/result`,
		entry: '/nix/var/nix/gcroots/auto/x',
		target: storePath('hello-2.12.2'),
		state: 'live',
		protected: false,
		protection: null,
		modifiedAt: now - 3 * day,
		process: null,
		generation: null,
		retainedSize: 12 * MiB,
		processRetainedSize: null,
		closureSize: gib(21.9),
		...changes,
	};
}

export function generationRoot(number: number, changes: Partial<SizedRoot> = {}): SizedRoot {
	const profile = '/nix/var/nix/profiles/system';
	return fakeRoot({
		kind: 'nixos-generation',
		link: `${profile}-${number}-link`,
		entry: `${profile}-${number}-link`,
		generation: {profile, number},
		modifiedAt: now - (215 - number) * 7 * day,
		...changes,
	});
}

export const currentSystem = fakeRoot({
	kind: 'current-system',
	link: '/run/current-system',
	protected: true,
	protection: 'the running system',
	modifiedAt: now - 2 * day,
	retainedSize: 0,
});

export function processRoot(pid: number, changes: Partial<SizedRoot> = {}): SizedRoot {
	return fakeRoot({
		kind: 'process',
		link: `/proc/${pid}/exe`,
		entry: null,
		modifiedAt: now - 2 * hour - 10 * 60_000,
		process: {pid, command: '/nix/store/x-firefox-145.0/bin/.firefox-wrapped --new-window', user: 'anna'},
		retainedSize: 318 * MiB,
		processRetainedSize: 318 * MiB,
		...changes,
	});
}

export const danglingRoot = fakeRoot({
	link: `${home}/gone/result`,
	target: null,
	state: 'dangling',
	modifiedAt: null,
	retainedSize: null,
	closureSize: null,
});

export const manyRoots: readonly SizedRoot[] = [
	fakeRoot({link: `${home}/src/ml/result`, modifiedAt: now - 5 * day, retainedSize: gib(28.4), closureSize: gib(31)}),
	fakeRoot({
		kind: 'direnv',
		link: `${home}/src/ml/.direnv/flake-profile-a1b2c3d4`,
		modifiedAt: now - 214 * day,
		retainedSize: gib(12.4),
		closureSize: gib(18),
	}),
	fakeRoot({
		kind: 'direnv',
		link: `${home}/src/old/customer-portal/backend/.direnv/flake-profile-9f8e7d`,
		modifiedAt: now - 390 * day,
		retainedSize: gib(4.1),
		closureSize: gib(14.2),
	}),
	generationRoot(212, {retainedSize: 410 * MiB, closureSize: gib(21.3)}),
	fakeRoot({
		kind: 'flake-registry',
		link: `${home}/.cache/nix/flake-registry.json`,
		modifiedAt: now - day,
		retainedSize: 4 * KiB,
		closureSize: 4 * KiB,
	}),
	fakeRoot({kind: 'direnv', link: `${home}/src/dotfiles/.direnv/nix-profile`, retainedSize: 0, closureSize: gib(1.1)}),
	currentSystem,
	processRoot(4121),
	processRoot(8812, {
		retainedSize: gib(1.1),
		processRetainedSize: gib(1.2),
		process: {pid: 8812, command: 'node server.js', user: null},
	}),
	processRoot(8812, {
		link: '/proc/8812/maps',
		retainedSize: 0,
		processRetainedSize: gib(1.2),
		process: {pid: 8812, command: 'node server.js', user: null},
	}),
	danglingRoot,
	fakeRoot({link: '/home/bert/.direnv', kind: 'direnv', state: 'unreadable', retainedSize: null, closureSize: null}),
];

export const rootsAnswer: RootsAnswer = {
	...complete,
	roots: manyRoots,
	totalCount: 147,
	retainedTogether: gib(64.4),
};

export const whyAnswer: WhyAnswer = {
	...complete,
	path: storePath('firefox-145.0'),
	live: true,
	narSize: Math.ceil(1.2 * MiB),
	closureSize: gib(1.9),
	retainedSize: 318 * MiB,
	shortestChain: [
		{path: '/run/current-system', via: 'root'},
		{path: storePath('nixos-system-laptop-26.11'), via: 'root'},
		{path: storePath('system-path'), via: 'reference'},
		{path: storePath('firefox-145.0'), via: 'reference'},
	],
	dominators: [],
	roots: [
		currentSystem,
		fakeRoot({
			kind: 'booted-system',
			link: '/run/booted-system',
			protected: true,
			protection: 'booted, until you reboot',
			modifiedAt: now - 9 * day,
		}),
		...[203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 214].map((number) => generationRoot(number)),
		fakeRoot(),
		processRoot(4121),
		processRoot(4121, {link: '/proc/4121/maps'}),
	],
	heldBy: [],
	heldByCount: 0,
	heldByDead: [],
	deriver: null,
};

export function pathRow(name: string, changes: Partial<PathRow> = {}): PathRow {
	return {
		path: storePath(name),
		narSize: 402 * MiB,
		live: true,
		closureSize: gib(1.1),
		retainedSize: 402 * MiB,
		referrers: 22,
		registrationTime: now - 2 * day,
		...changes,
	};
}

export const pathsAnswer: PathsAnswer = {
	...complete,
	paths: [
		pathRow('libtorch-2.9.0', {narSize: gib(1.4), retainedSize: gib(1.4), closureSize: gib(3.3), referrers: 3}),
		pathRow('libclang-21.1.5'),
		pathRow('libclang-18.1.8-dev', {live: false, retainedSize: null, referrers: 0, registrationTime: now - 214 * day}),
		pathRow('libreoffice-help-25.8.2.drv', {narSize: null, closureSize: null, registrationTime: null, referrers: 1204}),
	],
	matchCount: 8214,
	totals: {
		paths: 255_318,
		narSize: gib(420.3),
		livePaths: 61_204,
		liveNarSize: gib(312.4),
		deadPaths: 194_114,
		deadNarSize: gib(107.9),
		unregistered: 17,
	},
	packages: [
		{name: 'libclang', versions: ['18.1.8', '21.1.5'], pathCount: 3, narSize: gib(1.5)},
		{name: 'linux-firmware', versions: ['20250917', '20251111'], pathCount: 2, narSize: gib(1.1)},
	],
};

export const usageAnswer: UsageAnswer = {
	...complete,
	total: gib(40.8),
	nodes: [
		{id: 0, parent: null, group: 'result links', narSize: 0, retainedSize: gib(28.4)},
		{id: 1, parent: 0, link: `${home}/src/ml/result`, narSize: 0, retainedSize: gib(28.4)},
		{id: 2, parent: 1, path: storePath('cuda-12.4.1'), narSize: gib(2.1), retainedSize: gib(11.9)},
		{id: 3, parent: 1, path: storePath('python3.13-torch-2.9.0'), narSize: 922 * MiB, retainedSize: gib(6.2)},
		{id: 4, parent: 1, path: storePath('llvm-20.1.8-lib'), narSize: 612 * MiB, retainedSize: gib(5.1)},
		{id: 5, parent: 1, path: storePath('opencv-4.12.0'), narSize: 318 * MiB, retainedSize: gib(3)},
		{id: 6, parent: 1, path: storePath('jaxlib-0.8.0'), narSize: 410 * MiB, retainedSize: gib(2.2)},
		{id: 7, parent: null, group: 'dead', narSize: 0, retainedSize: gib(12.4)},
		{id: 8, parent: 2, path: storePath('libcublas-12.4.5.8'), narSize: gib(4.4), retainedSize: gib(4.4)},
		{id: 9, parent: 2, path: storePath('libcudnn-9.8.0'), narSize: gib(5.4), retainedSize: gib(5.4)},
	],
};

export const closureAnswer: ClosureAnswer = {
	version: 1,
	path: storePath('firefox-145.0'),
	closureSize: gib(1.9),
	paths: [
		{path: storePath('firefox-145.0'), narSize: Math.ceil(1.2 * MiB), retainedInClosure: gib(1.9)},
		{path: storePath('gtk+3-3.24.51'), narSize: 41 * MiB, retainedInClosure: 412 * MiB},
		{path: storePath('ffmpeg-8.0-lib'), narSize: 22 * MiB, retainedInClosure: 188 * MiB},
		{path: storePath('glibc-2.42'), narSize: null, retainedInClosure: 0},
	],
};

export const generationsAnswer: GenerationsAnswer = {
	...complete,
	profiles: [
		{
			profile: '/nix/var/nix/profiles/system',
			kind: 'nixos',
			generations: [
				generation(210, '26.05.20260912.77b1e0c', Date.UTC(2026, 8, 14, 10, 2), 190 * MiB),
				generation(211, '26.05.20260928.d7c3a90', Date.UTC(2026, 8, 30, 22, 10), gib(4.8)),
				generation(212, '26.11.20261019.0e4f2b7', Date.UTC(2026, 9, 21, 7, 55), null),
				{...generation(213, '26.11.20261026.51c7d1e', Date.UTC(2026, 9, 28, 19, 40), 0), protected: true},
				{
					...generation(214, '26.11.20261116.9fd2fa2', Date.UTC(2026, 10, 19, 8, 12), 0),
					protected: true,
					current: true,
				},
			],
		},
		{
			profile: `${home}/.local/state/nix/profiles/profile`,
			kind: 'profile',
			generations: [
				{...generation(41, '', Date.UTC(2026, 8, 27, 8, 0), 12 * MiB), target: storePath('user-environment')},
			],
		},
	],
};

function generation(number: number, version: string, createdAt: number, retainedSize: number | null) {
	return {
		number,
		link: `/nix/var/nix/profiles/system-${number}-link`,
		target: storePath(`nixos-system-my-laptop-${version}`),
		createdAt,
		current: false,
		protected: false,
		protection: null,
		closureSize: retainedSize === null ? null : gib(21.3),
		retainedSize,
	};
}

export const diffAnswer: DiffAnswer = {
	version: 1,
	from: storePath('nixos-system-laptop-26.05'),
	to: storePath('nixos-system-laptop-26.11'),
	added: [{name: 'ollama', version: '0.13.0', narSize: 411 * MiB}],
	removed: [{name: 'thunderbird', version: '140.3', narSize: 288 * MiB}],
	changed: [
		{name: 'glibc', from: ['2.42'], to: ['2.42'], narSizeDelta: -12 * KiB},
		{name: 'linux-firmware', from: ['20250917'], to: ['20251111'], narSizeDelta: 88 * MiB},
		{name: 'gtk', from: ['3.24.51', '4.18.6'], to: ['3.24.51'], narSizeDelta: -61 * MiB},
		{name: 'etc', from: [''], to: [''], narSizeDelta: 0},
		{name: 'qt', from: ['1', '2', '3', '4'], to: ['1', '2', '3', '5'], narSizeDelta: 4 * KiB},
	],
	narSizeDelta: 612 * MiB,
	fromClosureSize: gib(20.8),
	toClosureSize: gib(21.4),
};

export const gcAnswer: GcAnswer = {
	...complete,
	removedRoots: [
		fakeRoot({link: `${home}/src/ml/result-2`, modifiedAt: now - 88 * day, retainedSize: gib(9)}),
		generationRoot(209, {retainedSize: gib(1.1)}),
	],
	alreadyDead: {paths: Array.from({length: 1941}, (_, index) => `/nix/store/a${index}`), narSize: gib(107.9)},
	newlyDead: {paths: Array.from({length: 104}, (_, index) => `/nix/store/b${index}`), narSize: gib(10.3)},
	paths: Array.from({length: 2045}, (_, index) => `/nix/store/c${index}`),
	narSize: gib(118.2),
	nixReportedSize: gib(98.2),
	diskSize: gib(101.4),
	wantedNarSize: null,
	commands: [
		['nix-env', '-p', '/nix/var/nix/profiles/system', '--delete-generations', '209'],
		['rm', `${home}/src/ml/result-2`],
		['nix-store', '--gc'],
	],
	remarks: ['boot entries of deleted NixOS generations stay until the next nixos-rebuild boot or switch'],
};

export const optimiseAnswer: OptimiseAnswer = {
	version: 1,
	linkedFiles: 3_104_882,
	savedBytes: gib(41.2),
	linksFolderSize: 64 * MiB,
	savableBytes: gib(2.8),
	savableFiles: 10,
	writableFiles: 0,
	groupCount: 2,
	groups: [
		{
			size: 212 * MiB,
			count: 9,
			savableBytes: gib(1.7),
			examples: [
				`${storePath('llvm-21.1.5-lib')}/lib/libLLVM.so.21.1`,
				`${storePath('llvm-21.1.4-lib', '8xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6')}/lib/libLLVM.so.21.1`,
			],
		},
		{size: gib(1.1), count: 2, savableBytes: gib(1.1), examples: [storePath('source.tar.gz')]},
	],
	unreadable: [],
};
