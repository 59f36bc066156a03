import {useInput, useWindowSize} from 'ink';
import {useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore} from 'react';
import type {MonitorSession} from '../sessions/monitor-session.js';
import type {FrameTheme} from '../view-models/frame-input.js';
import {monitorFrame} from '../view-models/monitor-frame.js';
import type {MonitorPrompt} from '../view-models/prompt-lines.js';
import type {UiStore} from '../view-models/ui-store.js';
import {handleKey, type MonitorCallbacks} from './handle-key.js';
import {PaintedRows} from './painted-rows.js';
import {Scrollback} from './scrollback.js';
import {useAnswer} from './use-answer.js';

export type MonitorProps = MonitorCallbacks & {
	readonly session: MonitorSession;
	readonly store: UiStore;
	readonly theme: FrameTheme;
	/** Of the window; asked from Ink when not given. */
	readonly size?: {readonly columns: number; readonly rows: number} | undefined;
	readonly prompt?: MonitorPrompt | undefined;
	/** There is a keyboard; true when not said. */
	readonly hasKeys?: boolean;
	/** The answer to a prompt with a question; undefined when the user gives none. */
	readonly onAnswer?: (answer: string | undefined) => void;
};

/** The monitor on a terminal, inline or full screen as the UI store says. Draws when the session says a frame is due. */
export function Monitor(props: MonitorProps) {
	const {session, store, theme, prompt, hasKeys = true} = props;
	const windowSize = useWindowSize();
	const size = props.size ?? windowSize;
	const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session]);
	const frameNumber = () => session.frameNumber();
	useSyncExternalStore(subscribe, frameNumber, frameNumber);
	const ui = useSyncExternalStore(store.subscribe, store.current, store.current);
	const {state, logs, title, replay} = session;
	const now = session.now();
	const {lines, facts} = monitorFrame({
		state,
		logs,
		ui,
		memory: store.memory,
		size,
		now,
		theme,
		title,
		replay,
		prompt,
		hasKeys,
		hasStore: props.onOtherHalf !== undefined,
	});
	useLayoutEffect(() => {
		store.setFacts(facts);
	});
	useEffect(() => {
		if (facts.isBusy) {
			// Keys that are waiting come first.
			const next = setImmediate(() => session.requestFrame());
			return () => clearImmediate(next);
		}

		return undefined;
	});

	const answer = useAnswer(useCallback((text) => props.onAnswer?.(text), [props.onAnswer]));
	// Known with the frame that shows the question, not a moment later with its effects: else the first keys of a password
	// would be taken for commands.
	const question = useRef<string>(undefined);
	question.current = prompt?.question;
	useInput(
		(input, key) => {
			if (question.current === undefined) {
				handleKey(props, input, key);
			} else {
				answer(input, key);
			}
		},
		{isActive: hasKeys},
	);
	return (
		<>
			{ui.mode === 'inline' && (
				<Scrollback state={state} logs={logs} store={store} columns={size.columns} theme={theme} />
			)}
			<PaintedRows lines={lines} colour={theme.colour} />
		</>
	);
}
