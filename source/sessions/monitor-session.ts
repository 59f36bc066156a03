import type {BuildState} from '../build/build-state.js';
import type {LogReader} from '../build/log-index.js';

/** Playing back a recording: present only there. */
export type ReplayControl = {
	readonly paused: boolean;
	/** 1 is the recorded speed; Infinity as fast as possible. */
	readonly speed: number;
	readonly positionMs: number;
	readonly durationMs: number;
	togglePause(): void;
	setSpeed(speed: number): void;
	/** Backwards as well: the state is built anew from the start. */
	seek(positionMs: number): void;
};

/** What a screen needs of a running monitor; the loop behind it applies events and paces frames. */
export type MonitorSession = {
	readonly state: BuildState;
	readonly logs: LogReader;
	/** The command as shown in the header: `build -k .#laptop`; empty for a pipe. */
	readonly title: string;
	readonly replay: ReplayControl | undefined;
	/** Milliseconds since the session began. */
	now(): number;
	/** For useSyncExternalStore: the listener is called when a frame is due, at most a few times a second. */
	subscribe(listener: () => void): () => void;
	/** The number of the frame that is due; changes exactly when listeners are called. */
	frameNumber(): number;
	/** A key was pressed: a frame is due at once. */
	requestFrame(): void;
};
