/** What a key asks the store explorer to do. */
export type ExplorerAction =
	| 'up'
	| 'down'
	| 'left'
	| 'right'
	| 'page-up'
	| 'page-down'
	| 'first'
	| 'last'
	| 'open'
	| 'back'
	| 'tab-overview'
	| 'tab-usage'
	| 'tab-roots'
	| 'tab-paths'
	| 'tab-optimise'
	| 'tab-generations'
	| 'find'
	| 'sort'
	| 'sort-reverse'
	| 'mark'
	| 'mark-all'
	| 'unmark-all'
	| 'why'
	| 'drop'
	| 'collect-dead'
	| 'free'
	| 'undo'
	| 'beside'
	| 'refresh'
	| 'show-command'
	| 'build-log'
	| 'enlarge'
	| 'which'
	| 'group'
	| 'pin'
	| 'only-marked'
	| 'hold'
	| 'go-on'
	| 'optimise'
	| 'confirm'
	| 'stop'
	| 'help'
	| 'quit'
	| 'suspend'
	| 'other-half'
	| 'accept'
	| 'cancel'
	| 'erase';

/**
 * Where a key of the explorer works; a place that is listed earlier by the screen is asked first. `list`: on every
 * screen with a list. `running`: while something is being collected or optimised. `monitor`: where a build monitor runs
 * beside.
 */
export type ExplorerPlace =
	| 'everywhere'
	| 'list'
	| 'overview'
	| 'usage'
	| 'roots'
	| 'paths'
	| 'path'
	| 'optimise'
	| 'generations'
	| 'collect'
	| 'undo'
	| 'dialog'
	| 'running'
	| 'result'
	| 'typing'
	| 'help'
	| 'changed'
	| 'monitor';

/** Groups of the help page and of the table in the README, in this order. */
export const explorerSections = ['Move', 'Everywhere', 'Lists', 'Store', 'Collect'] as const;
export type ExplorerSection = (typeof explorerSections)[number];
