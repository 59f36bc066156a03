import type {RootKind} from '../../store/root.js';
import type {Completeness} from '../answers/answer.js';

/** What the store is at a glance. Sizes are NAR bytes. */
export type Overview = Completeness & {
	readonly storeDirectory: string;
	readonly paths: number;
	readonly narSize: number;
	/** Held by protected roots, alone or with others. */
	readonly protected: {readonly paths: number; readonly narSize: number};
	/** Live without these. */
	readonly otherLive: {readonly paths: number; readonly narSize: number};
	readonly dead: {readonly paths: number; readonly narSize: number};
	/** Of these what a collection deletes now: a dead path whose files are gone may stay in the database. */
	readonly collectable: {readonly paths: number; readonly narSize: number};
	/** Entries of the store's folder that are no valid paths; null when it was not listed. */
	readonly unregistered: number | null;
	/** What each kind of root holds that no other kind does; with `shared` they add up to what is live. */
	readonly heldAlone: ReadonlyArray<{
		readonly kind: RootKind | 'protected';
		/** How many links or processes. */
		readonly count: number;
		readonly narSize: number;
	}>;
	readonly sharedNarSize: number;
	/** The last twelve months up to that of the reading, `2026-11`, by registration time; empty when no time is known. */
	readonly months: ReadonlyArray<{readonly month: string; readonly narSize: number}>;
	/** Packages by what their versions retain, largest first; a version below another of its name counts once. At most fifty. */
	readonly packages: ReadonlyArray<{
		readonly name: string;
		readonly versions: number;
		readonly paths: number;
		readonly retainedSize: number;
		readonly narSize: number;
	}>;
	/** Packages of more than one version, those with most NAR bytes beside their newest version first; at most fifty. */
	readonly duplicates: ReadonlyArray<{
		readonly name: string;
		readonly versions: number;
		/** Of all versions. */
		readonly narSize: number;
		/** Of all but the newest. */
		readonly besideNewest: number;
	}>;
	/** Roots that hold nothing: dangling, inert, of invalid targets. */
	readonly idleRoots: number;
	readonly danglingRoots: number;
	readonly rootCount: number;
	/** NAR bytes of holds whose time is over; 0 without. */
	readonly expiredHolds: number;
};

/** What marked roots free together, exactly. */
export type JointTotal = {
	/** Links, as asked, that are still there and can be dropped. */
	readonly links: readonly string[];
	/** NAR bytes that die when all of them go. */
	readonly narSize: number;
	readonly paths: number;
	/** What each frees alone, in the order of `links`. */
	readonly alone: readonly number[];
	/** Links, as asked, that are gone or may not be dropped. */
	readonly gone: readonly string[];
};
