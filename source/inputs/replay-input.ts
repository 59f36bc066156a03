import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Input, InputEvent, InputSink} from './input.js';
import type {Tape} from './tape.js';

/** Plays a tape as if it happened now: see ReplayControl of sessions/monitor-session.ts. */
export type ReplayInput = Input & {
	/** Whether the tape knows when things happened; if not, everything stands at time 0. */
	readonly isTimed: boolean;
	/** See Tape. */
	readonly logFile: string | undefined;
	readonly replay: {
		readonly paused: boolean;
		readonly speed: number;
		readonly positionMs: number;
		readonly durationMs: number;
		togglePause(): void;
		setSpeed(speed: number): void;
		seek(positionMs: number): void;
	};
};

export type ReplayOptions = {
	/** 1 is the recorded speed, Infinity as fast as possible. */
	readonly speed: number;
	/** Milliseconds of the real clock that only goes forward; another one for tests. */
	readonly clock?: () => number;
};

/** Events are delivered this long in a row before keys and frames get their turn. */
const TURN_MS = 8;

/**
 * The clock of a replay is the position on the tape: at speed 10 it runs ten times as fast, paused it stands, and at
 * full speed it is the time of the last event. Moving back plays again from the start, at full speed up to there.
 */
export function createReplayInput(
	tape: Tape,
	{speed: firstSpeed, clock = () => performance.now()}: ReplayOptions,
): ReplayInput {
	let speed = firstSpeed;
	let paused = false;
	/** Position at the moment `anchoredAt` of the real clock. */
	let anchor = 0;
	let anchoredAt = clock();
	/** Time of the last event that was delivered. */
	let delivered = 0;
	/** Up to here events are delivered at once, whatever the speed. */
	let seekTarget = 0;
	let hasEnded = false;
	let isStopped = false;
	let wantsRestart = false;
	let wake = () => {};

	function position(): number {
		if (paused || hasEnded || speed === Number.POSITIVE_INFINITY) {
			return Math.max(anchor, delivered);
		}

		return Math.max(anchor + (clock() - anchoredAt) * speed, delivered);
	}

	function anchorAt(positionMs: number): void {
		anchor = positionMs;
		anchoredAt = clock();
	}

	/** @returns Real milliseconds until an event is due; 0 when it is, Infinity when only a key can bring it. */
	function waitFor(at: number): number {
		if (at <= seekTarget) {
			return 0;
		}

		if (paused) {
			return Number.POSITIVE_INFINITY;
		}

		return speed === Number.POSITIVE_INFINITY ? 0 : Math.max(0, (at - position()) / speed);
	}

	async function waitUntilDue(event: InputEvent): Promise<void> {
		for (
			let wait = waitFor(event.receivedAt);
			wait > 0 && !wantsRestart && !isStopped;
			wait = waitFor(event.receivedAt)
		) {
			await sleepOrWake(wait);
		}
	}

	function sleepOrWake(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = ms < 2 ** 31 ? setTimeout(resolve, Math.ceil(ms)) : undefined;
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	/** @returns Once the tape is at its end, was stopped, or is to be played again. */
	async function play(sink: InputSink): Promise<void> {
		let turnBegan = clock();
		for await (const event of tape.events()) {
			if (event.receivedAt > delivered || event.kind === 'end') {
				await waitUntilDue(event);
			}

			if (wantsRestart || isStopped) {
				return;
			}

			delivered = event.receivedAt;
			hasEnded = event.kind === 'end';
			sink(event);
			if (clock() - turnBegan > TURN_MS) {
				await nextTurn();
				turnBegan = clock();
			}
		}
	}

	/** Plays again and again as the user moves back, also after the end; a stop ends it. */
	async function playAgain(sink: InputSink): Promise<void> {
		while (wantsRestart && !isStopped) {
			wantsRestart = false;
			hasEnded = false;
			delivered = 0;
			anchorAt(seekTarget);
			sink({kind: 'restarted', receivedAt: 0});
			await play(sink);
		}

		if (isStopped && !hasEnded) {
			hasEnded = true;
			sink({kind: 'end', receivedAt: delivered, exitCode: undefined, signal: undefined});
		}
	}

	let sinkOfRun: InputSink | undefined;
	let isPlaying = false;
	async function run(sink: InputSink): Promise<void> {
		sinkOfRun = sink;
		isPlaying = true;
		anchorAt(0);
		await play(sink);
		await playAgain(sink);
		isPlaying = false;
	}

	return {
		description: tape.description,
		isTimed: tape.isTimed,
		logFile: tape.logFile,
		run,
		now: position,
		stop() {
			isStopped = true;
			wake();
		},
		replay: {
			get paused() {
				return paused;
			},
			get speed() {
				return speed;
			},
			get positionMs() {
				return position();
			},
			get durationMs() {
				return tape.durationMs ?? position();
			},
			togglePause() {
				anchorAt(position());
				paused = !paused;
				wake();
			},
			setSpeed(newSpeed) {
				anchorAt(position());
				speed = newSpeed;
				wake();
			},
			seek(positionMs) {
				const target = Math.max(0, Math.min(positionMs, tape.durationMs ?? positionMs));
				wantsRestart ||= target < delivered;
				seekTarget = target;
				anchorAt(target);
				wake();
				if (wantsRestart && !isPlaying && !isStopped && sinkOfRun !== undefined) {
					isPlaying = true;
					void playAgain(sinkOfRun).then(() => {
						isPlaying = false;
					});
				}
			},
		},
	};
}
