import {BuildStateMachine} from '../build/build-state-machine.js';
import type {RunEnd} from '../build/outcome.js';
import type {Input, InputEvent, InputSink} from '../inputs/input.js';
import type {LogStore} from '../inputs/log-store.js';
import {createActivityIdAllocator} from '../parsers/activity-ids.js';
import type {SourceId} from '../parsers/nix-event.js';
import {createNixLogParser, type NixLogParser} from '../parsers/nix-log-parser.js';
import {createDerivationScheduler, type DerivationScheduler} from './derivation-scheduler.js';
import {createFrameListeners} from './frame-listeners.js';
import {createFramePacer} from './frame-pacer.js';
import {createLogReader} from './log-reader.js';
import type {MonitorSession, ReplayControl} from './monitor-session.js';

/** At the end the graph may still be read for that long, so that the report can name who needs a failed build. */
const LAST_READING_MS = 2000;

export type MonitorSessionOptions = {
	readonly input: Input;
	readonly logStore: LogStore;
	/** As shown in the header; empty for a pipe. */
	readonly title: string;
	/** Reads .drv files; undefined for a replay, which carries the graph it saw. */
	readonly readDerivations:
		| ((paths: readonly string[]) => Promise<ReadonlyMap<string, string | undefined>>)
		| undefined;
	/** Everything that arrives, and every derivation that is read, as it is applied: for a recorder. */
	readonly onInput?: InputSink;
	/** The terminal has not yet taken the frame before. */
	readonly isBusy?: () => boolean;
	readonly replay?: ReplayControl;
};

export type RunningMonitor = {
	readonly session: MonitorSession;
	/** Reads the input to its end; resolves when the state is final. */
	run(): Promise<BuildStateMachine>;
	/** Ctrl-C or a signal to nixscope itself: what is cut off was interrupted, whatever the stream says. */
	markInterrupted(): void;
	/** No frame follows. */
	stop(): void;
};

/** The live loop: input → parsers → state, with frames announced at their pace and .drv files read beside it. */
export function createMonitorSession(options: MonitorSessionOptions): RunningMonitor {
	const {input, logStore} = options;
	const frames = createFrameListeners();
	let machine = new BuildStateMachine();
	let parsers = new Map<SourceId, NixLogParser>();
	let ids = createActivityIdAllocator();
	let scheduler: DerivationScheduler | undefined;
	let interrupted = false;

	const pacer = createFramePacer({
		onFrame: () => frames.announce(),
		isTicking: () => machine.end === undefined && !(options.replay?.paused ?? false),
		isBusy: options.isBusy ?? (() => false),
	});

	function reset(): void {
		const target = new BuildStateMachine();
		machine = target;
		parsers = new Map();
		ids = createActivityIdAllocator();
		const read = options.readDerivations;
		scheduler =
			read &&
			createDerivationScheduler({
				machine: target,
				async read(paths) {
					const contents = await read(paths);
					return paths.map((path) => contents.get(path));
				},
				onRead(path, content) {
					options.onInput?.({kind: 'derivation', path, content, receivedAt: input.now()});
					pacer.changed();
				},
				now: () => input.now(),
			});
	}

	function parserOf(source: SourceId, isBare: boolean): NixLogParser {
		let parser = parsers.get(source);
		if (parser === undefined) {
			const target = machine;
			parser = createNixLogParser({
				source,
				ids,
				bare: isBare,
				onEvent: (event) => target.apply(event),
				// A Nix that reports through its socket prints "building …" for people as well.
				human: () => target.recordCount === 0,
			});
			parsers.set(source, parser);
		}

		return parser;
	}

	function close(source: SourceId, receivedAt: number): void {
		const parser = parsers.get(source);
		if (parser !== undefined) {
			const before = parser.recordCount;
			parser.end(receivedAt);
			machine.noteRecords(source, parser.recordCount - before);
			parsers.delete(source);
			machine.closeSource(source, receivedAt);
		}
	}

	function push(event: Extract<InputEvent, {kind: 'bytes'}>): void {
		const parser = parserOf(event.source, false);
		const before = parser.recordCount;
		logStore.append(event.source, event.chunk);
		parser.push(event.chunk, event.receivedAt);
		machine.noteRecords(event.source, parser.recordCount - before);
		scheduler?.wake();
	}

	async function end(event: Extract<InputEvent, {kind: 'end'}>): Promise<void> {
		for (const source of [...parsers.keys()]) {
			close(source, event.receivedAt);
		}

		// A replay may be moved back in the meantime.
		const target = machine;
		if (scheduler !== undefined) {
			const settled = scheduler.settled();
			await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, LAST_READING_MS).unref())]);
		}

		const runEnd: RunEnd = {
			at: event.receivedAt,
			exitCode: event.exitCode,
			interrupted: interrupted || event.signal !== undefined,
		};
		target.finish(runEnd);
		pacer.now();
	}

	reset();

	return {
		session: {
			get state() {
				return machine;
			},
			logs: createLogReader(logStore),
			title: options.title,
			replay: options.replay,
			now: () => machine.end?.at ?? input.now(),
			subscribe: frames.subscribe,
			frameNumber: frames.frameNumber,
			requestFrame: () => pacer.now(),
		},
		async run() {
			let ending: Promise<void> | undefined;
			await input.run((event) => {
				options.onInput?.(event);
				switch (event.kind) {
					case 'opened':
						parserOf(event.source, event.bare);
						break;
					case 'bytes':
						push(event);
						break;
					case 'closed':
						close(event.source, event.receivedAt);
						break;
					case 'derivation':
						machine.addDerivation(event.path, event.content, event.receivedAt);
						break;
					case 'restarted':
						logStore.clear();
						reset();
						break;
					case 'end':
						ending = end(event);
						break;
					case 'version':
						break;
					default:
						event satisfies never;
				}

				pacer.changed();
			});
			await ending;
			return machine;
		},
		markInterrupted() {
			interrupted = true;
		},
		stop() {
			pacer.stop();
		},
	};
}
