import type {BuildState} from '../build/build-state.js';
import {formatCount} from '../formats/count.js';
import type {Line, Span} from '../formats/line.js';
import {lineText, span} from '../formats/line-layout.js';
import {plainText} from '../formats/sanitise.js';
import type {Signs} from '../formats/symbols.js';
import {emptyLine, plainLine, spreadLine} from './cells.js';
import {commandLines} from './command-lines.js';
import {footerLine} from './footer-line.js';
import {type FrameFacts, noFacts} from './frame-facts.js';
import type {MonitorFrame, MonitorFrameInput} from './frame-input.js';
import {headerLines} from './header.js';
import {helpPage} from './help-page.js';
import {logPane} from './log-pane.js';
import {logView} from './log-view.js';
import {monitorHelp} from './monitor-help.js';
import type {MonitorUi} from './monitor-ui.js';
import {isBuildKey, keyIndex} from './node-key.js';
import {errorLine, missingGraphLine, partialTextLine, preparingLines, silenceLines} from './preparing.js';
import {promptLines} from './prompt-lines.js';
import {transfersView} from './transfers-view.js';
import {failedBuilds, logBuildOf, treeFacts} from './tree-facts.js';
import {treeView} from './tree-view.js';

/** The whole window: header, the open tab or the help, what is typed, the keys. Exactly as high as the window. */
export function fullFrame(input: MonitorFrameInput, signs: Signs): MonitorFrame {
	const {state, ui, memory, size, now, title, replay, prompt} = input;
	const {columns, rows} = size;
	const header = headerLines({state, title, tab: ui.tab, replay, speeds: memory.speeds, columns, signs, now});
	const footer = [
		...commandLines(input, signs),
		...(ui.find !== undefined && ui.tab !== 'log' ? [findLine(input, signs)] : []),
		...(prompt === undefined ? [] : promptLines(prompt, columns, signs)),
	];
	const keyRows = input.hasKeys === false ? 0 : 1;
	const height = Math.max(0, rows - header.length - footer.length - keyRows);
	const body = bodyOf(input, height, signs);
	const room = {
		isReplay: replay !== undefined,
		hasStore: input.hasStore === true,
		hasOutput: body.facts.output !== undefined,
	};
	const keys = keyRows === 0 ? [] : [footerLine(ui, room, columns, signs)];
	const lines = [...header, ...fill(body.lines, height, columns), ...footer, ...keys].slice(0, rows);
	return {lines, facts: {...noFacts, page: height, ...body.facts}};
}

type Body = {readonly lines: readonly Line[]; readonly facts: Partial<FrameFacts>};

function bodyOf(input: MonitorFrameInput, height: number, signs: Signs): Body {
	const {ui, size} = input;
	if (ui.helpOpen) {
		const {lines, end} = helpPage(monitorHelp(signs), size.columns, height, ui.helpTop, signs);
		return {lines, facts: {helpEnd: end}};
	}

	switch (ui.tab) {
		case 'tree':
			return treeBody(input, height, signs);
		case 'log':
			return logBody(input, height, signs);
		case 'transfers': {
			const {state, memory, now} = input;
			const {lines, order, selected} = transfersView({
				state,
				ui,
				speeds: memory.speeds,
				columns: size.columns,
				height,
				signs,
				now,
			});
			return {lines, facts: {transfers: order, ...(selected === undefined ? {} : {logBuild: memory.proposed})}};
		}
	}
}

/** The tree has at least this share of the body until it has less to show. */
const treeShare = 0.6;
const leastLogRows = 5;
/** Beside the tree the log begins here. */
const columnsForBeside = 160;
const besideShare = 0.58;
const leastTreeColumns = 76;

