import type {Root, RootKind} from '../../store/root.js';
import type {Completeness, Live, SizedRoot} from '../answers/answer.js';
import type {HoldKind} from '../store-analysis.js';
import type {ListSort, ListWindow, WindowRequest} from './list-window.js';

/** Roots as a person sees them: all roots of a process are one row. */
export type RootRow = {
	/** The link; `pid N` of a process. */
	readonly id: string;
	readonly root: SizedRoot;
	/** How many roots the row stands for. */
	readonly count: number;
	/** What goes with all of them; null when they hold nothing. */
	readonly retainedSize: number | null;
	readonly closureSize: number | null;
	/** Why it cannot be marked, in words that follow the link: `is never dropped: the running system`; null when it can. */
	readonly refusal: string | null;
	/** Of a hold: until when, in milliseconds since 1970. */
	readonly heldUntil: number | null;
};

export type RootColumn = 'kind' | 'link' | 'made' | 'frees' | 'closure';

export type RootListRequest = {
	/** Typed by the user: fuzzy, on kind, link, process. */
	readonly filter: string;
	/** Only these kinds, and what is protected for `protected`; empty for all. */
	readonly kinds: ReadonlyArray<RootKind | 'protected'>;
	readonly sort: ListSort<RootColumn>;
	readonly window: WindowRequest;
};

export type RootList = Completeness & ListWindow<RootRow>;

export type PathListRow = {
	/** The store path; `name:NAME` of a row for all versions of a package. */
	readonly id: string;
	/** `libclang` */
	readonly name: string;
	/** `21.1.5`; empty when it has none. `lib` outputs and the like stay with the name. */
	readonly version: string;
	readonly live: Live;
	readonly narSize: number | null;
	/** Null when it is not live. */
	readonly retainedSize: number | null;
	/** Null where it is not known (yet). */
	readonly closureSize: number | null;
	/** How many other paths refer to it. */
	readonly referrers: number;
	readonly registrationTime: number | null;
	/** Of a row for several paths. */
	readonly group: PathGroup | null;
	/** It stands below its group. */
	readonly isInGroup: boolean;
};

export type PathGroup = {
	readonly count: number;
	/** How many of them are live, as far as that is known. */
	readonly liveCount: number;
	readonly versions: number;
	/** The store path of the newest version that is live, or else of the newest. */
	readonly newest: string;
	/** They follow below. */
	readonly isOpen: boolean;
};

export type PathColumn = 'name' | 'version' | 'nar' | 'retains' | 'closure' | 'used' | 'added';

export type PathListRequest = {
	/** Fuzzy on name and version; the beginning of a digest or of a store path finds that. */
	readonly filter: string;
	readonly which: 'all' | 'live' | 'dead';
	/** Versions of one package make one row. */
	readonly isGrouped: boolean;
	/** Names whose versions are shown. */
	readonly open: readonly string[];
	readonly sort: ListSort<PathColumn>;
	readonly window: WindowRequest;
};

export type PathList = Completeness &
	ListWindow<PathListRow> & {
		/** How many paths match, and how many there are without the filter; rows of groups count what is in them. */
		readonly pathCount: number;
		readonly totalPathCount: number;
	};

/** A node of the dominator tree, from the store itself down to single paths. */
export type UsageRow = {
	/** Stable over refreshes: `store:`, `group:result`, `link:/a/result`, `pid:12`, `shared:…`, `path:/nix/store/…`, `dead:`. */
	readonly id: string;
	readonly kind: 'group' | 'root' | 'process' | 'shared' | 'path' | 'rest';
	/** `result links`, the link, `cuda-12.4.1`, `shared below this link`, `41 more`. */
	readonly name: string;
	readonly retainedSize: number;
	/** Null for what is no path. */
	readonly narSize: number | null;
	/** How many stand below. */
	readonly childCount: number;
	/** 1: it stands below the row before it that has 0, as a look ahead. */
	readonly depth: 0 | 1;
	readonly isLast: boolean;
	/** The store path, of a path. */
	readonly path: string | null;
	/** The link that can be dropped, of a root. */
	readonly link: string | null;
};

export type UsageColumn = 'retained' | 'nar' | 'name';

export type UsageLevelRequest = {
	/** The node that is entered; undefined: the store. */
	readonly node: string | undefined;
	readonly filter: string;
	readonly sort: ListSort<UsageColumn>;
	/** Rows of depth 0 that stand open, by id. */
	readonly open: readonly string[];
	readonly window: WindowRequest;
};

export type UsageLevel = Completeness &
	ListWindow<UsageRow> & {
		/** From below the store down to the node itself; empty at the top. */
		readonly trail: ReadonlyArray<{readonly id: string; readonly name: string}>;
		/** Of the node: the rows of depth 0 and its own NAR size add up to it. */
		readonly retainedSize: number;
		readonly narSize: number | null;
		/** Of the whole store. */
		readonly storeNarSize: number;
	};

/** What a node of the usage tree has to say below the list. */
export type UsageDetail = {
	/** Live paths that refer to it, those that retain most first, by name; at most a few, and how many there are. */
	readonly neededBy: readonly string[];
	readonly neededByCount: number;
	/** Links (or `pid N …`) of which dropping one alone frees it; empty: no single one does. */
	readonly freedBy: readonly string[];
	/** What else goes then, in NAR bytes. */
	readonly alsoFreed: number | null;
};

/** A row of the trees beside each other on the screen of a path. */
export type HolderRow = {
	/** The way from the path to here: names of rows joined; stable over refreshes. */
	readonly key: string;
	/** Store path, link, or `pid N`: what Enter follows. Empty of a `more` row. */
	readonly id: string;
	readonly kind: 'path' | 'root' | 'process' | 'more';
	readonly name: string;
	readonly depth: number;
	/** How it holds the row above; root for a link or process. */
	readonly via: HoldKind | 'root' | 'process' | null;
	readonly retainedSize: number | null;
	readonly isProtected: boolean;
	/** Of a link or process: what it is, for words that say more than the name. */
	readonly root?: Root;
	readonly canOpen: boolean;
	readonly isOpen: boolean;
	/** It is shown further up already: opened there. */
	readonly isRepeated: boolean;
};

export type NeedsRow = {
	readonly key: string;
	readonly id: string;
	readonly kind: 'path' | 'more';
	readonly name: string;
	readonly depth: number;
	readonly closureSize: number | null;
	readonly canOpen: boolean;
	readonly isOpen: boolean;
	readonly isRepeated: boolean;
};

export type TreeRequest = {
	/** A store path, or what a person may type. */
	readonly path: string;
	/** Keys of rows that are open beside what is open at first (the shortest way to a root); keys of those shut by hand. */
	readonly opened: readonly string[];
	readonly shut: readonly string[];
	readonly window: WindowRequest;
};

export type HolderTree = ListWindow<HolderRow>;
export type NeedsTree = ListWindow<NeedsRow>;
