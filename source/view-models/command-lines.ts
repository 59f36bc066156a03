import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import type {Signs} from '../formats/symbols.js';
import {wrapColumns} from '../formats/width.js';
import {plainLine} from './cells.js';
import type {MonitorFrameInput} from './frame-input.js';
import {logCommand} from './log-command.js';

/** The command that `y` asks for: never cut, so that it can be copied. */
export function commandLines({state, ui, size}: MonitorFrameInput, signs: Signs): Line[] {
	const build = ui.commandOf === undefined ? undefined : state.builds[ui.commandOf];
	return build === undefined
		? []
		: wrapColumns(logCommand(build), size.columns - 2).map((text) => plainLine([span(text)], size.columns, signs));
}
