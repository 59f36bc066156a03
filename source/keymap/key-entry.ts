import type {KeyName} from './key-name.js';
import type {MonitorAction} from './monitor-action.js';

/** Where a key works; a place that is listed earlier by the screen is asked first. */
export type KeyPlace =
	| 'everywhere'
	| 'tree'
	| 'log'
	| 'search'
	| 'transfers'
	| 'typing'
	| 'typing-search'
	| 'help'
	| 'replay';

/** Groups of the help page and of the table in the README, in this order. */
export const keySections = ['Move', 'Everywhere', 'Builds', 'Log', 'Replay'] as const;
export type KeySection = (typeof keySections)[number];

export type FooterHint = {
	/** Where the hint stands; the place of the key when not given. */
	readonly places: readonly KeyPlace[];
	/** `select`; shorter where the window is narrow. */
	readonly text: string;
	readonly shortText?: string;
	/** How long the hint stays when there is no room: those with the lowest weight go first. */
	readonly weight: number;
};

/** One line of the help page: one key, or some that belong together (next and previous). */
export type KeyEntry = {
	readonly bindings: ReadonlyArray<{readonly keys: readonly KeyName[]; readonly action: MonitorAction}>;
	readonly description: string;
	readonly place: KeyPlace;
	/** Undefined: works, but is not explained (text entry). */
	readonly section: KeySection | undefined;
	readonly footer?: FooterHint;
};
