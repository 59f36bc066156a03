import {type FrameFacts, noFacts} from './frame-facts.js';
import {createMonitorMemory, type MonitorMemory} from './monitor-memory.js';
import {initialUi, type MonitorUi} from './monitor-ui.js';
import {reduceUi, type UiAction} from './reduce-ui.js';

/**
 * Holds what the user chose outside of React, so that it survives the change between inline and full screen, which
 * mounts another tree of components.
 */
export type UiStore = {
	readonly memory: MonitorMemory;
	current(): MonitorUi;
	dispatch(action: UiAction): void;
	setMode(mode: MonitorUi['mode']): void;
	/** What the frame that is on the screen showed: the next key refers to it. */
	setFacts(facts: FrameFacts): void;
	facts(): FrameFacts;
	subscribe(listener: () => void): () => void;
	/** Failures and messages (BuildState.notices) that have been printed into the scrollback. */
	printedNotices: number;
};

export function createUiStore(start: Partial<MonitorUi> = {}): UiStore {
	const listeners = new Set<() => void>();
	let ui: MonitorUi = {...initialUi, ...start};
	let facts = noFacts;
	const set = (next: MonitorUi) => {
		if (next !== ui) {
			ui = next;
			for (const listener of listeners) {
				listener();
			}
		}
	};

	return {
		memory: createMonitorMemory(),
		current: () => ui,
		dispatch(action) {
			set(reduceUi(ui, action, facts));
		},
		setMode(mode) {
			set({...ui, mode});
		},
		setFacts(next) {
			facts = next;
		},
		facts: () => facts,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		printedNotices: 0,
	};
}
