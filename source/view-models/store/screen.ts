import type {Collects, PlanAnswer, PlanSizes} from '../../analyses/answers/plan.js';
import type {Line, Span} from '../../formats/line.js';
import type {Signs} from '../../formats/symbols.js';
import type {ExplorerAction, ExplorerPlace} from '../../keymap/explorer-places.js';
import type {ExplorerData, Need} from '../../sessions/explorer-data.js';
import type {RootKind} from '../../store/root.js';
import type {ListFacts} from './list-state.js';

export type ScreenName =
	| 'overview'
	| 'usage'
	| 'roots'
	| 'paths'
	| 'path'
	| 'optimise'
	| 'generations'
	| 'collect'
	| 'undo';

/** Where a key leads: a screen, with what it is about. What is not said stays as it was there. */
export type Destination =
	| {readonly screen: 'overview' | 'optimise' | 'generations' | 'undo'}
	| {readonly screen: 'usage'; readonly node?: string | undefined}
	| {
			readonly screen: 'roots';
			readonly kinds?: ReadonlyArray<RootKind | 'protected'>;
			readonly filter?: string;
			/** The root under the cursor, by its identity in the list. */
			readonly at?: string;
	  }
	| {
			readonly screen: 'paths';
			readonly filter?: string;
			readonly which?: 'all' | 'live' | 'dead';
			/** The row under the cursor, by its identity in the list; of a package: versions make one row then. */
			readonly at?: string;
	  }
	/** A store path. */
	| {readonly screen: 'path'; readonly path: string}
	| {
			readonly screen: 'collect';
			readonly links: readonly string[];
			readonly collects: Collects;
			readonly holdMs?: number;
	  };

/** What all screens share. */
export type SharedUi = {
	/** Links of marked roots, over all screens. */
	readonly marks: ReadonlySet<string>;
	/** A command that is shown until the next key. */
	readonly command: string | undefined;
	/** Shown until the next key. */
	readonly notice: Notice | undefined;
};

/** What is said once, in a line or a few: a reason or a warning, or what has been done, or is being done. */
export type Notice = string | {readonly kind: 'done' | 'working'; readonly text: string};

/** What the chosen row is about: `w`, `d`, `y`, `b` refer to it. */
export type Subject = {
	/** A store path. */
	readonly path?: string | undefined;
	/** The link of a root. */
	readonly link?: string | undefined;
	/** Why that cannot be dropped, in words that follow the link. */
	readonly refusal?: string | undefined;
	/** Gives the same answer on the command line; several commands are lines. */
	readonly command?: string | undefined;
};

/** Done by the owner of the screen, as it changes the world. */
export type ExplorerEffect =
	| {readonly type: 'quit' | 'suspend' | 'other-half' | 'refresh' | 'stop' | 'dismiss-run' | 'optimise'}
	/** The plan that was on the screen, with what was known of its files. */
	| {readonly type: 'collect'; readonly plan: PlanAnswer; readonly expected: PlanSizes | undefined}
	| {readonly type: 'undo'; readonly id: number}
	| {readonly type: 'pin'; readonly path: string; readonly name: string}
	| {readonly type: 'unpin'; readonly name: string}
	/** The log of a build, in the pager. */
	| {readonly type: 'build-log'; readonly path: string};

export type ScreenInput = {
	readonly data: ExplorerData;
	readonly shared: SharedUi;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Of the user, for `~`. */
	readonly home: string;
	readonly signs: Signs;
	readonly colour: boolean;
	readonly ascii: boolean;
	/** Of the body: what is between the rule and the keys. */
	readonly columns: number;
	readonly rows: number;
	/** Draws the chart of the growth, once it is loaded; undefined before, and where it must not be used. */
	readonly lineChart?: ChartPainter | undefined;
};

export type ChartPainter = (options: {
	readonly title: string;
	readonly x: readonly string[];
	readonly y: readonly number[];
	readonly columns: number;
	readonly rows: number;
}) => readonly string[];

/** What a screen draws, and what the next key has to know of it. */
export type ScreenBody<Facts = unknown> = {
	/** At most as many as the body has rows. */
	readonly lines: readonly Line[];
	readonly needs: readonly Need[];
	readonly list?: ListFacts;
	readonly subject?: Subject | undefined;
	/** At the right end of the line with the tabs. */
	readonly aside?: readonly Span[];
	/** The body says what is marked: the line with the tabs need not. */
	readonly showsMarks?: boolean;
	/** In place of the tabs, behind where Esc leads: `‹ 3 Roots   Collect`. */
	readonly crumb?: string;
	/** Of this screen alone, handed to its `reduce`. */
	readonly facts?: Facts;
	/** What an answer leads to without a key, once: after it the body must not say so again. */
	readonly arrived?: Step<unknown> | undefined;
	/** The chart is wanted: it is loaded when a frame first says so. */
	readonly wantsChart?: boolean;
	/** Drawn over the middle of the window while everything behind is dim. */
	readonly dialog?: readonly Line[];
	/** In place of the keys at the bottom. */
	readonly footer?: readonly Span[];
	/** At the right end of the keys at the bottom, where there is room. */
	readonly footerAside?: readonly Span[];
};

export type ReduceContext<Facts = unknown> = {
	readonly facts: Facts | undefined;
	readonly list: ListFacts;
	readonly subject: Subject | undefined;
	readonly shared: SharedUi;
	readonly data: ExplorerData;
};

/** What a key leads to; everything that is not said stays as it is. */
export type Step<Ui> = {
	readonly ui?: Ui;
	readonly shared?: Partial<SharedUi>;
	readonly go?: Destination;
	/** Leaves the screen to where the user came from; with `go`, that lies behind the other one then. */
	readonly goBack?: true;
	readonly effect?: ExplorerEffect;
};

export type ScreenAction = ExplorerAction | {readonly typed: string};

/** One screen: what it remembers, what it draws, what its keys do. */
export type Screen<Ui, Facts = unknown> = {
	readonly initial: Ui;
	/** The screen is entered by a key of another one (or of itself). */
	enter?(ui: Ui, destination: Destination): Ui;
	body(ui: Ui, input: ScreenInput): ScreenBody<Facts>;
	/** @returns Undefined when the key means nothing here: then it may mean something everywhere. */
	reduce(ui: Ui, action: ScreenAction, context: ReduceContext<Facts>): Step<Ui> | undefined;
	/** Where the keys go, the innermost first; `everywhere` is added. While text is typed, `typing` alone. */
	places(ui: Ui, data: ExplorerData): readonly ExplorerPlace[];
};
