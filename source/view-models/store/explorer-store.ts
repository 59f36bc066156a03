import type {ExplorerAction} from '../../keymap/explorer-places.js';
import type {ExplorerData} from '../../sessions/explorer-data.js';
import {type ExplorerFacts, type ExplorerUi, initialExplorerUi, noFacts} from './explorer-ui.js';
import {withoutMarks} from './gone-marks.js';
import {type ListUi, withFound} from './list-state.js';
import {applied, chosenRoots, reduceExplorer} from './reduce-explorer.js';
import type {ExplorerEffect} from './screen.js';

/** Holds what the user chose outside of React, so that it survives while the other half is shown. */
export type ExplorerStore = {
	current(): ExplorerUi;
	/** @returns What the owner of the screen has to do. */
	dispatch(action: ExplorerAction | {readonly typed: string}, data: ExplorerData): ExplorerEffect | undefined;
	/** Changes the choices as a whole: where the explorer starts. */
	set(ui: ExplorerUi): void;
	/** A line that is shown until the next key. */
	say(notice: string): void;
	/**
	 * What the frame that is on the screen showed: the next key refers to it.
	 *
	 * @param redraw What a frame of other choices would show: keys may come faster than frames.
	 */
	setFacts(facts: ExplorerFacts, redraw?: Redraw): void;
	facts(): ExplorerFacts;
	subscribe(listener: () => void): () => void;
};

export type Redraw = {
	/** From what the frame was made. */
	readonly ui: ExplorerUi;
	readonly facts: (ui: ExplorerUi) => ExplorerFacts;
};

export function createExplorerStore(start: Partial<ExplorerUi> = {}): ExplorerStore {
	let ui: ExplorerUi = {...initialExplorerUi(), ...start};
	let facts = noFacts;
	let redraw: Redraw | undefined;
	const listeners = new Set<() => void>();
	const set = (next: ExplorerUi) => {
		if (next !== ui) {
			if (next.screen !== ui.screen || next.history !== ui.history) {
				// Keys can come faster than frames: what another screen showed means nothing to this one.
				facts = noFacts;
			}

			ui = next;
			for (const listener of listeners) {
				listener();
			}
		}
	};

	return {
		current: () => ui,
		dispatch(action, data) {
			if (redraw !== undefined && redraw.ui !== ui) {
				facts = redraw.facts(ui);
				redraw = {...redraw, ui};
			}

			const {ui: next, effect} = reduceExplorer(ui, action, facts, data);
			set(next);
			return effect;
		},
		set,
		say: (notice) => set({...ui, shared: {...ui.shared, notice}}),
		setFacts(next, again) {
			facts = next;
			redraw = again;
			const own = ui.uis[ui.screen] as {readonly list?: ListUi};
			const list = own.list === undefined ? undefined : withFound(own.list, next.list);
			if (list !== own.list) {
				set({...ui, uis: {...ui.uis, [ui.screen]: {...own, list}}});
			}

			if (next.chosen !== undefined) {
				set(chosenRoots(ui, next.chosen));
			}

			if (next.goneMarks !== undefined) {
				set({...ui, shared: withoutMarks(ui.shared, next.goneMarks)});
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
