import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';
import type {ReplayFacts} from '../view-models/header.js';
import type {MonitorUi} from '../view-models/monitor-ui.js';
import type {MonitorPrompt} from '../view-models/prompt-lines.js';
import type {UiAction} from '../view-models/reduce-ui.js';
import {endedStates} from './ended-states.js';
import {graphStates} from './graph-states.js';
import {midBuildStates} from './mid-build-states.js';
import {preparingStates} from './preparing-states.js';

/** One screen by name, with made-up data. */
export type GalleryEntry = {
	readonly name: string;
	/** What is to be seen. */
	readonly description: string;
	/** States one after the other, with their times; the last one is shown, those before are what the screen remembers. */
	readonly moments: () => readonly GalleryMoment[];
	readonly title?: string;
	readonly ui?: Partial<MonitorUi>;
	/** Keys that have been pressed, by what they do. */
	readonly actions?: readonly UiAction[];
	readonly replay?: ReplayFacts;
	readonly prompt?: MonitorPrompt;
};

export type GalleryMoment = {readonly state: BuildState; readonly logs: LogReader; readonly now: number};

export const galleryEntries: readonly GalleryEntry[] = [
	...preparingStates,
	...midBuildStates,
	...graphStates,
	...endedStates,
];
