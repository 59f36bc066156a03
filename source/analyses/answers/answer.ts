import type {Root} from '../../store/root.js';
import type {SnapshotOrigin} from '../../store/store-reading.js';

/** What all answers about liveness say of themselves. Sizes are bytes, times milliseconds since 1970; null is unknown. */
export type Completeness = {
	readonly version: 1;
	/** Whether all roots could be seen; else what looks dead may be alive, and every "dead" is an upper bound. */
	readonly complete: boolean;
	/** What could not be read, in words. */
	readonly unreadable: readonly string[];
	/** Of what the snapshot is that was asked; ages count from then. */
	readonly snapshot?: SnapshotOrigin;
};

/** `unknown`: no root that could be seen holds it, but some could not be seen. */
export type Live = boolean | 'unknown';

/** A root, with what it holds. Sizes are NAR bytes. */
export type SizedRoot = Root & {
	/** What becomes dead when this one link goes; null when it holds nothing. */
	readonly retainedSize: number | null;
	/** What becomes dead when its process ends, with all links of that; null when it holds nothing or is of no process. */
	readonly processRetainedSize: number | null;
	/** Its target and everything that refers to, transitively; null when it holds nothing. */
	readonly closureSize: number | null;
	/** Of a hold of nixscope in a plan: which links it was made for, and until when, in milliseconds since 1970. */
	readonly holdOf?: {readonly links: readonly string[]; readonly until: number};
};

export type WhyAnswer = Completeness & {
	readonly path: string;
	readonly live: Live;
	readonly narSize: number | null;
	readonly closureSize: number;
	/** What becomes dead when this path goes; null when it is not live. */
	readonly retainedSize: number | null;
	/** From the root's link to the path; empty when it is not live. */
	readonly shortestChain: ReadonlyArray<{
		/** A link in the first element, store paths from then on. */
		readonly path: string;
		/** How the one before leads here; `root` for the link itself and for its target. */
		readonly via: 'root' | 'reference' | 'deriver' | 'output';
	}>;
	/** What each alone holds the path, nearest first: store paths, then at most one link (or `pid N` of a process with several). */
	readonly dominators: readonly string[];
	/** All roots that lead to it, largest closure first. */
	readonly roots: readonly SizedRoot[];
	/** The live paths that hold it directly, those that retain most first, at most a thousand: the next step towards the roots. */
	readonly heldBy: ReadonlyArray<{
		readonly path: string;
		readonly via: 'reference' | 'deriver' | 'output';
		/** Of that path. */
		readonly retainedSize: number;
	}>;
	/** How many there are. */
	readonly heldByCount: number;
	/** Dead paths that refer to it, when it is dead itself: it can only be deleted together with them. */
	readonly heldByDead: readonly string[];
	/** The derivation it was built from; null where none is known, or that is no longer in the store. */
	readonly deriver: string | null;
};

export type RootsAnswer = Completeness & {
	readonly roots: readonly SizedRoot[];
	/** How many roots the store has, before filters. */
	readonly totalCount: number;
	/** NAR bytes that become dead when all of the listed go together. */
	readonly retainedTogether: number;
};

export type PathRow = {
	readonly path: string;
	readonly narSize: number | null;
	readonly live: Live;
	/** Null in a list of so many paths that adding them up would take too long. */
	readonly closureSize: number | null;
	readonly retainedSize: number | null;
	/** How many other paths refer to it. */
	readonly referrers: number;
	readonly registrationTime: number | null;
};

export type PathsAnswer = Completeness & {
	readonly paths: readonly PathRow[];
	/** How many matched before the limit. */
	readonly matchCount: number;
	/** Of the whole store. What is not live counts as dead: at most, when `complete` is false. */
	readonly totals: {
		readonly paths: number;
		readonly narSize: number;
		readonly livePaths: number;
		readonly liveNarSize: number;
		readonly deadPaths: number;
		readonly deadNarSize: number;
		/** Entries of the store's folder that the database does not know; null when it was not listed. */
		readonly unregistered: number | null;
	};
	/** Packages with more than one version, largest first. */
	readonly packages: readonly PackageVersions[];
};

export type PackageVersions = {
	readonly name: string;
	readonly versions: readonly string[];
	readonly pathCount: number;
	readonly narSize: number;
};

/**
 * A node of the usage tree. Exactly one of path, link and group is there. Each level adds up: retainedSize is the node's
 * own narSize and the retainedSize of its children. Ids are the places in the list; parents come first.
 */
export type UsageNode = {
	readonly id: number;
	readonly parent: number | null;
	readonly path?: string;
	readonly link?: string;
	/** `result links`, `shared by 2 roots: …`, `dead`. */
	readonly group?: string;
	readonly narSize: number;
	readonly retainedSize: number;
};

