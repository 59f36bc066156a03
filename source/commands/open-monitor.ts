import type {BuildStateMachine} from '../build/build-state-machine.js';
import {readDerivations, storeLocation} from '../inputs/derivation-files.js';
import type {Input, InputDescription, InputEvent} from '../inputs/input.js';
import {createFileLogStore, createLogStore} from '../inputs/log-store.js';
import {createRecorder, type Recorder} from '../inputs/recorder.js';
import {createMonitorSession, type RunningMonitor} from '../sessions/create-monitor-session.js';
import type {ReplayControl} from '../sessions/monitor-session.js';
import {commandTitle} from './command-title.js';
import {UserMistake} from './complain.js';
import type {Options} from './option-table.js';

export type MonitorSource = {
	readonly input: Input;
	readonly replay?: ReplayControl;
	/** The input's bytes are those of this file, so that they need not be kept a second time. */
	readonly logFile?: string | undefined;
	/** Whatever someone pipes into nixscope: perhaps not what was meant. */
	readonly isPipe?: boolean;
	/** The store that builds is at hand: derivations are read from it. */
	readonly readsStore: boolean;
};

/** A session with everything around it that is not the screen. */
export type OpenMonitor = {
	readonly monitor: RunningMonitor;
	/** With what has been learned since the session began. */
	readonly description: InputDescription;
	/** The input has not ended. */
	readonly isRunning: boolean;
	/** How the input ended; undefined before. */
	readonly ending: Extract<InputEvent, {kind: 'end'}> | undefined;
	/** Runs the input to its end. */
	run(): Promise<BuildStateMachine>;
	/** Why the recording is not complete; undefined when it is, or when there is none. */
	readonly recordingFailure: string | undefined;
	/** Ends the recording; the log can still be read. Does nothing a second time. */
	endRecording(): void;
	close(): void;
};

/**
 * @param isBusy The terminal has not taken the frame before.
 * @throws UserMistake when the recording cannot be made.
 */
export function openMonitor(source: MonitorSource, options: Options, isBusy?: () => boolean): OpenMonitor {
	const {input} = source;
	const recorder = options.record === undefined ? undefined : openRecorder(options.record, input.description);
	const logStore = source.logFile === undefined ? createLogStore() : createFileLogStore(source.logFile);
	const location = storeLocation(options.store, process.env);
	let description = input.description;
	let ending: Extract<InputEvent, {kind: 'end'}> | undefined;
	const monitor = createMonitorSession({
		input,
		logStore,
		title: commandTitle(input.description.command),
		readDerivations: source.readsStore ? (paths) => readDerivations(paths, location) : undefined,
		onInput(event) {
			if (event.kind === 'version') {
				description = {...description, nixVersion: event.nixVersion};
			} else if (event.kind === 'end') {
				ending = event;
			}

			recorder?.record(event);
		},
		...(isBusy && {isBusy}),
		...(source.replay && {replay: source.replay}),
	});
	return {
		monitor,
		get description() {
			return description;
		},
		get isRunning() {
			return ending === undefined;
		},
		get ending() {
			return ending;
		},
		run: () => monitor.run(),
		get recordingFailure() {
			return recorder?.failure;
		},
		endRecording() {
			recorder?.close();
		},
		close() {
			monitor.stop();
			recorder?.close();
			logStore.close();
		},
	};
}

function openRecorder(file: string, description: InputDescription): Recorder {
	try {
		return createRecorder(file, description);
	} catch (error) {
		throw new UserMistake(`cannot record: ${(error as Error).message}`);
	}
}
