import type {Build} from '../build/build.js';
import type {KeyPress} from '../keymap/key-name.js';
import type {MonitorAction} from '../keymap/monitor-action.js';
import {findMonitorAction} from '../keymap/monitor-keys.js';
import type {MonitorSession, ReplayControl} from '../sessions/monitor-session.js';
import {keyPlaces} from '../view-models/footer-line.js';
import type {UiStore} from '../view-models/ui-store.js';

export type MonitorCallbacks = {
	/** Mounts the other of the two screens; the UI store has its mode already. */
	readonly onToggleFullScreen: () => void;
	readonly onQuit: () => void;
	/** Undefined: what Nix says beside builds. */
	readonly onOpenPager: (build: Build | undefined) => void;
	readonly onSuspend: () => void;
	/** The store explorer, at a path where one is given. Undefined where there is none beside. */
	readonly onOtherHalf?: ((path?: string) => void) | undefined;
};

export type KeyContext = MonitorCallbacks & {readonly session: MonitorSession; readonly store: UiStore};

/** Actions that have no place inline: they open the full screen. */
const fullScreenActions: ReadonlySet<MonitorAction> = new Set([
	'open',
	'help',
	'find',
	'sort',
	'tab-tree',
	'tab-log',
	'tab-transfers',
	'page-up',
	'page-down',
	'first',
	'last',
	'pin-log',
	'place-log',
] as const);

/** Answers a key: changes what the screen shows, or calls its owner. Several characters at once are several keys. */
export function handleKey(context: KeyContext, input: string, key: KeyPress): void {
	const {session, store} = context;
	const ui = store.current();
	const places = keyPlaces(ui, {
		isReplay: session.replay !== undefined,
		hasStore: context.onOtherHalf !== undefined,
		hasOutput: store.facts().output !== undefined,
	});
	const action = findMonitorAction(places, input, key);
	if (action === undefined) {
		const isText = input !== '' && !key.ctrl && !key.meta;
		const [typed = '', ...rest] = isText && places.includes('typing') ? input.split(/\r\n?|\n/) : [];
		if (rest.length > 0) {
			// Pasted, or typed faster than the terminal is read: Enter comes with the text.
			handleKey(context, typed, {});
			handleKey(context, '', {return: true});
			handleKey(context, rest.join('\n'), {});
		} else if (isText && places.includes('typing')) {
			store.dispatch({typed: input});
		} else if (isText && [...input].length > 1) {
			for (const character of input) {
				handleKey(context, character, {});
			}
		}

		return;
	}

	perform(context, action);
}

function perform(context: KeyContext, action: MonitorAction): void {
	const {session, store} = context;
	switch (action) {
		case 'quit': {
			// What has taken hours to build is not thrown away by one key.
			const isBuilding = session.state.end === undefined && session.state.buildCounts.running > 0;
			if (isBuilding && session.replay === undefined && !store.current().isQuitAsked) {
				store.dispatch('quit');
			} else {
				context.onQuit();
			}

			return;
		}

		case 'suspend':
			context.onSuspend();
			return;
		case 'toggle-full-screen':
			toggleFullScreen(context);
			return;
		case 'other-half':
			context.onOtherHalf?.();
			return;
		case 'open-output':
			context.onOtherHalf?.(store.facts().output);
			return;
		case 'open-pager': {
			const {logBuild} = store.facts();
			context.onOpenPager(logBuild === undefined ? undefined : session.state.builds[logBuild]);
			return;
		}

		default:
	}

	if (session.replay !== undefined && action.startsWith('replay-')) {
		controlReplay(session.replay, action);
		session.requestFrame();
		return;
	}

	const isInline = store.current().mode === 'inline';
	store.dispatch(action);
	if (isInline && fullScreenActions.has(action)) {
		toggleFullScreen(context);
	}
}

function toggleFullScreen({store, onToggleFullScreen}: KeyContext): void {
	store.setMode(store.current().mode === 'inline' ? 'full' : 'inline');
	onToggleFullScreen();
}

const replaySpeeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, Infinity];

/** One step of `,` and `.`: a fiftieth of the recording, but something that can be seen. */
const leastSeekMs = 2000;

function controlReplay(replay: ReplayControl, action: MonitorAction): void {
	const step = Math.max(leastSeekMs, replay.durationMs / 50);
	switch (action) {
		case 'replay-pause':
			replay.togglePause();
			break;
		case 'replay-faster':
			replay.setSpeed(replaySpeeds.find((speed) => speed > replay.speed) ?? Infinity);
			break;
		case 'replay-slower':
			replay.setSpeed(replaySpeeds.findLast((speed) => speed < replay.speed) ?? replaySpeeds[0]!);
			break;
		case 'replay-back':
			replay.seek(Math.max(0, replay.positionMs - step));
			break;
		case 'replay-forward':
			replay.seek(Math.min(replay.durationMs, replay.positionMs + step));
			break;
		default:
	}
}
