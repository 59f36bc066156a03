import type {SizedRoot} from '../../analyses/answers/answer.js';
import {galleryNow} from './fake-data.js';

export const KiB = 1024;
export const MiB = 1024 * KiB;
/** Rounded up, so that it is shown as written. */
export const gib = (count: number) => Math.ceil(count * 1024 * MiB);
export const day = 24 * 3_600_000;
export const home = '/home/anna';
export const systemProfile = '/nix/var/nix/profiles/system';

/** Complete answers. */
export const complete = {version: 1, complete: true, unreadable: []} as const;

/** Roots that could not be seen. */
export const incomplete = {
	version: 1,
	complete: false,
	unreadable: ['processes of other users (212)', '/nix/var/nix/temproots'],
} as const;

export function storePath(name: string, digest = '7xq2h3c1v9rj3c1xw2l4k8qd7m5sbyf6'): string {
	return `/nix/store/${digest}-${name}`;
}

/** A result link that is three days old, with changes. */
export function fakeRoot(changes: Partial<SizedRoot> = {}): SizedRoot {
	return {
		kind: 'result',
		link: `${home}/src/nixos/result`,
		entry: '/nix/var/nix/gcroots/auto/x',
		target: storePath('nixos-system-laptop-26.11'),
		state: 'live',
		protected: false,
		protection: null,
		modifiedAt: galleryNow - 3 * day,
		process: null,
		generation: null,
		retainedSize: gib(3.8),
		processRetainedSize: null,
		closureSize: gib(21.9),
		...changes,
	};
}

export function generationRoot(number: number, changes: Partial<SizedRoot> = {}): SizedRoot {
	const link = `${systemProfile}-${number}-link`;
	return fakeRoot({
		kind: 'nixos-generation',
		link,
		entry: link,
		generation: {profile: systemProfile, number},
		modifiedAt: galleryNow - (215 - number) * 7 * day,
		retainedSize: 410 * MiB,
		...changes,
	});
}

export const currentSystem = fakeRoot({
	kind: 'current-system',
	link: '/run/current-system',
	protected: true,
	protection: 'the running system',
	modifiedAt: galleryNow - 2 * day,
	retainedSize: 0,
});

export const bootedSystem = fakeRoot({
	kind: 'booted-system',
	link: '/run/booted-system',
	protected: true,
	protection: 'the booted system',
	modifiedAt: galleryNow - 9 * day,
	retainedSize: 0,
});

export const firefoxProcess = fakeRoot({
	kind: 'process',
	link: '/proc/4121/exe',
	entry: null,
	modifiedAt: galleryNow - 2 * 3_600_000,
	process: {pid: 4121, command: `${storePath('firefox-145.0')}/bin/.firefox-wrapped --new-window`, user: 'anna'},
	retainedSize: 318 * MiB,
	processRetainedSize: 318 * MiB,
	closureSize: gib(1.9),
});
