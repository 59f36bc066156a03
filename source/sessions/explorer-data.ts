import type {OptimiseAnswer} from '../analyses/answers/answer.js';
import type {CollectProgress, CollectResult, UndoAnswer} from '../analyses/answers/collect.js';
import type {OptimiseResult, PlanAnswer, StoreStatus} from '../analyses/answers/plan.js';
import type {Progress} from '../store/progress.js';
import type {QuestionEvent, Questions, Replies} from '../workers/question.js';

/** Questions whose answers a screen shows. */
export type ShownKind = Exclude<
	keyof Questions,
	'collect' | 'collectNow' | 'undo' | 'runOptimise' | 'pin' | 'unpin' | 'watch' | 'refresh' | 'snapshot' | 'status'
>;

/**
 * Something that a frame shows or would show: the answer to a question, under a name. Of each name the newest question
 * counts; what was answered before is shown until the new answer is there.
 */
export type Need = {
	[Kind in ShownKind]: {readonly slot: string; readonly kind: Kind; readonly request: Questions[Kind]};
}[ShownKind];

/** What is known of a need. */
export type Slot<Kind extends ShownKind = ShownKind> = {
	/** Undefined before the first one. */
	readonly answer: Replies[Kind] | undefined;
	/** To which the answer belongs. */
	readonly request: Questions[Kind] | undefined;
	/** The answer belongs to the newest question and to the store as it was read last. */
	readonly isCurrent: boolean;
	/** Why the newest question could not be answered, in one line. */
	readonly error: string | undefined;
	/** The newest question has been under way for longer than a moment. */
	readonly isSlow?: boolean;
	/** What was told last on the way to the answer. */
	readonly event: QuestionEvent | undefined;
};

/** What is being done to the store, or was done last. */
export type Run =
	| {
			readonly kind: 'collect';
			readonly plan: PlanAnswer;
			/** What was expected by the files, as far as it was known. */
			readonly expected: {readonly nixReportedSize: number | null; readonly diskSize: number | null};
			/** In milliseconds since 1970. */
			readonly startedAt: number;
			readonly progress: CollectProgress | undefined;
			readonly result: CollectResult | undefined;
			/** The store moved: the plan was made again and must be looked at. */
			readonly moved: {readonly plan: PlanAnswer; readonly words: readonly string[]} | undefined;
			readonly error: string | undefined;
			readonly isStopping: boolean;
	  }
	| {
			readonly kind: 'optimise';
			/** What was predicted; undefined when it was started before the files were compared. */
			readonly expected: OptimiseAnswer | undefined;
			readonly done: number;
			readonly total: number | undefined;
			readonly result: OptimiseResult | undefined;
			readonly error: string | undefined;
			readonly isStopping: boolean;
			readonly startedAt: number;
	  }
	| {
			readonly kind: 'undo';
			readonly id: number;
			readonly result: UndoAnswer | undefined;
			readonly error: string | undefined;
	  };

/** Everything that the explorer's screens are made from, as of now. Written by the session alone. */
export type ExplorerData = {
	/** `store /nix/store`, `snapshot home.nixsnap` */
	readonly title: string;
	/** Undefined until the store has been read. */
	readonly status: StoreStatus | undefined;
	/** How far reading is, while it goes on. */
	readonly reading: Progress | undefined;
	/** Why the store cannot be read at all, in one line. */
	readonly failure: string | undefined;
	/** The store on the disk is no longer what was read. */
	readonly hasChanged: boolean;
	readonly run: Run | undefined;
	/** A line that is said once, until the next key: `pinned system-42`. */
	readonly notice: string | undefined;
	slot<Kind extends ShownKind>(name: string, kind: Kind): Slot<Kind>;
};
