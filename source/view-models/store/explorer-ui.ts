import type {GcRequest} from '../../collection/choose-roots.js';
import type {GoneMarks} from './gone-marks.js';
import {noList} from './list-state.js';
import type {Screen, ScreenBody, ScreenName, SharedUi, Step} from './screen.js';
import {screens} from './screens.js';

type UiOf<One> = One extends Screen<infer Ui, infer _> ? Ui : never;
export type ScreenUis = {readonly [Name in ScreenName]: UiOf<(typeof screens)[Name]>};

/** A question of a size or an age, typed in the bottom line: `free 20G`. */
export type FreePrompt = {readonly text: string; readonly error: string | undefined};

export type RootWish = {
	readonly request: GcRequest;
	readonly leadsTo: 'marks' | 'plan';
	readonly holdMs?: number | undefined;
};

/** Everything that the user has chosen in the explorer; all else on the screen follows from its data. */
export type ExplorerUi = {
	readonly screen: ScreenName;
	readonly uis: ScreenUis;
	/** Where Esc goes, the newest last: the screen, as it was. */
	readonly history: ReadonlyArray<{readonly screen: ScreenName; readonly ui: unknown}>;
	readonly shared: SharedUi;
	readonly prompt: FreePrompt | undefined;
	/** Roots that are to be marked, or planned for at once, when it is known which they are. */
	readonly choice: RootWish | undefined;
	/** The explorer was opened for the plan that is first shown: to leave that is to leave the explorer. */
	readonly isForPlan?: boolean;
	readonly helpOpen: boolean;
	readonly helpTop: number;
	/** `q` was pressed while something is done to the store; a second one leaves. */
	readonly isQuitAsked: boolean;
};

/** What the frame on the screen showed. */
export type ExplorerFacts = Pick<ScreenBody, 'subject' | 'facts'> & {
	readonly list: typeof noList;
	readonly helpEnd: number;
	readonly helpPage: number;
	/** The links that `choice` stands for, once they are known. */
	readonly chosen: {readonly links: readonly string[]; readonly remarks: readonly string[]} | undefined;
	/** Links of marked roots that are gone, or may not be dropped any more. */
	readonly goneMarks: GoneMarks | undefined;
	/** What an answer has led to: done as soon as the frame is there. */
	readonly arrived: Step<unknown> | undefined;
};

export const noFacts: ExplorerFacts = {
	subject: undefined,
	facts: undefined,
	list: noList,
	helpEnd: 0,
	helpPage: 1,
	chosen: undefined,
	goneMarks: undefined,
	arrived: undefined,
};

export function initialExplorerUi(): ExplorerUi {
	const initial = Object.fromEntries(Object.entries(screens).map(([name, screen]) => [name, screen.initial]));
	return {
		screen: 'overview',
		uis: initial as unknown as ScreenUis,
		history: [],
		shared: {marks: new Set(), command: undefined, notice: undefined},
		prompt: undefined,
		choice: undefined,
		helpOpen: false,
		helpTop: 0,
		isQuitAsked: false,
	};
}
