import type {Root} from '../store/root.js';
import type {StoreReading} from '../store/store-reading.js';
import type {PathSets} from './closure-sizes.js';
import type {HoldingEdges} from './holding-edges.js';
import type {Steps} from './steps.js';

/** How one path holds another. */
export type HoldKind = 'reference' | 'deriver' | 'output';

/** What holds paths from outside: a root by its place in `reading.roots.roots`, or all roots of one process together. */
export type Holder = {readonly root: number} | {readonly pid: number};

export type ChainStep = {readonly id: number; readonly via: 'root' | HoldKind};

/**
 * Answers about one reading of a store, each computed when it is first asked for and kept. Ids are those of
 * `reading.graph`, roots their places in `reading.roots.roots`. Sizes are NAR bytes.
 */
export type StoreAnalysis = {
	readonly reading: StoreReading;
	/** By which paths hold each other, under the keep settings. */
	readonly holding: HoldingEdges;
	/** 1 where a path is live as far as is known: the closure of the roots under the keep settings (Nix: gc.cc, computeFSClosure). */
	readonly live: Uint8Array;
	readonly liveCount: number;
	readonly liveNarSize: number;
	/** What becomes dead when this path goes, itself included; 0 when it is dead. */
	retainedSize(id: number): number;
	/** What becomes dead when only this one link goes; 0 when it holds nothing. */
	rootRetainedSize(root: number): number;
	/** What becomes dead when all roots of one process go; 0 when it holds nothing. */
	processRetainedSize(pid: number): number;
	/** What each alone holds the path, nearest first: paths, then at most one holder. Empty when it is dead. */
	dominators(id: number): {readonly paths: readonly number[]; readonly holder: Holder | undefined};
	/** A shortest way from a root to the path; undefined when it is dead. The first step is the root's target. */
	shortestChain(id: number): {readonly root: number; readonly steps: readonly ChainStep[]} | undefined;
	/** All roots from which the path can be reached. */
	rootsHolding(id: number): readonly number[];
	/** The live paths that hold a live path directly, each by one kind of hold; a way towards the roots leads through each. */
	heldBy(id: number): ReadonlyArray<{readonly id: number; readonly via: HoldKind}>;
	/** Everything in the closure, itself included, as `nix-store -q --requisites` has it (references only). */
	closure(id: number): Uint32Array;
	/** The sum of NAR sizes of the closure, as `nix path-info -S` has it. */
	closureSize(id: number): number;
	/** The same for many at once. @param onDone Called now and then with how many are done. */
	closureSizes(ids: ArrayLike<number>, onDone?: (done: number) => void): Float64Array;
	/** The same in pieces. */
	closureSizeSteps(ids: ArrayLike<number>, onDone?: (done: number) => void): Steps<Float64Array>;
	/** The sums of NAR sizes of all that the paths of each set need together: what is in several closures counts once. */
	unionSizeSteps(sets: PathSets): Steps<Float64Array>;
	/** For each member of the closure of `id` (in the order of `closure(id)`) what only it brings in. */
	retainedInClosure(id: number): {readonly members: Uint32Array; readonly retained: Float64Array};
	/** Dead paths that refer to a dead path, transitively: Nix deletes it only together with them. */
	deadReferrers(id: number): Uint32Array;
	/** What becomes dead when all these links go together, exactly. */
	freedBy(roots: Iterable<number>): {readonly ids: Uint32Array; readonly narSize: number};
	/**
	 * Roots to drop, of the candidates, so that at least `bytes` become dead together: oldest and largest first.
	 * All that help when they are not enough.
	 */
	proposeRoots(bytes: number, candidates: readonly number[], now: number): readonly number[];
	/** Immediate dominators for the usage tree: a path, `{root}`, `{pid}`, or undefined for what several roots share. */
	immediateDominator(id: number): number | Holder | undefined;
};

export type MakeAnalysis = (reading: StoreReading) => StoreAnalysis;

/** Whether a root holds its target now. */
export function holds(root: Root): boolean {
	return root.state === 'live';
}