function treeBody(input: MonitorFrameInput, height: number, signs: Signs): Body {
	const {state, logs, ui, memory, size, title, now} = input;
	const {columns} = size;
	const above = [
		...silenceLines(state, title, columns, signs, now),
		...preparingLines(state, columns, signs, now),
		...errorLine(state, columns, signs),
		...missingGraphLine(state, columns, signs),
		...partialTextLine(state, columns, signs),
	].slice(0, Math.max(2, Math.floor(height / 3)));
	const body = height - above.length;
	const placement = hasLogSubject(state, ui) ? logPlacement(ui, size, body) : 'off';
	const treeColumns = placement === 'beside' ? Math.max(leastTreeColumns, Math.floor(columns * besideShare)) : columns;
	const least = leastLogRows + 2;
	const treeHeight = placement === 'below' ? Math.max(Math.floor(body * treeShare), Math.min(body - least, 13)) : body;
	const tree = treeView({
		state,
		logs,
		ui,
		memory,
		columns: treeColumns,
		height: treeHeight,
		quotes: columns >= leastTreeColumns,
		hasCursor: !ui.find?.isTyping || ui.find.query !== '',
		signs,
		now,
	});
	const facts = {...treeFacts(tree, state, ui, memory), logPlacement: placement};
	const build = facts.logBuild === undefined ? undefined : state.builds[facts.logBuild];
	if (build === undefined || placement === 'off') {
		return {lines: [...above, ...tree.lines], facts};
	}

	const options = {isPinned: ui.pinned === build.index, signs, now};
	if (placement === 'beside') {
		const pane = logPane(build, logs, {columns: columns - treeColumns - 1, height: body}, options);
		return {lines: [...above, ...beside(fill(tree.lines, body, treeColumns), pane, signs)], facts};
	}

	// A blank line keeps the log apart from the keys where there is room.
	const paneHeight = body - tree.lines.length - (body >= 26 ? 1 : 0);
	return {lines: [...above, ...tree.lines, ...logPane(build, logs, {columns, height: paneHeight}, options)], facts};
}

/** Before anything runs, the plan alone is worth the room, unless the user has chosen a row. */
function hasLogSubject({buildCounts}: BuildState, ui: MonitorUi): boolean {
	return buildCounts.total > 0 && (ui.selected !== undefined || buildCounts.waiting < buildCounts.total);
}

/** What the user chose, as far as the window has room for it. */
function logPlacement(
	ui: MonitorUi,
	{columns, rows}: MonitorFrameInput['size'],
	body: number,
): 'below' | 'beside' | 'off' {
	const canBeside = columns >= leastTreeColumns + 40;
	const canBelow = columns >= leastTreeColumns && rows >= 20 && body >= leastLogRows + 7;
	switch (ui.logPlacement) {
		case 'off':
			return 'off';
		case 'beside':
			return canBeside ? 'beside' : 'off';
		case 'below':
			return canBelow ? 'below' : 'off';
		case 'automatic':
			return columns >= columnsForBeside ? 'beside' : canBelow ? 'below' : 'off';
	}
}

function beside(left: readonly Line[], right: readonly Line[], signs: Signs): Line[] {
	return left.map((line, index) => ({
		spans: [...cursorAsSpans(line), span(signs.treeLine, 'muted'), ...(right[index]?.spans ?? [])],
	}));
}

/** The cursor of one pane must not go on into the other. */
function cursorAsSpans(line: Line): readonly Span[] {
	return line.cursor ? [span(lineText(line), 'cursor')] : line.spans;
}

function logBody(input: MonitorFrameInput, height: number, signs: Signs): Body {
	const {state, logs, ui, memory, size, now} = input;
	const {statuses} = memory.tree.inspect(state);
	const selected = ui.selected !== undefined && isBuildKey(ui.selected) ? keyIndex(ui.selected) : undefined;
	const index =
		typeof ui.logSubject === 'number'
			? ui.logSubject
			: ui.logSubject === 'messages'
				? undefined
				: (selected ?? logBuildOf(undefined, ui, memory, state));
	const build = index === undefined ? undefined : state.builds[index];
	const log = build?.log ?? state.messageLog;
	const found = ui.search === undefined ? undefined : memory.searcher.advance(log, logs, ui.search);
	const {lines, first, visible} = logView({build, log, logs, ui, found, columns: size.columns, height, signs, now});
	return {
		lines,
		facts: {
			logBuild: build?.index,
			failures: failedBuilds(state, statuses.codes),
			log: {
				length: log.length,
				first,
				visible,
				phases: build?.phases.map(({firstLine}) => firstLine) ?? [],
				matches: found?.lines ?? [],
			},
			isBusy: found !== undefined && found.searched < log.length,
		},
	};
}

function findLine({state, ui, memory, size}: MonitorFrameInput, signs: Signs): Line {
	const find = ui.find!;
	const query = [span('/', 'bold'), span(plainText(find.query)), ...(find.isTyping ? [span(' ', 'cursor')] : [])];
	if (ui.tab !== 'tree' || find.query === '') {
		return plainLine(query, size.columns, signs);
	}

	const {order} = memory.tree.inspect(state);
	const wanted = find.query.toLowerCase();
	let matches = 0;
	for (const build of order.preorder) {
		matches += Number(state.builds[build]!.name.toLowerCase().includes(wanted));
	}

	const words = matches === 0 ? 'no build has that in its name' : `${formatCount(matches)} found`;
	return spreadLine([...query, span(`   ${words}`, 'muted')], [], size.columns, signs);
}

function fill(lines: readonly Line[], height: number, columns: number): Line[] {
	return Array.from({length: height}, (_, index) => lines[index] ?? emptyLine(columns));
}
