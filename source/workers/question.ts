import type {Answers} from '../analyses/answers/answer.js';
import type {CollectProgress, UndoAnswer, UndoListAnswer} from '../analyses/answers/collect.js';
import type {PathsRequest} from '../analyses/answers/paths.js';
import type {
	BesideAnswer,
	CollectAnswer,
	Collects,
	GcDoneAnswer,
	LinksAnswer,
	OptimiseResult,
	PlanAnswer,
	PlanSizes,
	PlanSources,
	StoreStatus,
} from '../analyses/answers/plan.js';
import type {
	HolderTree,
	NeedsTree,
	PathList,
	PathListRequest,
	RootList,
	RootListRequest,
	TreeRequest,
	UsageDetail,
	UsageLevel,
	UsageLevelRequest,
} from '../analyses/lists/list-rows.js';
import type {JointTotal, Overview} from '../analyses/lists/overview.js';
import type {GcRequest} from '../collection/choose-roots.js';
import type {Progress} from '../store/progress.js';
import type {RootFilter} from '../store/root-filter.js';

/** What can be asked of a store. PATHs are as typed by a person: store paths, links, profiles, `system-42`, package names. */
export type Questions = {
	why: {readonly paths: readonly string[]};
	roots: {readonly filter: RootFilter};
	paths: PathsRequest;
	usage: {readonly depth: number | undefined};
	closure: {readonly path: string};
	generations: Record<string, never>;
	diff: {readonly from: string; readonly to: string};
	/** @param holdMs Only of what a hold is planned for: expired holds stay then. */
	gc: GcRequest & {readonly holdMs?: number | undefined};
	optimise: Record<string, never>;
	snapshot: {readonly file: string};

	/** Plans, drops and collects, without asking again. */
	collectNow: {readonly request: GcRequest; readonly holdMs: number | undefined};
	undoList: Record<string, never>;
	/** Without an id of the newest drop of which something is left, else of the newest that is not undone. */
	undo: {readonly id: number | undefined};
	runOptimise: Record<string, never>;

	status: Record<string, never>;
	overview: Record<string, never>;
	rootList: RootListRequest;
	pathList: PathListRequest;
	usageLevel: UsageLevelRequest;
	usageDetail: {readonly id: string};
	holderTree: TreeRequest;
	needsTree: TreeRequest;
	joint: {readonly links: readonly string[]};
	/** Links to mark, for "free 20 GB" and "older than 30 days". */
	choose: GcRequest;
	plan: {readonly links: readonly string[]; readonly collects: Collects; readonly holdMs: number | undefined};
	/** By the plan's id, as are the next two. */
	planSizes: {readonly plan: number};
	planSources: {readonly plan: number};
	collect: {readonly plan: number};
	beside: Record<string, never>;
	links: Record<string, never>;
	/** Keeps a path alive by a root of our own, or lets it go again. */
	pin: {readonly path: string; readonly name: string};
	unpin: {readonly name: string};
	/** Ends when it is cancelled; tells when the store has changed. */
	watch: Record<string, never>;
	/** Reads the store again when it has changed; `false` when it had not. */
	refresh: {readonly isForced: boolean};
};

/** What is answered, by what is asked. */
export type Replies = Answers & {
	collectNow: GcDoneAnswer;
	undoList: UndoListAnswer;
	undo: UndoAnswer;
	runOptimise: OptimiseResult;
	status: StoreStatus;
	overview: Overview;
	rootList: RootList;
	pathList: PathList;
	usageLevel: UsageLevel;
	usageDetail: UsageDetail;
	holderTree: HolderTree;
	needsTree: NeedsTree;
	joint: JointTotal;
	choose: {readonly links: readonly string[]; readonly remarks: readonly string[]};
	plan: PlanAnswer;
	planSizes: PlanSizes;
	planSources: PlanSources;
	collect: CollectAnswer;
	beside: BesideAnswer;
	links: LinksAnswer;
	pin: {readonly link: string};
	unpin: {readonly link: string};
	watch: null;
	refresh: {readonly hasChanged: boolean};
};

/** What is told on the way to an answer. */
export type QuestionEvent =
	| {readonly type: 'progress'; readonly progress: Progress}
	/** `isComplete`: of its plan, whether all roots could be seen. */
	| {readonly type: 'collect'; readonly progress: CollectProgress; readonly isComplete: boolean}
	| {readonly type: 'optimise'; readonly done: number; readonly total: number | undefined}
	| {readonly type: 'caches'; readonly cache: string; readonly done: number; readonly total: number}
	| {readonly type: 'beside'; readonly beside: BesideAnswer}
	| {readonly type: 'changed'; readonly what: 'database' | 'roots'}
	/** Some changes will not be told. */
	| {readonly type: 'unwatched'; readonly reason: string};
