import type {ActivityId, SourceId} from '../parsers/nix-event.js';
import type {FailureReason} from './build.js';
import type {MutableBuild} from './mutable-build.js';
import type {MutableTransfer} from './mutable-transfer.js';

/** A group of transfers that one CopyPaths activity (103) counts. */
export type CopyCounter = {
	readonly activity: ActivityId;
	done: number;
	failed: number;
	/** `done` rose that often before the transfers it was for have stopped. */
	doneCredits: number;
	/** Stopped transfers that its next figures will settle, oldest first. */
	readonly settling: MutableTransfer[];
};

/**
 * One Nix process as seen through its stream: its own counters, which are what tells a success from a failure (`stop`
 * carries no status), and what still waits to be told.
 *
 * Facts from recorded streams of 2.8, 2.26 and 2.34: a build that succeeds raises `done` of `104 Builds` just before
 * its `stop`; one that fails raises `failed`, and the error that names it comes before or after its `stop`; siblings
 * that Nix kills only stop.
 */
export class NixProcess {
	readonly source: SourceId;
	/** The open `104 Builds` of this process; those nested below it belong to a remote builder's Nix. */
	builds: ActivityId | undefined;
	readonly nestedBuilds = new Set<ActivityId>();
	readonly copies: CopyCounter[] = [];
	done = 0;
	failed = 0;
	running = 0;
	/** `done` and `failed` rose that often, and the builds it was for have not stopped yet. */
	doneCredits = 0;
	failedCredits = 0;
	/** Stopped builds without a counter, in the order in which they stopped. */
	readonly unsettled: MutableBuild[] = [];
	/** A reason that named no derivation (`timed out after 2 seconds`), before the build it is for stopped. */
	pendingReason: FailureReason | undefined;
	interrupted = false;
	/** An error was reported that stops the run or a part of it. */
	failureSeen = false;
	/** Errors that named a failed derivation. */
	namedFailures = 0;
	/** Its last words were an error that names no build; anything that it does afterwards shows that it went on. */
	endedInError = false;
	/** Without any stop or counter it is a human log: nothing in it ever says that a build has ended. */
	hasRecords = false;
	/** Nothing more will come from it. */
	closed = false;

	constructor(source: SourceId) {
		this.source = source;
	}
}
