import type {ExplorerData} from '../../sessions/explorer-data.js';
import type {ExplorerSession} from '../../sessions/explorer-session.js';
import {createFrameListeners} from '../../sessions/frame-listeners.js';
import {galleryNow} from './fake-data.js';

/** A session over a state that does not move: what would change a store does nothing. */
export function fakeExplorerSession(data: ExplorerData): ExplorerSession {
	const {announce, ...frames} = createFrameListeners();
	const nothing = () => {};
	return {
		data,
		now: () => galleryNow,
		...frames,
		requestFrame: announce,
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
