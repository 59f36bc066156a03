import type {KeyEntry} from './key-entry.js';
import type {KeySigns} from './key-signs.js';
import {entryKeys, keyWords} from './key-text.js';

export type HelpSection = {
	readonly title: string;
	readonly rows: ReadonlyArray<{readonly keys: string; readonly text: string}>;
};

/** A key map by sections, for the help page and the README. */
export function helpSections(
	entries: readonly KeyEntry[],
	sections: readonly string[],
	signs: KeySigns,
): HelpSection[] {
	return sections.map((title) => ({
		title,
		rows: entries
			.filter(({section}) => section === title)
			.map((entry) => ({keys: entryKeys(entry, signs), text: keyWords(entry.description, signs)})),
	}));
}
