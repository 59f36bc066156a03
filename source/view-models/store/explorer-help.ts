import {span} from '../../formats/line-layout.js';
import type {Signs} from '../../formats/symbols.js';
import type {ExplorerKey} from '../../keymap/explorer-keys.js';
import {explorerSections} from '../../keymap/explorer-places.js';
import type {HelpSubject} from '../help-page.js';
import {COLOUR_NOTE} from '../monitor-help.js';

/** The keys of the explorer that work with this store, and its signs. */
export function explorerHelp(keys: readonly ExplorerKey[], signs: Signs): HelpSubject {
	return {
		keys,
		sections: explorerSections,
		legend: [
			[span(signs.running, 'built'), span(' live path, process')],
			[span(signs.waiting, 'muted'), span(' dead path')],
			[span(signs.protected, 'protected'), span(' protected root')],
			[span(signs.root), span(' root, a link')],
			[span(signs.marked, 'marked'), span(' marked')],
			[span(signs.warning, 'warning'), span(' holds nothing, unreadable')],
			[span('deriver', 'edge-deriver'), span(', '), span('output', 'edge-output'), span(': kinds of hold')],
		],
		notes: [
			'~ before a number: an estimate. Numbers without it are exact.',
			'Sizes are NAR bytes where nothing else is said.',
			COLOUR_NOTE,
		],
	};
}
