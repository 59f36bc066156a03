import {findExplorerAction} from '../keymap/explorer-keys.js';
import type {KeyPress} from '../keymap/key-name.js';
import type {ExplorerSession} from '../sessions/explorer-session.js';
import {explorerPlaces} from '../view-models/store/explorer-frame.js';
import type {ExplorerStore} from '../view-models/store/explorer-store.js';
import type {ExplorerEffect} from '../view-models/store/screen.js';

export type ExplorerCallbacks = {
	readonly onQuit: () => void;
	readonly onSuspend: () => void;
	/** Undefined where no build monitor runs beside. */
	readonly onOtherHalf?: (() => void) | undefined;
	/** The log of what built a store path, in the pager. */
	readonly onOpenLog: (path: string) => void;
};

export type ExplorerKeyContext = ExplorerCallbacks & {
	readonly session: ExplorerSession;
	readonly store: ExplorerStore;
};

/** Answers a key: changes what the screen shows, or the world. Several characters at once are several keys. */
export function handleExplorerKey(context: ExplorerKeyContext, input: string, key: KeyPress): void {
	const {session, store} = context;
	const places = explorerPlaces(store.current(), session.data, context.onOtherHalf !== undefined);
	const action = findExplorerAction(places, input, key);
	const isText = input !== '' && !key.ctrl && !key.meta;
	if (action !== undefined) {
		perform(context, store.dispatch(action, session.data));
	} else if (isText && places.includes('typing')) {
		const [typed = '', ...rest] = input.split(/\r\n?|\n/);
		if (typed !== '') {
			store.dispatch({typed}, session.data);
		}

		if (rest.length > 0) {
			// Pasted, or typed faster than the terminal is read: Enter comes with the text.
			handleExplorerKey(context, '', {return: true});
			handleExplorerKey(context, rest.join('\n'), {});
		}
	} else if (isText && [...input].length > 1) {
		for (const character of input) {
			handleExplorerKey(context, character, {});
		}
	}
}

function perform({session, store, ...callbacks}: ExplorerKeyContext, effect: ExplorerEffect | undefined): void {
	switch (effect?.type) {
		case undefined:
			return;
		case 'quit':
			session.stop();
			callbacks.onQuit();
			return;
		case 'suspend':
			callbacks.onSuspend();
			return;
		case 'other-half':
			callbacks.onOtherHalf?.();
			return;
		case 'build-log':
			callbacks.onOpenLog(effect.path);
			return;
		case 'refresh':
			session.refresh(true);
			return;
		case 'stop':
			session.stop();
			return;
		case 'dismiss-run':
			session.dismissRun();
			return;
		case 'optimise':
			session.runOptimise();
			return;
		case 'collect':
			session.collect(effect.plan, effect.expected);
			return;
		case 'undo':
			session.undo(effect.id);
			return;
		case 'pin':
			session.pin(effect.path, effect.name);
			return;
		case 'unpin':
			session.unpin(effect.name);
	}
}
