import {Box, Static, Text} from 'ink';
import {useLayoutEffect, useRef} from 'react';
import type {BuildState, Notice} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import type {Line} from '../formats/line.js';
import {span} from '../formats/line-layout.js';
import {paintLine} from '../formats/paint.js';
import {signs} from '../formats/symbols.js';
import {failureNotice} from '../reports/failure-notice.js';
import type {FrameTheme} from '../view-models/frame-input.js';
import {noticeLines} from '../view-models/notice-lines.js';
import type {UiStore} from '../view-models/ui-store.js';

export type ScrollbackProps = {
	readonly state: BuildState;
	readonly logs: LogReader;
	readonly store: UiStore;
	readonly columns: number;
	readonly theme: FrameTheme;
};

/** Log lines that are quoted at once; the report at the end has more. */
const tailLines = 4;

/**
 * Failures and messages, printed once above the live part the moment they happen, where they stay. Those of a time in
 * full screen are printed when the screen is inline again.
 */
export function Scrollback({state, logs, store, columns, theme}: ScrollbackProps) {
	const first = useRef(store.printedNotices);
	const items = useRef<readonly Notice[]>([]);
	const {notices} = state;
	// Static tells by the length of a new array that there is more to print.
	if (notices.length > first.current + items.current.length) {
		items.current = [...items.current, ...notices.slice(first.current + items.current.length)];
	}

	const printed = first.current + items.current.length;
	useLayoutEffect(() => {
		store.printedNotices = Math.max(store.printedNotices, printed);
	}, [store, printed]);
	return (
		<Static items={items.current as Notice[]}>
			{(notice, index) => (
				<PrintedLines key={index} lines={linesOf(notice, logs, columns, theme)} colour={theme.colour} />
			)}
		</Static>
	);
}

/** Lines as they stay: one that is wider than the window, a command to copy, goes on below and is not cut. */
function PrintedLines({lines, colour}: {readonly lines: readonly Line[]; readonly colour: boolean}) {
	return (
		<Box flexDirection="column">
			{lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: printed once, never changed.
				<Text key={index} wrap="hard">
					{paintLine(line, {colour}) || ' '}
				</Text>
			))}
		</Box>
	);
}

function linesOf(notice: Notice, logs: LogReader, columns: number, theme: FrameTheme): Line[] {
	if (notice.kind !== 'build-failed') {
		return noticeLines(notice, columns, signs(theme));
	}

	const {build} = notice;
	if (build.status.name !== 'failed') {
		return [];
	}

	const failed = {...build, status: build.status};
	return [...failureNotice(failed, logs, {columns, signs: signs(theme), tailLines}), {spans: [span(' ')]}];
}