export type UsageAnswer = Completeness & {
	/** NAR bytes of all valid paths; equal to the sum of the nodes without parent. */
	readonly total: number;
	readonly nodes: readonly UsageNode[];
};

export type ClosureAnswer = Pick<Completeness, 'version' | 'snapshot'> & {
	readonly path: string;
	readonly closureSize: number;
	readonly paths: ReadonlyArray<{
		readonly path: string;
		readonly narSize: number | null;
		/** What only this one brings into the closure: NAR bytes that go when it is left out. */
		readonly retainedInClosure: number;
	}>;
};

export type Generation = {
	readonly number: number;
	readonly link: string;
	readonly target: string | null;
	readonly createdAt: number | null;
	readonly current: boolean;
	readonly protected: boolean;
	/** Why it is protected, in words that follow "protected: "; null when it is not. */
	readonly protection: string | null;
	readonly closureSize: number | null;
	readonly retainedSize: number | null;
};

export type GenerationsAnswer = Completeness & {
	readonly profiles: ReadonlyArray<{
		/** `/nix/var/nix/profiles/system` */
		readonly profile: string;
		readonly kind: 'nixos' | 'home-manager' | 'channels' | 'profile';
		/** Oldest first. */
		readonly generations: readonly Generation[];
	}>;
};

export type DiffEntry = {readonly name: string; readonly version: string; readonly narSize: number};

export type DiffAnswer = Pick<Completeness, 'version' | 'snapshot'> & {
	readonly from: string;
	readonly to: string;
	readonly added: readonly DiffEntry[];
	readonly removed: readonly DiffEntry[];
	readonly changed: ReadonlyArray<{
		readonly name: string;
		readonly from: readonly string[];
		readonly to: readonly string[];
		readonly narSizeDelta: number;
	}>;
	readonly narSizeDelta: number;
	readonly fromClosureSize: number;
	readonly toClosureSize: number;
};

export type PathSet = {
	/** Absolute; entries of the store that are no valid paths among them. */
	readonly paths: readonly string[];
	/** Of the valid ones. */
	readonly narSize: number;
};

export type GcAnswer = Completeness & {
	readonly removedRoots: readonly SizedRoot[];
	readonly alreadyDead: PathSet;
	readonly newlyDead: PathSet;
	/** Both. */
	readonly paths: readonly string[];
	readonly narSize: number;
	/** What Nix will print as freed, in bytes before its rounding; null where files could not be looked at. */
	readonly nixReportedSize: number | null;
	/** What the disk gets back: blocks of inodes that vanish, without those of the `.links` folder itself. */
	readonly diskSize: number | null;
	/** The NAR bytes that were asked for (`--free`); null when no size was named. */
	readonly wantedNarSize: number | null;
	readonly commands: ReadonlyArray<readonly string[]>;
	/** What else the commands do, or why something was left out, in words. */
	readonly remarks: readonly string[];
};

export type OptimiseAnswer = {
	readonly version: 1;
	/** Files that share their inode with another through `.links`. */
	readonly linkedFiles: number;
	/** Bytes saved so far: (links − 2) × size over `.links`. */
	readonly savedBytes: number;
	/** Bytes on disk of `.links` itself; Nix takes them off what it says is saved. */
	readonly linksFolderSize: number;
	/** Bytes that `nix-store --optimise` would save now, by replacing so many files. */
	readonly savableBytes: number;
	readonly savableFiles: number;
	/** Files that Nix leaves alone since their owner may write them. */
	readonly writableFiles: number;
	/** How many groups there are. */
	readonly groupCount: number;
	/** Groups of equal files that are not linked yet, those that would save most first; at most a thousand. */
	readonly groups: ReadonlyArray<{
		/** Bytes of one file. */
		readonly size: number;
		/** Files. */
		readonly count: number;
		readonly savableBytes: number;
		readonly examples: readonly string[];
	}>;
	readonly unreadable: readonly string[];
};

export type SnapshotAnswer = {
	readonly version: 1;
	readonly file: string;
	/** Bytes of the file. */
	readonly size: number;
	readonly paths: number;
	readonly roots: number;
};

/** What a store answers, by what it is asked. */
export type Answers = {
	why: readonly WhyAnswer[];
	roots: RootsAnswer;
	paths: PathsAnswer;
	usage: UsageAnswer;
	closure: ClosureAnswer;
	generations: GenerationsAnswer;
	diff: DiffAnswer;
	gc: GcAnswer;
	optimise: OptimiseAnswer;
	snapshot: SnapshotAnswer;
};
