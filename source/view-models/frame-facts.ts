import type {NodeKey} from './node-key.js';

/** What the last frame showed, as far as keys refer to it. */
export type FrameFacts = {
	/** Rows that can be selected, from top to bottom. */
	readonly rows: readonly NodeKey[];
	/** The row with the cursor, also one that the screen proposed. */
	readonly selected: NodeKey | undefined;
	/** The store path that the selected row has made or fetched; undefined before it is there. */
	readonly output: string | undefined;
	/** Row above the selected one in the tree. */
	readonly selectedParent: NodeKey | undefined;
	/** The selected build has something directly below it that is drawn, or that is not. */
	readonly selectedHasRows: boolean;
	readonly selectedHasHidden: boolean;
	readonly transfers: readonly number[];
	/** Rows of the body. */
	readonly page: number;
	readonly failures: readonly number[];
	/** Last line that the help page can begin with. */
	readonly helpEnd: number;
	/** Build of the log pane or tab. */
	readonly logBuild: number | undefined;
	readonly log: {
		readonly length: number;
		readonly first: number;
		/** Lines that are visible. */
		readonly visible: number;
		/** First lines of the phases. */
		readonly phases: readonly number[];
		/** Lines that match the search, in order. */
		readonly matches: readonly number[];
	};
	/** Nodes that match the find. */
	readonly found: readonly NodeKey[];
	/** The window shows the log pane at present: where. */
	readonly logPlacement: 'below' | 'beside' | 'off';
	/** A search goes on: another frame is due. */
	readonly isBusy: boolean;
};

export const noFacts: FrameFacts = {
	rows: [],
	selected: undefined,
	output: undefined,
	selectedParent: undefined,
	selectedHasRows: false,
	selectedHasHidden: false,
	transfers: [],
	page: 10,
	failures: [],
	helpEnd: 0,
	logBuild: undefined,
	log: {length: 0, first: 0, visible: 0, phases: [], matches: []},
	found: [],
	logPlacement: 'off',
	isBusy: false,
};
