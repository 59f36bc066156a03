import type {ExplorerData} from '../../sessions/explorer-data.js';
import type {ExplorerUi} from '../../view-models/store/explorer-ui.js';
import type {Destination, ScreenAction} from '../../view-models/store/screen.js';
import {collectStates} from './collect-states.js';
import {generationsStates} from './generations-states.js';
import {optimiseStates} from './optimise-states.js';
import {overviewStates} from './overview-states.js';
import {pathStates} from './path-states.js';
import {pathsStates} from './paths-states.js';
import {rootsStates} from './roots-states.js';
import {undoStates} from './undo-states.js';
import {usageStates} from './usage-states.js';

/** One screen of the explorer by name, with made-up data: the story of the look. */
export type ExplorerEntry = {
	readonly name: string;
	/** What is to be seen. */
	readonly description: string;
	readonly data: () => ExplorerData;
	/** Where the user went; the overview when not given. */
	readonly destination?: Destination;
	readonly ui?: Partial<ExplorerUi>;
	/** Keys that have been pressed then, by what they do. */
	readonly actions?: readonly ScreenAction[];
	/** A build monitor runs beside; false when not given. */
	readonly hasMonitor?: boolean;
};

export const explorerEntries: readonly ExplorerEntry[] = [
	...overviewStates,
	...usageStates,
	...rootsStates,
	...pathsStates,
	...pathStates,
	...optimiseStates,
	...generationsStates,
	...collectStates,
	...undoStates,
];
