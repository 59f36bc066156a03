import type {KeyName} from './key-name.js';

export type FooterHint<Place extends string = string> = {
	/** Where the hint stands. */
	readonly places: readonly Place[];
	/** `select`; shorter where the window is narrow. */
	readonly text: string;
	readonly shortText?: string;
	/** How long the hint stays when there is no room: those with the lowest weight go first. */
	readonly weight: number;
};

/** One line of the help page: one key, or some that belong together (next and previous). */
export type KeyEntry<Action extends string = string, Place extends string = string, Section extends string = string> = {
	readonly bindings: ReadonlyArray<{readonly keys: readonly KeyName[]; readonly action: Action}>;
	readonly description: string;
	/** Where the key works; a place that the screen lists earlier is asked first. */
	readonly place: Place;
	/** The group of the help page; undefined: works, but is not explained (text entry). */
	readonly section: Section | undefined;
	readonly footer?: FooterHint<Place>;
};
