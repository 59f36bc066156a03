import type {SizedRoot} from './answer.js';

/**
 * What a collection does right now.
 *
 * - `checking`: the roots are read again, and the plan with them.
 * - `dropping`: links are written to the journal and removed (or moved under a hold).
 * - `deleting`: Nix deletes paths.
 * - `finishing`: Nix removes unused links, and the store is looked at once more.
 */
export type CollectStage = 'checking' | 'dropping' | 'deleting' | 'finishing';

/** How far a collection is. Sizes are NAR bytes. */
export type CollectProgress = {
	readonly stage: CollectStage;
	readonly droppedRoots: number;
	readonly rootCount: number;
	readonly deletedPaths: number;
	/** Of the plan. */
	readonly pathCount: number;
	readonly deletedNarSize: number;
	readonly narSize: number;
	/** Base names of the paths deleted last, the newest last; at most three. */
	readonly recent: readonly string[];
	/** Since the collection began, in milliseconds. */
	readonly elapsedMs: number;
	/** What is out of the ordinary so far, in words: `1 path came alive meanwhile and was left: nss-3.118`. */
	readonly remarks: readonly string[];
};

/** How a collection ended, beside what was planned. */
export type CollectResult = {
	/** `cancelled`: the user stopped it; what was deleted so far stays deleted. */
	readonly outcome: 'done' | 'cancelled' | 'failed';
	/** Why it failed, in one line that says what to do. */
	readonly reason: string | null;
	/** Under which the dropped roots stand in the journal; null when none was dropped. */
	readonly journalId: number | null;
	/** The roots that were dropped, as they were. */
	readonly droppedRoots: readonly SizedRoot[];
	/** Roots of the plan that stayed, and why, in words that follow the link. */
	readonly keptRoots: ReadonlyArray<{readonly link: string; readonly reason: string}>;
	/** Until when the dropped roots are held, in milliseconds since 1970; null without a hold. */
	readonly heldUntil: number | null;
	readonly deletedPaths: number;
	/** NAR bytes of the deleted paths, as the plan knows them. */
	readonly deletedNarSize: number;
	/** Paths (absolute) that went though they were not in the plan: they died after it was made. At most a hundred. */
	readonly unplanned: readonly string[];
	readonly unplannedCount: number;
	/** Paths of the plan that are still there, and why as far as that is known. At most a hundred. */
	readonly left: ReadonlyArray<{readonly path: string; readonly narSize: number | null; readonly reason: string}>;
	readonly leftCount: number;
	/** What Nix said that it freed, in bytes, rounded as it prints it; null when it did not say. */
	readonly nixReportedSize: number | null;
	/** Bytes free on the disk of the store before and after (statfs); null where unknown. */
	readonly diskFreeBefore: number | null;
	readonly diskFreeAfter: number | null;
	/** Bytes of the disk of the store. */
	readonly diskTotal: number | null;
	/** Bytes of them that are Nix's own reserve, which it takes again when it next opens the store; below 0: it has just done so. */
	readonly reserveFreed?: number;
	readonly durationMs: number;
	/** What else a person should know, in words. */
	readonly remarks: readonly string[];
};

/** `held`: a hold keeps its target. `valid`: nothing holds it for us, but it is still there. `restored`: the link is back. */
export type UndoState = 'held' | 'valid' | 'collected' | 'restored';

/** One link that nixscope has removed. */
export type UndoEntry = {
	/** Of the drop: links that went together have the same. */
	readonly id: number;
	readonly link: string;
	readonly target: string;
	readonly kind: SizedRoot['kind'];
	/** In milliseconds since 1970. */
	readonly removedAt: number;
	readonly state: UndoState;
	/** Until when it is held, in milliseconds since 1970; null without a hold. */
	readonly heldUntil: number | null;
};

export type UndoListAnswer = {readonly version: 1; readonly entries: readonly UndoEntry[]};

/** What an undo brought back. */
export type UndoAnswer = {
	readonly version: 1;
	readonly id: number;
	readonly links: ReadonlyArray<{
		readonly link: string;
		readonly target: string;
		/** `there`: the link was never gone, or is back already. */
		readonly outcome: 'restored' | 'there' | 'failed';
		/** Why it failed, in words; or a remark (`fetched again from a cache`). */
		readonly remark: string | null;
	}>;
};
