import type {Root, RootKind} from '../../store/root.js';

/** Roots by what they are to a person; what is protected is one group, whatever its kind. */
export type RootGroup = RootKind | 'protected';

/** One, and many. */
const WORDS: Readonly<Record<RootGroup, readonly [string, string]>> = {
	protected: ['protected root', 'protected roots'],
	'nixos-generation': ['NixOS generation', 'NixOS generations'],
	'booted-system': ['booted system', 'booted systems'],
	'current-system': ['current system', 'current systems'],
	'profile-generation': ['profile generation', 'profile generations'],
	'home-manager-generation': ['Home Manager generation', 'Home Manager generations'],
	'channel-generation': ['channels generation', 'channels generations'],
	result: ['result link', 'result links'],
	direnv: ['direnv link', 'direnv links'],
	devenv: ['devenv link', 'devenv links'],
	lorri: ['lorri link', 'lorri links'],
	'flake-registry': ['flake registry', 'flake registries'],
	'tool-leftover': ['tool leftover', 'tool leftovers'],
	hydra: ['Hydra root', 'Hydra roots'],
	process: ['running process', 'running processes'],
	temporary: ['temporary root', 'temporary roots'],
	'nixscope-hold': ['hold', 'holds'],
	other: ['other root', 'other roots'],
};

export function rootGroup(root: Root): RootGroup {
	return root.protected ? 'protected' : root.kind;
}

/** `result links` */
export function groupName(group: RootGroup): string {
	return WORDS[group][1];
}

/** `1 result link`, `12 NixOS generations` */
export function groupCount(group: RootGroup, count: number): string {
	return `${count} ${WORDS[group][count === 1 ? 0 : 1]}`;
}
