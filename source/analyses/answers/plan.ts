import type {Completeness, GcAnswer, SizedRoot} from './answer.js';
import type {CollectResult} from './collect.js';

/**
 * What is deleted once the roots are dropped.
 *
 * - `all-dead`: everything that is dead then, by `nix-store --gc`.
 * - `only-planned`: what dies with the roots, and dead paths that refer to it, by `nix-store --delete`.
 * - `none`: nothing yet.
 */
export type Collects = 'all-dead' | 'only-planned' | 'none';

export type PathTotal = {readonly paths: number; readonly narSize: number};

/** A plan as a screen shows it, without the names of what is deleted. Sizes are NAR bytes. */
export type PlanAnswer = Completeness & {
	/** By which the store worker knows it. */
	readonly id: number;
	/** When the roots were read, in milliseconds since 1970. */
	readonly readAt: number;
	/** To drop, one per link. */
	readonly roots: readonly SizedRoot[];
	readonly collects: Collects;
	/** Milliseconds that the dropped roots are held; null without a hold. */
	readonly holdMs: number | null;
	/** What no root holds as it is; of `only-planned` just what goes along. */
	readonly alreadyDead: PathTotal;
	readonly newlyDead: PathTotal;
	/** Both: what is deleted, or would be after a hold. */
	readonly narSize: number;
	readonly paths: number;
	/** Entries of the store's folder among them that are no valid paths. */
	readonly unregistered: number;
	readonly commands: ReadonlyArray<readonly string[]>;
	readonly remarks: readonly string[];
	/** Links that were asked for and are left out, and why, in words that follow the link. */
	readonly refused: ReadonlyArray<{readonly link: string; readonly reason: string}>;
};

/** What the files say of a plan: see GcAnswer. Null where they cannot be looked at. */
export type PlanSizes = {readonly nixReportedSize: number | null; readonly diskSize: number | null};

/** What of the newly dead could be had again. Sizes are NAR bytes. */
export type PlanSources = {
	/** In one of the caches that were asked. */
	readonly fetchable: PathTotal;
	/** In none of them. */
	readonly unavailable: PathTotal;
	/** Of which nothing is known, as caches could not be reached, or as they are too many to ask for. */
	readonly unknown: PathTotal;
	/** `cache.nixos.org` */
	readonly caches: readonly string[];
	readonly unreachable: readonly string[];
};

/** The store moved between plan and confirmation: the plan must be looked at again. */
export type PlanMoved = {readonly kind: 'moved'; readonly plan: PlanAnswer; readonly words: readonly string[]};

export type CollectAnswer = PlanMoved | {readonly kind: 'collected'; readonly result: CollectResult};

/** `nixscope gc --yes --json`: the plan, and what came of it. */
export type GcDoneAnswer = GcAnswer & {readonly freed: CollectResult};

/** What lies beside the store on its disk. */
export type BesideAnswer = {
	readonly places: ReadonlyArray<{
		readonly kind: 'nix-cache' | 'build-logs' | 'kept-builds';
		/** `/home/u/.cache/nix`, `/tmp/nix-build-*` */
		readonly path: string;
		/** Bytes of blocks. */
		readonly diskSize: number;
		/** Files, or kept folders. */
		readonly count: number;
		/** False while it is still being added up, or where a part could not be read. */
		readonly isComplete: boolean;
		/** Clears it; null where there is nothing to clear. */
		readonly command: readonly string[] | null;
	}>;
	readonly disk: {readonly total: number; readonly free: number} | null;
};

/** What hard links save, from `.links` alone: see OptimiseAnswer. Null where files cannot be looked at. */
export type LinksAnswer = {
	readonly linkedFiles: number;
	readonly savedBytes: number;
	readonly linksFolderSize: number;
} | null;

/** How an optimisation ended. */
export type OptimiseResult = {
	readonly outcome: 'done' | 'cancelled' | 'failed';
	readonly reason: string | null;
	/** Bytes, rounded as Nix prints them; null when it did not say. */
	readonly nixReportedSize: number | null;
	/** Files that were replaced by a link, as Nix says; null when it did not. */
	readonly linkedFiles: number | null;
	/** Bytes free on the disk of the store (statfs). */
	readonly diskFreeBefore: number | null;
	readonly diskFreeAfter: number | null;
	/** As of a collection (CollectResult). */
	readonly reserveFreed?: number;
	readonly durationMs: number;
};

/** Where a store is and how it was read. */
export type StoreStatus = {
	readonly storeDirectory: string;
	readonly paths: number;
	readonly rootCount: number;
	/** In milliseconds since 1970. */
	readonly readAt: number;
	/** How: `read-only`, `snapshot`…, for people. */
	readonly way: string;
	/** Roots can be dropped and paths deleted from here. */
	readonly isCollectable: boolean;
	/** Why not, in words. */
	readonly refusal: string | null;
	readonly complete: boolean;
	readonly unreadable: readonly string[];
	/** Of what machine the snapshot is; null for a store itself. */
	readonly snapshot: {readonly host: string; readonly readAt: number} | null;
};
