import type {Build} from './build.js';
import type {LogIndex} from './log-index.js';
import type {Transfer} from './transfer.js';

export type BuildCounts = {
	/** All derivations of this run, whatever their status: planned ones and those that started without a plan. */
	readonly total: number;
	/** Not started: planned or waiting. */
	readonly waiting: number;
	readonly running: number;
	readonly built: number;
	readonly failed: number;
	readonly cancelled: number;
	readonly dependencyFailed: number;
	readonly interrupted: number;
};

export type TransferCounts = {
	readonly total: number;
	readonly planned: number;
	readonly running: number;
	readonly completed: number;
	readonly failed: number;
	/** Unpacked (NAR) bytes done and expected, over all transfers of this kind. */
	readonly bytes: number;
	readonly expectedBytes: number;
	/** Compressed bytes done and expected, as far as Nix has said. */
	readonly wireBytes: number;
	readonly expectedWireBytes: number;
};

/** Something besides builds and transfers that is going on right now, oldest first. */
export type OngoingActivity = {
	readonly kind:
		| 'fetch'
		| 'copy-to-store'
		| 'git'
		| 'check'
		| 'hook'
		| 'lock'
		| 'connect'
		| 'optimise'
		| 'verify'
		| 'other';
	/** What Nix says, without colours. */
	readonly text: string;
	readonly startedAt: number;
	readonly done: number;
	readonly expected: number;
};

export type Evaluation = {
	/** Files that Nix has said it evaluates. */
	readonly files: number;
	/** The newest of them, or the attribute being evaluated; undefined before the first. */
	readonly current: string | undefined;
	/** The last sign of evaluation is newer than any plan, build or transfer. */
	readonly active: boolean;
};

/** Questions to one substituter. */
export type CacheQuery = {readonly host: string; readonly asked: number; readonly answered: number};

export type NixError = {
	/** Without colours and without the `error: ` prefix. */
	readonly message: string;
	/** As Nix printed it, with colours, several lines. */
	readonly text: string;
	readonly receivedAt: number;
	readonly build: Build | undefined;
};

/**
 * What a user should read the moment it happens, in the order it happened; append-only, so that a screen or a plain
 * output remembers how many it has shown.
 */
export type Notice =
	| {readonly kind: 'build-failed'; readonly at: number; readonly build: Build}
	| {readonly kind: 'error' | 'warning' | 'trace' | 'note'; readonly at: number; readonly text: string}
	/** A line that is not a record (git, ssh, a wrapper script), with its own colours, not sanitised. */
	| {readonly kind: 'text'; readonly at: number; readonly text: string};

export type Outcome = 'succeeded' | 'failed' | 'interrupted' | 'nothing';

/**
 * The public, read-only face of the state of a run; BuildStateMachine (build-state-machine.ts) changes it. Objects are
 * mutated in place: compare `version` to know whether anything changed since a frame was drawn.
 */
export type BuildState = {
	/** Rises with every change that a screen could show. */
	readonly version: number;
	/** Rises when builds, transfers or edges are added: when the shape of the tree changes, not its statuses. */
	readonly graphVersion: number;
	readonly builds: readonly Build[];
	readonly transfers: readonly Transfer[];
	/** Builds that no other build of the run depends on, in the order of the plan. */
	readonly roots: readonly Build[];
	readonly buildCounts: BuildCounts;
	readonly downloadCounts: TransferCounts;
	readonly uploadCounts: TransferCounts;
	readonly evaluation: Evaluation;
	readonly cacheQueries: readonly CacheQuery[];
	readonly ongoing: readonly OngoingActivity[];
	/** The plan has been announced (`these N derivations will be built`); sizes in bytes, 0 when not said. */
	readonly plan: {readonly announced: boolean; readonly downloadBytes: number; readonly unpackedBytes: number};
	readonly errors: readonly NixError[];
	/** Without colours and prefix. */
	readonly warnings: readonly string[];
	readonly traces: readonly string[];
	readonly notices: readonly Notice[];
	/** Newest text without its newline (a question, progress of git), not sanitised; undefined when there is none. */
	readonly partialText: string | undefined;
	/** Everything that is not the log of one build: messages and text lines, as slices. */
	readonly messageLog: LogIndex;
	readonly recordCount: number;
	readonly logLineCount: number;
	readonly unknownRecordCount: number;
	readonly malformedLineCount: number;
	/** Milliseconds since the session began: of the first event, of the last one. */
	readonly startedAt: number | undefined;
	readonly lastEventAt: number | undefined;
	/** Undefined until finish(). */
	readonly end:
		| undefined
		| {
				readonly at: number;
				readonly outcome: Outcome;
				/** Of the wrapped command; undefined when its status is not known (a pipe). */
				readonly exitCode: number | undefined;
		  };
	/** Most builds seen running at once on each host. */
	readonly slots: ReadonlyMap<string, number>;
};
