import type {BuildFailureReason as FailureReason} from '../parsers/build-failure.js';
import type {LogIndex} from './log-index.js';
import type {Transfer} from './transfer.js';

/** Why a build failed; the kinds are those of `nixscope report --json`. */
export type {BuildFailureKind as FailureKind, BuildFailureReason as FailureReason} from '../parsers/build-failure.js';

/** What a remote build is really doing while Nix says "building"; from the activities of the build hook. */
export type RemoteStep = 'connect' | 'upload-lock' | 'copy-dependencies' | 'build' | 'copy-outputs';

/** What a build that has not started waits for, beside its inputs. */
export type WaitReason = 'inputs' | 'slot' | 'lock' | 'machine' | 'build-user';

/** All times are milliseconds since the session began. */
export type BuildStatus =
	| {readonly name: 'planned'}
	| {readonly name: 'waiting'; readonly for: WaitReason; readonly since: number}
	| {
			readonly name: 'running';
			readonly startedAt: number;
			readonly step: RemoteStep;
			readonly stepStartedAt: number;
			/** The activity has stopped, and whether the build succeeded is not known yet. */
			readonly stoppedAt: number | undefined;
	  }
	| {readonly name: 'built'; readonly startedAt: number; readonly stoppedAt: number}
	| {
			readonly name: 'failed';
			/** Undefined when Nix refused the build before it started (wrong system, missing feature). */
			readonly startedAt: number | undefined;
			readonly stoppedAt: number;
			readonly reason: FailureReason;
	  }
	/** A sibling failed: it was stopped (startedAt is set) or never began. */
	| {readonly name: 'cancelled'; readonly startedAt: number | undefined; readonly stoppedAt: number}
	| {readonly name: 'dependency-failed'; readonly stoppedAt: number; readonly culprit: Build | undefined}
	| {readonly name: 'interrupted'; readonly startedAt: number | undefined; readonly stoppedAt: number};

export type Phase = {
	/** As the builder says it: `buildPhase`. */
	readonly phase: string;
	readonly startedAt: number;
	/** Undefined while it is the current phase of a running build. */
	readonly stoppedAt: number | undefined;
	/** Number of log lines of the build before this phase. */
	readonly firstLine: number;
};

export type Output = {
	/** `out`, `dev`, … */
	readonly name: string;
	/** Unknown for content-addressed outputs before they are built. */
	readonly path: string | undefined;
};

/** One derivation of this run, in one place however many activities Nix reports for it. */
export type Build = {
	/** Its position in BuildState.builds; never changes. */
	readonly index: number;
	readonly derivationPath: string;
	/** Without digest and `.drv`: `firefox-145.0`. */
	readonly name: string;
	/** From the derivation's environment when it has been read: `x86_64-linux`. */
	readonly system: string | undefined;
	readonly outputs: readonly Output[];
	readonly status: BuildStatus;
	/** Where it builds: `local`, or the short name of the builder (`hydra1`); undefined before it starts. */
	readonly host: string | undefined;
	/** The store URI of the builder as Nix names it; empty for local builds. */
	readonly hostUri: string;
	readonly phases: readonly Phase[];
	readonly log: LogIndex;
	/** Arrival of its newest log line or phase, else its start. */
	readonly lastSignAt: number | undefined;
	/** Builds of this run whose outputs it needs (from its .drv), and the reverse. */
	readonly inputs: readonly Build[];
	readonly dependents: readonly Build[];
	/** Planned or running downloads of paths it needs directly. */
	readonly inputTransfers: readonly Transfer[];
	/** Its .drv has been read, so `inputs` is complete for what is known of the run. */
	readonly hasGraph: boolean;
	/** The original of a resolved content-addressed derivation is this build; its resolved path stands here. */
	readonly resolvedPath: string | undefined;
	/** Nix process it belongs to (see BuildState.runs). */
	readonly source: number;
};
