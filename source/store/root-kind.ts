import path from 'node:path';
import {type GenerationName, parseGenerationName} from './generation-name.js';
import type {RootKind} from './root.js';

export type ClassifiedRoot = {readonly kind: RootKind; readonly generation: GenerationName | null};

/** Where things stand on this machine. */
export type RootPlaces = {
	/** `/nix/var/nix` */
	readonly stateDirectory: string;
	/** Where nixscope keeps what it holds: `~/.local/state/nixscope/holds`; undefined without a home. */
	readonly holdsFolder: string | undefined;
};

type RootLink = {
	readonly link: string;
	/** The same as the link, unless the root is indirect. */
	readonly entry: string;
	readonly isRegularFile: boolean;
};

/** Who makes such a link, by its path. The first that matches says what it is. */
const KINDS_BY_PATH: ReadonlyArray<readonly [RegExp, RootKind]> = [
	[/\/\.local\/state\/nixscope\/holds\//, 'nixscope-hold'],
	// nix-direnv: flake-profile-HASH, nix-profile-…, flake-inputs/*.
	[/\/\.direnv\//, 'direnv'],
	[/\/\.devenv(?:\.[^/]*)?\//, 'devenv'],
	[/\/lorri\/gc_roots\//, 'lorri'],
	[/\/nix\/flake-registry\.json$/, 'flake-registry'],
	// Folders made with mktemp that a stopped nixos-rebuild, home-manager or nh leaves behind, and those of nix-build
	// --no-out-link, which removes the folder, not the entry that leads there.
	[/\/(?:nh-(?:os|home|darwin)|nixos-rebuild\.|home-manager-build\.|nix-build-\d+-)[^/]*(?:\/|$)/, 'tool-leftover'],
];

/** What a link is to a person, by where it stands. The paths come from the programs that make them. */
export function classifyRoot(root: RootLink, places: RootPlaces): ClassifiedRoot {
	const gcroots = path.join(places.stateDirectory, 'gcroots');
	if (root.link === '/run/booted-system' || root.entry === path.join(gcroots, 'booted-system')) {
		return {kind: 'booted-system', generation: null};
	}
	if (root.link === '/run/current-system' || root.entry === path.join(gcroots, 'current-system')) {
		return {kind: 'current-system', generation: null};
	}
	if (isCurrentHome(root.link) || isCurrentHome(root.entry)) {
		return {kind: 'home-manager-generation', generation: null};
	}
	if (places.holdsFolder !== undefined && root.link.startsWith(`${places.holdsFolder}/`)) {
		return {kind: 'nixscope-hold', generation: null};
	}
	const byPath = KINDS_BY_PATH.find(([pattern]) => pattern.test(root.link));
	if (byPath) {
		return {kind: byPath[1], generation: null};
	}
	const generation = parseGenerationName(root.link);
	if (generation) {
		return {kind: generationKind(generation.profile, places), generation};
	}
	if (root.isRegularFile || root.entry.startsWith(path.join(gcroots, 'hydra/'))) {
		return {kind: 'hydra', generation: null};
	}
	return {kind: /^result(?:-.+)?$/.test(path.basename(root.link)) ? 'result' : 'other', generation: null};
}

/** Whether it is the link by which Home Manager holds the generation in use, at its old or its new place. */
export function isCurrentHome(link: string): boolean {
	return /\/(?:gcroots\/per-user\/[^/]+|home-manager\/gcroots)\/current-home$/.test(link);
}

function generationKind(profile: string, {stateDirectory}: RootPlaces): RootKind {
	const profiles = path.join(stateDirectory, 'profiles');
	if (profile === path.join(profiles, 'system') || path.dirname(profile) === path.join(profiles, 'system-profiles')) {
		return 'nixos-generation';
	}
	switch (path.basename(profile)) {
		case 'home-manager':
			return 'home-manager-generation';
		case 'channels':
			return 'channel-generation';
		default:
			return 'profile-generation';
	}
}
