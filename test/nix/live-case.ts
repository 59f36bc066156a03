import type {CacheServer} from './cache-server.js';
import type {Lab} from './lab.js';

export type BuildStatusName =
	| 'planned'
	| 'waiting'
	| 'running'
	| 'built'
	| 'failed'
	| 'cancelled'
	| 'dependency-failed'
	| 'interrupted';

/** What must have become of a derivation, and what Nix must have said of it. */
export type ExpectedBuild = {
	readonly status: BuildStatusName;
	/** The kind of its reason; several where Nix's own words leave it open. */
	readonly kind?: string | readonly string[];
	readonly exitCode?: number;
	readonly signal?: number;
	readonly message?: RegExp;
	/** It began before it was cancelled or interrupted. Defaults to what the status says. */
	readonly started?: boolean;
	/** Where it must have been built; `local` unless said. */
	readonly host?: RegExp;
	/** It runs no builder.sh (a builtin, a builder elsewhere, a derivation of a flake), so it leaves no witness here. */
	readonly unwitnessed?: boolean;
};

export type ExpectedTransfer = 'planned' | 'running' | 'completed' | 'failed';

/** A lab with what the case has prepared in it. */
export type CaseContext = {
	readonly lab: Lab;
	/** `-f …/cases.nix` and its arguments, to be followed by an attribute. */
	readonly file: string;
	readonly cache: CacheServer | undefined;
};

export type LiveCase = {
	readonly name: string;
	/** Only on versions that have what it needs; the default is all. */
	readonly since?: string;
	readonly before?: string;
	/** Starts a server for a cache that holds `cached` of cases.nix; its packages are then gone from the store. */
	readonly needsCache?: boolean;
	/** Runs a nix-daemon and lets the command talk to it. */
	readonly needsDaemon?: boolean;
	/** A second store behind an sshd; the command gets `--builders`. */
	readonly needsBuilder?: boolean;
	/** Shell script that runs before, with human logs. */
	readonly prepare?: (context: CaseContext) => string;
	/** The command without log options; `nix` or an older program stands first. */
	readonly command: (context: CaseContext) => string;
	/** The signal that ends Nix once the named derivation has started. */
	readonly interrupt?: {readonly signal: NodeJS.Signals; readonly when: string};
	/** Nix's own exit status, as a shell gives it (128+N for a signal). */
	readonly exitCode: number;
	readonly outcome: 'succeeded' | 'failed' | 'interrupted' | 'nothing';
	/** Every derivation of the run, by name. */
	readonly builds: Readonly<Record<string, ExpectedBuild | ExpectedBuild['status']>>;
	readonly downloads?: Readonly<Record<string, ExpectedTransfer>>;
	readonly uploads?: Readonly<Record<string, ExpectedTransfer>>;
	/** Names of the outputs that a success must report; the default is not to look. */
	readonly outputs?: readonly string[];
	/** Messages that the report must hold, beside Nix's own errors, which it must hold anyway. */
	readonly errors?: readonly RegExp[];
	readonly warnings?: readonly RegExp[];
	/** Not run a second time through `nixscope build`. */
	readonly pipedOnly?: boolean;
	/** Recorded as a fixture of this name. */
	readonly recorded?: boolean;
};

const neverStarted: ReadonlySet<BuildStatusName> = new Set(['planned', 'waiting', 'dependency-failed']);

export function expectedBuild(expected: ExpectedBuild | BuildStatusName): ExpectedBuild & {readonly started: boolean} {
	const build = typeof expected === 'string' ? {status: expected} : expected;
	return {...build, started: build.started ?? !neverStarted.has(build.status)};
}
