import {explorerKeys} from './explorer-keys.js';
import {explorerSections} from './explorer-places.js';
import {helpSections} from './help-sections.js';
import {plainKeySigns} from './key-signs.js';
import {monitorKeys} from './monitor-keys.js';
import {monitorSections} from './monitor-places.js';

/** The key maps that the README has a table of, by the name in its comments. */
const keyMaps = {
	monitor: {keys: monitorKeys, sections: monitorSections},
	explorer: {keys: explorerKeys, sections: explorerSections},
} as const;

export const keyMapNames = Object.keys(keyMaps) as ReadonlyArray<keyof typeof keyMaps>;

/** A key map as a table of the README, from the same data as the help page. */
export function keysAsMarkdown(name: keyof typeof keyMaps): string {
	const {keys, sections} = keyMaps[name];
	const rows = helpSections(keys, sections, plainKeySigns).flatMap(({title, rows}) =>
		rows.map(({keys, text}, index) => `| ${index === 0 ? `**${title}**` : ''} | ${quoteKeys(keys)} | ${text} |`),
	);
	return ['| | keys | |', '|---|---|---|', ...rows, ''].join('\n');
}

function quoteKeys(keys: string): string {
	return keys
		.replace(/(\d) - (\d)/, '$1–$2')
		.split(/ +/)
		.map((key) => `\`${key}\``)
		.join(' ');
}
