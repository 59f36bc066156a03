import type {ExplorerData} from '../../sessions/explorer-data.js';
import type {ExplorerSession} from '../../sessions/explorer-session.js';
import {galleryNow} from './fake-data.js';

/** A session over a state that does not move: what would change a store does nothing. */
export function fakeExplorerSession(data: ExplorerData): ExplorerSession {
	const listeners = new Set<() => void>();
	let frame = 0;
	const nothing = () => {};
	return {
		data,
		now: () => galleryNow,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		frameNumber: () => frame,
		requestFrame() {
			frame++;
			for (const listener of listeners) {
				listener();
			}
		},
		need: nothing,
		refresh: nothing,
		collect: nothing,
		runOptimise: nothing,
		stop: nothing,
		dismissRun: nothing,
		undo: nothing,
		pin: nothing,
		unpin: nothing,
		isRunning: false,
		done: [],
		async close() {},
	};
}
