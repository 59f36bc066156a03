import {createFrameListeners} from '../sessions/frame-listeners.js';
import type {MonitorSession, ReplayControl} from '../sessions/monitor-session.js';
import type {ReplayFacts} from '../view-models/header.js';
import type {GalleryMoment} from './gallery-entries.js';

/** A session in which nothing happens: it stands at one moment. */
export function fakeSession({state, logs, now}: GalleryMoment, title: string, replay?: ReplayFacts): MonitorSession {
	const {announce, ...frames} = createFrameListeners();
	return {
		state,
		logs,
		title,
		replay: replay === undefined ? undefined : fakeReplay(replay),
		now: () => now,
		...frames,
		requestFrame: announce,
	};
}

function fakeReplay(start: ReplayFacts): ReplayControl {
	let facts = start;
	return {
		get paused() {
			return facts.paused;
		},
		get speed() {
			return facts.speed;
		},
		get positionMs() {
			return facts.positionMs;
		},
		durationMs: start.durationMs,
		togglePause() {
			facts = {...facts, paused: !facts.paused};
		},
		setSpeed(speed) {
			facts = {...facts, speed};
		},
		seek(positionMs) {
			facts = {...facts, positionMs};
		},
	};
}
