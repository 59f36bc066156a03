import {rootOf, type SmallStore, smallReading} from './small-store.js';

export const day = 24 * 60 * 60 * 1000;

/** When the story takes place. */
export const now = 1000 * day;

const profile = '/nix/var/nix/profiles/system';

/** A generation of the system profile. */
export function systemLink(number: number): string {
	return `${profile}-${number}-link`;
}

function generation(number: number, target: string, age: number) {
	return rootOf(systemLink(number), target, {
		kind: 'nixos-generation',
		generation: {profile, number},
		modifiedAt: now - age * day,
	});
}

/**
 * A laptop: three generations of NixOS (the newest is current), a result link, a project with direnv, a browser that
 * runs, and things that nothing holds.
 */
export const laptop = {
	paths: {
		'glibc-2.42': {size: 100, registeredAt: 10 * day},
		'openssl-3.4.0': {size: 18, references: ['glibc-2.42'], registeredAt: 20 * day},
		'openssl-3.5.4': {size: 20, references: ['glibc-2.42'], registeredAt: 30 * day},
		'openssl-3.5.4-dev': {size: 5, references: ['openssl-3.5.4']},
		'firefox-145.0.drv': {size: 1},
		'firefox-144.0': {size: 290, references: ['openssl-3.4.0', 'glibc-2.42'], registeredAt: 40 * day},
		'firefox-145.0': {
			size: 300,
			references: ['openssl-3.5.4', 'glibc-2.42'],
			deriver: 'firefox-145.0.drv',
			registeredAt: 50 * day,
		},
		'nixos-system-1': {size: 7, references: ['firefox-144.0']},
		'nixos-system-2': {size: 8, references: ['firefox-144.0', 'openssl-3.5.4']},
		'nixos-system-3': {size: 9, references: ['firefox-145.0']},
		'project-env': {size: 3, references: ['openssl-3.5.4-dev']},
		'hello-2.12.1': {size: 40, references: ['glibc-2.42']},
		'hello-2.12.2': {size: 50, references: ['glibc-2.42', 'hello-2.12.1']},
		'hello-2.12.2.tar.gz': {size: 12},
		unsized: {},
	},
	roots: [
		generation(1, 'nixos-system-1', 90),
		generation(2, 'nixos-system-2', 60),
		{...generation(3, 'nixos-system-3', 30), protected: true, protection: 'the current generation of system'},
		rootOf('/home/anna/src/result', 'nixos-system-2', {
			modifiedAt: now - 5 * day,
			entry: '/nix/var/nix/gcroots/auto/a',
		}),
		rootOf('/home/anna/ml/.direnv/flake-profile', 'project-env', {
			kind: 'direnv',
			modifiedAt: now - 200 * day,
			entry: '/nix/var/nix/gcroots/auto/b',
		}),
		rootOf('/home/anna/gone/result', null, {entry: '/nix/var/nix/gcroots/auto/c'}),
		rootOf('/proc/4121/exe', 'firefox-145.0', {
			kind: 'process',
			process: {pid: 4121, command: '/run/current-system/sw/bin/firefox --new-tab', user: 'anna'},
		}),
		rootOf('/proc/4121/maps', 'openssl-3.5.4', {
			kind: 'process',
			process: {pid: 4121, command: '/run/current-system/sw/bin/firefox --new-tab', user: 'anna'},
		}),
		rootOf('{temp:99}', 'unsized', {kind: 'temporary'}),
	],
	currentGenerations: {[profile]: 3},
	unregistered: ['tmp-left-over'],
} satisfies SmallStore;

export const laptopReading = smallReading(laptop);
