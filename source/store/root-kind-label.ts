import type {RootKind} from './root.js';

/** Short names of kinds for people: what `nixscope roots` shows in its column, and `--kind` takes. */
export const rootKindLabels: Readonly<Record<RootKind, string>> = {
	'nixos-generation': 'NixOS',
	'booted-system': 'booted',
	'current-system': 'current',
	'profile-generation': 'profile',
	'home-manager-generation': 'home',
	'channel-generation': 'channels',
	result: 'result',
	direnv: 'direnv',
	devenv: 'devenv',
	lorri: 'lorri',
	'flake-registry': 'registry',
	'tool-leftover': 'leftover',
	hydra: 'hydra',
	process: 'process',
	temporary: 'temporary',
	'nixscope-hold': 'hold',
	other: 'other',
};
