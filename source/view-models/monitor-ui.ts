import type {NodeKey} from './node-key.js';
import type {Fold} from './tree-choice.js';
import type {TreeSort} from './tree-layout.js';

export type MonitorTab = 'tree' | 'log' | 'transfers';
export type LogPlacement = 'automatic' | 'below' | 'beside' | 'off';
export type TransferSort = 'state' | 'size' | 'speed' | 'name';

export type Search = {
	readonly query: string;
	/** Characters go into the query. */
	readonly isTyping: boolean;
	readonly isRegex: boolean;
	readonly isCaseSensitive: boolean;
	/** Line of the current match; undefined before there is one. */
	readonly line: number | undefined;
};

export type Find = {readonly query: string; readonly isTyping: boolean};

/** Whose log the log tab shows: a build (index), what Nix says beside builds, or what is selected in the tree. */
export type LogSubject = number | 'messages' | 'selected';

/** Everything that the user has chosen; all else on the screen follows from the build state. */
export type MonitorUi = {
	readonly mode: 'inline' | 'full';
	readonly tab: MonitorTab;
	/** Chosen row, by identity. Undefined until the user moves: then the screen proposes one. */
	readonly selected: NodeKey | undefined;
	readonly selectedTransfer: number | undefined;
	readonly folds: ReadonlyMap<NodeKey, Fold>;
	readonly logSubject: LogSubject;
	/** First visible line; undefined: the end is followed. */
	readonly logTop: number | undefined;
	readonly wrap: boolean;
	readonly search: Search | undefined;
	/** In the tree and in the list of transfers. */
	readonly find: Find | undefined;
	/** Build (index) whose log stays below the tree. */
	readonly pinned: number | undefined;
	readonly logPlacement: LogPlacement;
	readonly treeSort: TreeSort;
	readonly transferSort: TransferSort;
	readonly helpOpen: boolean;
	/** First line of the help page, where it is higher than the window. */
	readonly helpTop: number;
	/** Build (index) whose `nix log` command is shown until the next key. */
	readonly commandOf: number | undefined;
	/** `q` was pressed while something is being built; a second one stops it, any other key goes on. */
	readonly isQuitAsked: boolean;
};

export const initialUi: MonitorUi = {
	mode: 'inline',
	tab: 'tree',
	selected: undefined,
	selectedTransfer: undefined,
	folds: new Map(),
	logSubject: 'selected',
	logTop: undefined,
	wrap: false,
	search: undefined,
	find: undefined,
	pinned: undefined,
	logPlacement: 'automatic',
	treeSort: 'importance',
	transferSort: 'state',
	helpOpen: false,
	helpTop: 0,
	commandOf: undefined,
	isQuitAsked: false,
};
