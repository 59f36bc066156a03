import type {SizedRoot} from '../analyses/answers/answer.js';
import type {CollectProgress, CollectResult} from '../analyses/answers/collect.js';
import type {LocalStore} from '../store/store-address.js';
import {StoreError} from '../store/store-error.js';
import {collectPlanned} from './collect-planned.js';
import {diskSpace, reservedSpace} from './disk-space.js';
import {type Drop, dropPlanned, GONE} from './drop-planned.js';
import {type JournalFiles, readJournal} from './journal.js';
import {ProgressCounter} from './progress-counter.js';
import {mustReachDaemon} from './reach-daemon.js';
import {stateFolder} from './state-folder.js';

/** What is to be done to a store; from the plan that a person has confirmed. */
export type ExecutablePlan = {
	/** The address of the reading. */
	readonly store: LocalStore;
	/** To drop, one per link. */
	readonly roots: readonly SizedRoot[];
	/** Links among them that a person asked for, and not holds whose time is over; all when not given. */
	readonly asked?: readonly string[];
	/** Generation numbers that profiles point at now, by the profile's link. */
	readonly currentGenerations: ReadonlyMap<string, number>;
	/**
	 * - `all-dead`: `nix-store --gc`, which deletes whatever is dead then.
	 * - `only-planned`: `nix-store --delete` of exactly the planned paths.
	 * - `none`: roots are only dropped, as for a hold.
	 */
	readonly collects: 'all-dead' | 'only-planned' | 'none';
	/** NAR bytes by base name of everything that the plan deletes; null: an entry without a NAR size. */
	readonly planned: ReadonlyMap<string, number | null>;
	/** For how long dropped roots are held, in milliseconds; undefined: not at all. */
	readonly holdMs: number | undefined;
};

/** After which a test may end the program: holds are there; the journal is on the disk; a link is gone; Nix deletes; is through. */
export type ExecuteStep = 'held' | 'journalled' | 'dropped' | 'deleting' | 'deleted';

export type ExecuteOptions = {
	readonly environment: NodeJS.ProcessEnv;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** At most ten times a second; always at first and at last. */
	readonly onProgress: (progress: CollectProgress) => void;
	/** Stops: roots that are not dropped yet stay, Nix is ended after the path that it deletes. */
	readonly signal: AbortSignal;
	/** For tests of what is left when the program ends at a step. */
	readonly onStep?: (step: ExecuteStep) => void;
	/** Other than those of Node, for tests of a full disk. */
	readonly files?: JournalFiles;
};

const NOTHING_DROPPED: Drop = {journalId: null, dropped: [], kept: [], heldUntil: null};

/** Carries a plan out. What goes wrong is told in the result; nothing is thrown that a person could put right. */
export async function executePlan(plan: ExecutablePlan, options: ExecuteOptions): Promise<CollectResult> {
	const {store, planned, roots} = plan;
	const {now, onProgress, signal} = options;
	const progress = new ProgressCounter({planned, rootCount: roots.length, now, onProgress});
	const before = diskSpace(store.realStoreDirectory);
	const reservedBefore = reservedSpace(store);
	let drop = NOTHING_DROPPED;
	let reason: string | null = null;
	try {
		// Without it nobody knows what is held, and for how long.
		readJournal(stateFolder(options.environment));
		if (needsNix(plan)) {
			await mustReachDaemon(store, options.environment);
		}

		drop = roots.length === 0 ? drop : await dropPlanned(plan, options, progress);
		reason = signal.aborted ? null : refusalOf(plan, drop);
	} catch (error) {
		reason = reasonOf(error);
	}

	const isCollected = plan.collects !== 'none' && reason === null && !signal.aborted;
	const collected = await collectPlanned(
		isCollected ? plan : {...plan, collects: 'none'},
		drop.kept,
		options,
		progress,
	);
	const after = diskSpace(store.realStoreDirectory);
	progress.tell();
	const failure = reason ?? collected.reason;
	const isWhole = failure === null && (!signal.aborted || isCollected);
	return {
		outcome: isWhole ? 'done' : signal.aborted ? 'cancelled' : 'failed',
		reason: signal.aborted ? null : failure,
		journalId: drop.journalId,
		droppedRoots: drop.dropped,
		keptRoots: drop.kept,
		heldUntil: drop.heldUntil,
		...collected.figures,
		diskFreeBefore: before?.free ?? null,
		diskFreeAfter: after?.free ?? null,
		diskTotal: after?.total ?? null,
		reserveFreed: reservedBefore - reservedSpace(store),
		durationMs: progress.elapsedMs,
		remarks: progress.remarks,
	};
}

/** Links are removed without Nix; a hold and a collection need it. */
function needsNix({collects, planned, roots, holdMs}: ExecutablePlan): boolean {
	const isHold = holdMs !== undefined && roots.length > 0;
	return isHold || collects === 'all-dead' || (collects === 'only-planned' && planned.size > 0);
}

/** Who wants roots to go does not want all else that is dead to go without them. */
function refusalOf({asked, collects}: ExecutablePlan, {dropped, kept}: Drop): string | null {
	const isAsked = ({link}: {readonly link: string}) => asked === undefined || asked.includes(link);
	const stayed = kept.filter((one) => isAsked(one) && one.reason !== GONE);
	const [first] = stayed;
	if (collects === 'none' || first === undefined || dropped.some(isAsked)) {
		return null;
	}

	const whose = stayed.length === 1 ? 'the root' : `none of the ${stayed.length} roots`;
	return `${whose} could ${stayed.length === 1 ? 'not ' : ''}be dropped, so that nothing was deleted: ${first.link} ${first.reason}`;
}

function reasonOf(error: unknown): string {
	if (error instanceof StoreError) {
		return error.message;
	}

	throw error;
}
