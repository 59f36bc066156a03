import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import type {Line} from '../formats/line.js';
import type {FrameFacts} from './frame-facts.js';
import type {ReplayFacts} from './header.js';
import type {MonitorMemory} from './monitor-memory.js';
import type {MonitorUi} from './monitor-ui.js';
import type {MonitorPrompt} from './prompt-lines.js';

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
	/** The store can be explored beside; false when not said. */
	readonly hasStore?: boolean;
	/** There is a keyboard; true when not said. */
	readonly hasKeys?: boolean;
};

export type MonitorFrame = {
	/** From top to bottom; never more than the window has rows, never wider than it. */
	readonly lines: readonly Line[];
	readonly facts: FrameFacts;
};
