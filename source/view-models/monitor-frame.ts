import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import {formatDuration} from '../formats/duration.js';
import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {type Signs, signs as signsFor} from '../formats/symbols.js';
import {wrapColumns} from '../formats/width.js';
import {plainLine} from './cells.js';
import {countSpans} from './counts.js';
import {type FrameFacts, noFacts} from './frame-facts.js';
import {fullFrame} from './full-frame.js';
import {clockOf, type ReplayFacts} from './header.js';
import {inlineFooter} from './inline-footer.js';
import {logCommand} from './log-command.js';
import type {MonitorMemory} from './monitor-memory.js';
import type {MonitorUi} from './monitor-ui.js';
import {partialTextLine, preparingLines, silenceLines} from './preparing.js';
import {type MonitorPrompt, promptLines} from './prompt-lines.js';
import {treeFacts} from './tree-facts.js';
import {treeView} from './tree-view.js';

export type FrameTheme = {readonly ascii: boolean; readonly colour: boolean};

export type MonitorFrameInput = {
	readonly state: BuildState;
	readonly logs: LogReader;
	readonly ui: MonitorUi;
	readonly memory: MonitorMemory;
	/** The window. */
	readonly size: {readonly columns: number; readonly rows: number};
	/** Milliseconds since the session began. */
	readonly now: number;
	readonly theme: FrameTheme;
	/** The command; empty for a pipe. */
	readonly title: string;
	readonly replay?: ReplayFacts | undefined;
	readonly prompt?: MonitorPrompt | undefined;
	/** There is a keyboard; true when not said. */
	readonly hasKeys?: boolean;
};

export type MonitorFrame = {
	/** From top to bottom; never more than the window has rows, never wider than it. */
	readonly lines: readonly Line[];
	readonly facts: FrameFacts;
};

/** Below this the counts take one line, and the build goes on. */
const leastSize = {columns: 60, rows: 15};

/** Inline the live part takes a third of the window, and this much at least. */
const leastInlineRows = 8;

/** One frame of the monitor: a function of state, choices, window and time, and of what the frames before remembered. */
export function monitorFrame(input: MonitorFrameInput): MonitorFrame {
	const {state, ui, memory, size, now, theme, prompt} = input;
	const signs = signsFor(theme);
	memory.speeds.sample(state, now);
	if (size.columns < leastSize.columns || size.rows < leastSize.rows) {
		return {lines: size.rows > 0 && size.columns > 2 ? [smallestLine(input, signs)] : [], facts: noFacts};
	}

	if (prompt !== undefined && (ui.mode === 'inline' || prompt.question === undefined)) {
		return {lines: promptLines(prompt, size.columns, signs), facts: noFacts};
	}

	return ui.mode === 'full' ? fullFrame(input, signs) : inlineFrame(input, signs);
}

function smallestLine({state, size, now}: MonitorFrameInput, signs: Signs): Line {
	const counts = countSpans(state, {words: false, transfers: false, speeds: undefined}, signs);
	const clock = span(formatDuration(clockOf(state, now), {running: true}), 'bold');
	return plainLine([...counts, span(counts.length > 0 ? '  ' : ''), clock], size.columns, signs);
}

/** Below the shell's history: what goes on, the tree, the rule, the status line. */
function inlineFrame(input: MonitorFrameInput, signs: Signs): MonitorFrame {
	const {state, logs, ui, memory, size, now, title} = input;
	const {columns} = size;
	const limit = Math.min(size.rows - 1, Math.max(leastInlineRows, Math.floor(size.rows / 3)));
	const footer = inlineFooter({state, replay: input.replay, hasKeys: input.hasKeys ?? true, columns, signs, now});
	const command = commandLines(input, signs);
	const room = limit - footer.length - command.length;
	const above = [
		...silenceLines(state, title, columns, signs, now),
		...preparingLines(state, columns, signs, now),
		...partialTextLine(state, columns, signs),
	].slice(0, Math.max(1, room - (hasStarted(state) ? 3 : 0)));
	const height = room - above.length;
	if (!hasStarted(state) || height <= 0) {
		return {lines: [...above, ...command, ...footer], facts: noFacts};
	}

	const hasCursor = ui.selected !== undefined;
	const tree = treeView({state, logs, ui, memory, columns, height, quotes: false, hasCursor, signs, now});
	return {
		lines: [...above, ...tree.lines, ...command, ...footer],
		facts: {...noFacts, ...treeFacts(tree, state, ui, memory), page: height},
	};
}

/** Before anything runs, the lines about planning say all there is. */
function hasStarted({buildCounts, downloadCounts, uploadCounts, end}: BuildState): boolean {
	return (
		end !== undefined ||
		buildCounts.waiting < buildCounts.total ||
		downloadCounts.planned < downloadCounts.total ||
		uploadCounts.planned < uploadCounts.total
	);
}

/** The command that `y` asks for: never cut, so that it can be copied. */
export function commandLines({state, ui, size}: MonitorFrameInput, signs: Signs): Line[] {
	const build = ui.commandOf === undefined ? undefined : state.builds[ui.commandOf];
	return build === undefined
		? []
		: wrapColumns(logCommand(build), size.columns - 2).map((text) => plainLine([span(text)], size.columns, signs));
}
