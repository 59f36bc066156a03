import type {ActivityIdAllocator} from './activity-ids.js';
import {parseMessage} from './message.js';
import {type ActivityId, activityTypes, type EventSink, type SourceId, type TextLine} from './nix-event.js';
import {parsePlanLine} from './plan-line.js';
import {packageName, storePathName} from './store-path.js';

const errorLevel = 0;
const warningLevel = 1;
const infoLevel = 3;
/** Lines that are joined to one error at most. */
const MAX_ERROR_LINES = 2000;

const buildLine = /^(building|checking outputs of|repairing outputs of) '([^']+\.drv)'(?: on '([^']*)')?(?:\.\.\.)?$/;
const copyLine = /^copying path '([^']+)'(?: from '([^']*)')?(?: to '([^']*)')?(?:\.\.\.)?$/;
/** `name> line` of --print-build-logs; on a terminal with colours and the erasing of the line before it. */
const logPrefix = /^(?:\u001B\[[\d;]*[mK])*([\w+.?=-]+)>(?:\u001B\[[\d;]*m)* ?(?:\u001B\[[\d;]*m)*/;
const controlSequence = /\u001B\[[\d;]*[mK]/g;

/** What older stdenvs print when a phase begins; newer ones say `Running phase: buildPhase`. */
const phaseHeaders: Readonly<Record<string, string>> = {
	'unpacking sources': 'unpackPhase',
	'patching sources': 'patchPhase',
	configuring: 'configurePhase',
	building: 'buildPhase',
	'running tests': 'checkPhase',
	installing: 'installPhase',
	'post-installation fixup': 'fixupPhase',
	'running install tests': 'installCheckPhase',
};

export type HumanLogOptions = {
	readonly source: SourceId;
	readonly ids: ActivityIdAllocator;
	readonly onEvent: EventSink;
};

/**
 * Reads the log that Nix prints for people, as a best effort: plan, builds, copies, errors and `name> ` lines become the
 * events of the JSON log, all else stays text. Such a log never says that a build is done: what has not failed by the
 * end has stopped then.
 */
export class HumanLog {
	readonly #options: HumanLogOptions;
	/** Running builds by derivation path, and copies by store path. */
	readonly #running = new Map<string, ActivityId>();
	/** Running builds by what may stand before their log lines: name, and name without version. */
	readonly #prefixes = new Map<string, ActivityId>();
	#inPlan = false;
	#buildSeen = false;
	#interrupted = false;
	/** An error whose lines may not be complete. */
	#held: TextLine[] = [];

	constructor(options: HumanLogOptions) {
		this.#options = options;
	}

	line(event: TextLine): void {
		if (this.#held.length > 0) {
			if (this.#held.length < MAX_ERROR_LINES && /^ {7}|^\s*$/.test(plain(event.text))) {
				this.#held.push(event);
				return;
			}

			this.flush();
		}

		if (plain(event.text).startsWith('error:')) {
			this.#inPlan = false;
			this.#held.push(event);
		} else if (!this.#readPlan(event) && !this.#readActivity(event) && !this.#readLogLine(event)) {
			this.#readWarning(event);
		}
	}

	/** Nothing belongs to the error before it any more. */
	flush(): void {
		const lines = this.#held;
		this.#held = [];
		const used = lines.findLastIndex(({text}) => plain(text).trim() !== '') + 1;
		const first = lines[0];
		if (first === undefined) {
			return;
		}

		const text = lines
			.slice(0, used)
			.map((line) => line.text)
			.join('\n');
		const meaning = parseMessage(text);
		// A compiler's "error: …" in a build log looks the same: on its own it is believed only before any build.
		if (used > 1 || !this.#buildSeen || meaning.kind !== 'error') {
			this.#message(first, errorLevel, text);
			this.#interrupted ||= meaning.kind === 'interrupted';
			if (meaning.kind === 'build-failed' && meaning.derivation !== undefined) {
				this.#stop(meaning.derivation, first.receivedAt);
			}
		} else {
			this.#options.onEvent(first);
		}

		for (const line of lines.slice(used)) {
			this.#options.onEvent(line);
		}
	}

	end(receivedAt: number): void {
		this.flush();
		if (!this.#interrupted) {
			for (const path of [...this.#running.keys()]) {
				this.#stop(path, receivedAt);
			}
		}
	}

	#readPlan(event: TextLine): boolean {
		const meaning = parsePlanLine(plain(event.text));
		const isPath = meaning?.kind === 'plan-derivation' || meaning?.kind === 'plan-path';
		// A path below anything but a header is some builder's output.
		this.#inPlan = meaning !== undefined && (this.#inPlan || !isPath);
		if (this.#inPlan) {
			this.#message(event, infoLevel, plain(event.text));
		}

		return this.#inPlan;
	}

	#readActivity(event: TextLine): boolean {
		const text = plain(event.text);
		const build = buildLine.exec(text);
		if (build !== null) {
			const [, , derivation = '', host = ''] = build;
			const activity = this.#start(event, activityTypes.build, derivation, [derivation, host, 1, 1]);
			const name = storePathName(derivation).slice(0, -'.drv'.length);
			this.#prefixes.set(packageName(name).name, activity).set(name, activity);
			this.#buildSeen = true;
			return true;
		}

		const copy = copyLine.exec(text);
		if (copy !== null) {
			const [, path = '', from = 'local', to = 'local'] = copy;
			this.#start(event, activityTypes.copyPath, path, [path, from, to]);
			return true;
		}

		return false;
	}

	#readLogLine(event: TextLine): boolean {
		const prefix = logPrefix.exec(event.text);
		const activity = this.#prefixes.get(prefix?.[1] ?? '');
		if (prefix === null || activity === undefined) {
			return false;
		}

		const {receivedAt, source, offset, length, text} = event;
		// The prefix is ASCII, so its characters are its bytes.
		const skipped = prefix[0].length;
		const line = plain(text.slice(skipped));
		const phase =
			/^Running phase: (\w+)$/.exec(line)?.[1] ?? (Object.hasOwn(phaseHeaders, line) ? phaseHeaders[line] : undefined);
		if (phase !== undefined) {
			this.#options.onEvent({kind: 'phase-started', receivedAt, source, activity, phase});
		}

		this.#options.onEvent({
			kind: 'log-line',
			receivedAt,
			source,
			activity,
			offset: offset + skipped,
			length: length - skipped,
			encoding: 'raw',
			hook: false,
		});
		return true;
	}

	#readWarning(event: TextLine): void {
		// Builders print warnings, too: only those before any build are surely Nix's.
		if (!this.#buildSeen && /^(?:evaluation )?warning: |^trace: /.test(plain(event.text))) {
			this.#message(event, warningLevel, event.text);
		} else {
			this.#options.onEvent(event);
		}
	}

	#message({receivedAt, source}: TextLine, level: number, text: string): void {
		this.#options.onEvent({
			kind: 'message',
			receivedAt,
			source,
			level,
			text,
			rawText: undefined,
			file: undefined,
			line: undefined,
			column: undefined,
		});
	}

	#start(event: TextLine, type: number, path: string, fields: readonly (string | number)[]): ActivityId {
		const {receivedAt, source} = event;
		// The same path again is the same work said twice: "building …" of the client and of the daemon.
		const known = this.#running.get(path);
		if (known !== undefined) {
			return known;
		}

		const activity = this.#options.ids.next();
		this.#running.set(path, activity);
		this.#options.onEvent({
			kind: 'activity-started',
			receivedAt,
			source,
			activity,
			type,
			level: infoLevel,
			text: plain(event.text).replace(/\.\.\.$/, ''),
			parent: undefined,
			fields,
		});
		return activity;
	}

	#stop(path: string, receivedAt: number): void {
		const activity = this.#running.get(path);
		if (activity !== undefined) {
			this.#running.delete(path);
			this.#options.onEvent({kind: 'activity-stopped', receivedAt, source: this.#options.source, activity});
		}
	}
}

function plain(text: string): string {
	return text.includes('\u001B') ? text.replaceAll(controlSequence, '') : text;
}
