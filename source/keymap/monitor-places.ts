/** Where a key of the monitor works; a place that is listed earlier by the screen is asked first. */
export type KeyPlace =
	| 'everywhere'
	| 'tree'
	| 'log'
	| 'search'
	| 'transfers'
	| 'typing'
	| 'typing-search'
	| 'help'
	| 'replay'
	/** The row is something whose output is in the store. */
	| 'output'
	/** The store can be explored beside. */
	| 'store';

/** Groups of the help page and of the table in the README, in this order. */
export const monitorSections = ['Move', 'Everywhere', 'Builds', 'Log', 'Replay'] as const;
export type MonitorSection = (typeof monitorSections)[number];
