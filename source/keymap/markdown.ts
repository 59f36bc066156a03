import {helpSections} from './help-sections.js';
import {plainKeySigns} from './key-signs.js';
import {monitorKeys} from './monitor-keys.js';
import {monitorSections} from './monitor-places.js';

/** The key map as the table of the README, from the same data as the help page. */
export function keysAsMarkdown(): string {
	const rows = helpSections(monitorKeys, monitorSections, plainKeySigns).flatMap(({title, rows}) =>
		rows.map(({keys, text}, index) => `| ${index === 0 ? `**${title}**` : ''} | ${quoteKeys(keys)} | ${text} |`),
	);
	return ['| | keys | |', '|---|---|---|', ...rows, ''].join('\n');
}

function quoteKeys(keys: string): string {
	return keys
		.split(/ +/)
		.map((key) => `\`${key}\``)
		.join(' ');
}
