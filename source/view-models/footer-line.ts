import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {footerHints} from '../keymap/footer-hints.js';
import {monitorKeys} from '../keymap/monitor-keys.js';
import type {KeyPlace} from '../keymap/monitor-places.js';
import {plainLine} from './cells.js';
import type {MonitorUi} from './monitor-ui.js';

export type KeyRoom = {
	readonly isReplay: boolean;
	/** The store can be explored beside. */
	readonly hasStore: boolean;
	/** The selected row has an output in the store. */
	readonly hasOutput: boolean;
};

/** Where the keys go now, the innermost place first. */
export function keyPlaces(ui: MonitorUi, {isReplay, hasStore, hasOutput}: KeyRoom): readonly KeyPlace[] {
	if (ui.mode === 'full' && ui.helpOpen) {
		return ['help', 'everywhere'];
	}

	if (ui.search?.isTyping || ui.find?.isTyping) {
		return ui.tab === 'log' ? ['typing', 'typing-search'] : ['typing'];
	}

	const replay: readonly KeyPlace[] = isReplay ? ['replay'] : [];
	const search: readonly KeyPlace[] = ui.tab === 'log' && ui.search !== undefined ? ['search'] : [];
	const output: readonly KeyPlace[] = hasStore && hasOutput && ui.tab === 'tree' ? ['output'] : [];
	const store: readonly KeyPlace[] = hasStore ? ['store'] : [];
	return [...search, ...output, ui.tab, ...replay, ...store, 'everywhere'];
}

/** The keys that work here. */
export function footerLine(ui: MonitorUi, room: KeyRoom, columns: number, signs: Signs): Line {
	const all = keyPlaces(ui, room);
	const places = all[0] === 'help' ? all.slice(0, 1) : all;
	const hints = footerHints(monitorKeys, places, columns - 2, signs);
	return plainLine(
		hints.flatMap(({keys, text}, index) => [
			span(index === 0 ? '' : '  '),
			span(keys, 'bold'),
			span(` ${text}`, 'muted'),
		]),
		columns,
		signs,
	);
}
