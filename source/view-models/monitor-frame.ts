import type {BuildState} from '../build/build-state.js';
import {formatDuration} from '../formats/duration.js';
import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {type Signs, signs as signsFor} from '../formats/symbols.js';
import {plainLine} from './cells.js';
import {commandLines} from './command-lines.js';
import {countSpans} from './counts.js';
import {noFacts} from './frame-facts.js';
import type {MonitorFrame, MonitorFrameInput} from './frame-input.js';
import {fullFrame} from './full-frame.js';
import {clockOf} from './header.js';
import {inlineFooter} from './inline-footer.js';
import {partialTextLine, preparingLines, silenceLines} from './preparing.js';
import {promptLines} from './prompt-lines.js';
import {treeFacts} from './tree-facts.js';
import {treeView} from './tree-view.js';

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
	const limit = inlineRows(state, size.rows);
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

/** A third; more when it would hide what runs or has failed, but never more than half. */
function inlineRows({buildCounts, downloadCounts, uploadCounts, roots}: BuildState, rows: number): number {
	const musts = buildCounts.running + buildCounts.failed + downloadCounts.running + uploadCounts.running;
	// A root has a row of its own and one for its counts; two rows are below the tree.
	const wanted = musts + 2 * Math.min(roots.length, Math.floor(rows / 6)) + 2;
	const third = Math.max(leastInlineRows, Math.floor(rows / 3));
	return Math.min(rows - 1, Math.max(third, Math.min(wanted, Math.floor(rows / 2))));
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
