import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {wrapColumns} from '../formats/width.js';
import {plainLine} from './cells.js';
import type {MonitorFrameInput} from './frame-input.js';
import {logCommand} from './log-command.js';

/** What a key has asked for, until the next one: the command of `y`, never cut, so that it can be copied; what `q` would do. */
export function commandLines({state, ui, size}: MonitorFrameInput, signs: Signs): Line[] {
	if (ui.isQuitAsked && state.end === undefined) {
		const spans = [
			span(signs.warning, 'warning'),
			span(' q', 'bold'),
			span(' again stops the build; any other key goes on'),
		];
		return [plainLine(spans, size.columns, signs)];
	}

	const build = ui.commandOf === undefined ? undefined : state.builds[ui.commandOf];
	return build === undefined
		? []
		: wrapColumns(logCommand(build), size.columns - 2).map((text) => plainLine([span(text)], size.columns, signs));
}
