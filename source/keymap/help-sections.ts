import {type KeySection, keySections} from './key-entry.js';
import type {KeySigns} from './key-signs.js';
import {entryKeys} from './key-text.js';
import {monitorKeys} from './monitor-keys.js';

export type HelpSection = {
	readonly title: KeySection;
	readonly rows: ReadonlyArray<{readonly keys: string; readonly text: string}>;
};

/** The key map by sections, for the help page and the README. */
export function helpSections(signs: KeySigns): HelpSection[] {
	return keySections.map((title) => ({
		title,
		rows: monitorKeys
			.filter(({section}) => section === title)
			.map((entry) => ({keys: entryKeys(entry, signs), text: entry.description})),
	}));
}
