import type {
	ClosureAnswer,
	DiffAnswer,
	GcAnswer,
	GenerationsAnswer,
	OptimiseAnswer,
	PathsAnswer,
	RootsAnswer,
	UsageAnswer,
	WhyAnswer,
} from '../analyses/answers/answer.js';
import type {RootFilter} from '../store/root-filter.js';

export type PathSort = 'nar' | 'closure' | 'retained' | 'referrers' | 'age' | 'name';

/** What can be asked of a store. PATHs are as typed by a person: store paths, links, profiles, `system-42`, package names. */
export type Questions = {
	why: {readonly paths: readonly string[]};
	roots: {readonly filter: RootFilter};
	paths: {
		readonly filter: 'all' | 'live' | 'dead';
		/** A part of the name; empty for all. */
		readonly match: string;
		readonly sort: PathSort;
		/** Undefined for all. */
		readonly limit: number | undefined;
		/** Closure sizes of all matched paths take a while; without it only those of the rows that are answered. */
		readonly allClosures: boolean;
	};
	usage: {readonly depth: number | undefined};
	closure: {readonly path: string};
	generations: Record<string, never>;
	diff: {readonly from: string; readonly to: string};
	gc: {
		/** Links or generations to drop, as typed. */
		readonly roots: readonly string[];
		readonly filter: RootFilter;
		/** NAR bytes to free: roots are proposed until the plan reaches it; undefined when not asked. */
		readonly freeBytes: number | undefined;
	};
	optimise: Record<string, never>;
	snapshot: {readonly file: string};
};

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

export type SnapshotAnswer = {
	readonly version: 1;
	readonly file: string;
	/** Bytes of the file. */
	readonly size: number;
	readonly paths: number;
	readonly roots: number;
};
