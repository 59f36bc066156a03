export type RootKind =
	| 'nixos-generation'
	| 'booted-system'
	| 'current-system'
	| 'profile-generation'
	| 'home-manager-generation'
	| 'channel-generation'
	| 'result'
	| 'direnv'
	| 'devenv'
	| 'lorri'
	| 'flake-registry'
	| 'tool-leftover'
	| 'hydra'
	| 'process'
	| 'temporary'
	| 'nixscope-hold'
	| 'other';

/**
 * - `live`: it holds its target.
 * - `dangling`: the link that it leads to is gone; it holds nothing.
 * - `inert`: it leads to something that is no link into the store; it holds nothing.
 * - `unreadable`: what it leads to cannot be read, so what it holds is not known.
 * - `invalid`: its target is not, or no longer, a valid path; it holds nothing.
 */
export type RootState = 'live' | 'dangling' | 'inert' | 'unreadable' | 'invalid';

export type RootProcess = {
	readonly pid: number;
	/** The command line; null where it cannot be read. */
	readonly command: string | null;
	/** The user's name, or the number where it has none; null where it cannot be read. */
	readonly user: string | null;
};

/** What keeps a path alive: a GC root as Nix names it (`nix-store --gc --print-roots`), and what it is to a person. */
export type Root = {
	readonly kind: RootKind;
	/** The link that holds the path: for an indirect root the one outside; `/proc/PID/exe`; `{temp:PID}`. */
	readonly link: string;
	/** The entry below gcroots or profiles by which Nix finds the link; null for processes and temporary roots. */
	readonly entry: string | null;
	/** An absolute store path, cut to its first component below the store; null where none is known. */
	readonly target: string | null;
	readonly state: RootState;
	/** It is never dropped by nixscope. */
	readonly protected: boolean;
	/** Why it is protected, in words that follow "protected: ": `the running system`; null when it is not. */
	readonly protection: string | null;
	/** When the link was made: its own mtime in milliseconds since 1970; of a process when it was started. */
	readonly modifiedAt: number | null;
	readonly process: RootProcess | null;
	/** Of a generation: the profile's link (`…/profiles/system`) and the number. */
	readonly generation: {readonly profile: string; readonly number: number} | null;
};

/** What was found, before it is known which paths are valid. */
export type RootsReading = {
	readonly roots: readonly Root[];
	/** Generation numbers that profiles point at now, by the profile's link. */
	readonly currentGenerations: ReadonlyMap<string, number>;
	/** Digests of temporary roots: Nix deletes no entry of the store that begins with one, valid or not. */
	readonly temporaryDigests: ReadonlySet<string>;
	/** What could not be read and may hide roots, in words; empty when everything was seen. */
	readonly unreadable: readonly string[];
};
