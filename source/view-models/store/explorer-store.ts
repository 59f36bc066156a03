import type {ExplorerAction} from '../../keymap/explorer-places.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import {type ExplorerFacts, type ExplorerUi, initialExplorerUi, noFacts} from './explorer-ui.js';
import {applied, chosenRoots, reduceExplorer} from './reduce-explorer.js';
import type {ExplorerEffect} from './screen.js';

/** Holds what the user chose outside of React, so that it survives while the other half is shown. */
export type ExplorerStore = {
	current(): ExplorerUi;
	/** @returns What the owner of the screen has to do. */
	dispatch(action: ExplorerAction | {readonly typed: string}, data: ExplorerData): ExplorerEffect | undefined;
	/** Changes the choices as a whole: where the explorer starts. */
	set(ui: ExplorerUi): void;
	/** What the frame that is on the screen showed: the next key refers to it. */
	setFacts(facts: ExplorerFacts): void;
	facts(): ExplorerFacts;
	subscribe(listener: () => void): () => void;
};

export function createExplorerStore(start: Partial<ExplorerUi> = {}): ExplorerStore {
	let ui: ExplorerUi = {...initialExplorerUi(), ...start};
	let facts = noFacts;
	const listeners = new Set<() => void>();
	const set = (next: ExplorerUi) => {
		if (next !== ui) {
			ui = next;
			for (const listener of listeners) {
				listener();
			}
		}
	};

	return {
		current: () => ui,
		dispatch(action, data) {
			const {ui: next, effect} = reduceExplorer(ui, action, facts, data);
			if (next.screen !== ui.screen || next.history !== ui.history) {
				// Keys can come faster than frames: what another screen showed means nothing to this one.
				facts = noFacts;
			}

			set(next);
			return effect;
		},
		set,
		setFacts(next) {
			facts = next;
			if (next.chosen !== undefined) {
				set(chosenRoots(ui, next.chosen));
			}

			if (next.arrived !== undefined) {
				set(applied(ui, next.arrived).ui);
			}
		},
		facts: () => facts,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
