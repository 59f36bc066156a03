/**
 * What the parsers make of the bytes of a Nix log: one event per record or line, in order.
 *
 * The field names follow Nix's own logger (src/libutil/include/nix/util/logging.hh); which version emits what is in
 * docs/protocol.md. Events are plain data: no clock is read and no state is kept to make sense of them later.
 */

/**
 * An activity, as a dense number that stands for exactly one u64 of one source. Nix's ids are `counter + (pid << 32)`
 * and pass 2^53, so they are interned by their digits and never converted to a Number; see activity-ids.ts.
 */
export type ActivityId = number;

/** The stream an event came from: 0 for stdin or stderr of the command, then one for each connected Nix process. */
export type SourceId = number;

/** Where the text of a log line stands in the bytes of its source, so that it need not be kept as a string. */
export type LogSlice = {
	/** Byte offset in the source's stream, counted from its first byte. */
	readonly offset: number;
	/** Bytes; the content of a JSON string without its quotes, or raw bytes without the newline. */
	readonly length: number;
	/** `json`: the bytes are the inside of a JSON string and may hold escapes. `raw`: they are the text itself. */
	readonly encoding: 'json' | 'raw';
};

/** ActivityType of logging.hh; numbers that are not listed here are passed on unchanged. */
export const activityTypes = {
	unknown: 0,
	copyPath: 100,
	fileTransfer: 101,
	realise: 102,
	copyPaths: 103,
	builds: 104,
	build: 105,
	optimiseStore: 106,
	verifyPaths: 107,
	substitute: 108,
	queryPathInfo: 109,
	postBuildHook: 110,
	buildWaiting: 111,
	fetchTree: 112,
	fetchToStore: 113,
} as const;

/** ResultType of logging.hh. Type 109 is FetchToStore in Nix ≥ 2.36 and HashMismatch (with a payload) in Determinate Nix. */
export const resultTypes = {
	fileLinked: 100,
	buildLogLine: 101,
	untrustedPath: 102,
	corruptedPath: 103,
	setPhase: 104,
	progress: 105,
	setExpected: 106,
	postBuildLogLine: 107,
	fetchStatus: 108,
	fetchToStore: 109,
	buildResult: 110,
} as const;

export type EventOrigin = {
	/** Arrival of the chunk that completed the record, in milliseconds since the session began. */
	readonly receivedAt: number;
	readonly source: SourceId;
};

export type ActivityStarted = EventOrigin & {
	readonly kind: 'activity-started';
	readonly activity: ActivityId;
	readonly type: number;
	/** Verbosity, 0 (error) to 7 (vomit). */
	readonly level: number;
	readonly text: string;
	/** Absent before Nix 2.18, and when the record says 0. */
	readonly parent: ActivityId | undefined;
	readonly fields: ReadonlyArray<string | number>;
};

export type ActivityStopped = EventOrigin & {
	readonly kind: 'activity-stopped';
	readonly activity: ActivityId;
};

/** Values are u64 in Nix; what exceeds 2^53 is clamped there (nix-output-monitor issue 179). */
export type Progress = EventOrigin & {
	readonly kind: 'progress';
	readonly activity: ActivityId;
	readonly done: number;
	readonly expected: number;
	readonly running: number;
	readonly failed: number;
};

export type Expected = EventOrigin & {
	readonly kind: 'expected';
	readonly activity: ActivityId;
	readonly activityType: number;
	readonly expected: number;
};

export type LogLine = EventOrigin &
	LogSlice & {
		readonly kind: 'log-line';
		readonly activity: ActivityId;
		/** The line came from a post-build hook (result type 107). */
		readonly hook: boolean;
	};

export type PhaseStarted = EventOrigin & {
	readonly kind: 'phase-started';
	readonly activity: ActivityId;
	/** As the builder says it: `buildPhase`. */
	readonly phase: string;
};

/** Every other result: file linked, untrusted or corrupted path, fetch status, results with a payload, unknown ones. */
export type OtherResult = EventOrigin & {
	readonly kind: 'result';
	readonly activity: ActivityId;
	readonly type: number;
	readonly fields: ReadonlyArray<string | number>;
	/** Determinate Nix sends JSON here in place of `fields`. */
	readonly payload: unknown;
};

export type Message = EventOrigin & {
	readonly kind: 'message';
	readonly level: number;
	/** As Nix renders it, with SGR colours; several lines where the record has several. */
	readonly text: string;
	/** `raw_msg`, without the trace and the `error:` prefix; only on error records. */
	readonly rawText: string | undefined;
	readonly file: string | undefined;
	readonly line: number | undefined;
	readonly column: number | undefined;
};

/** A line that is not a record: output of git, ssh or a wrapper script, or Nix before its logger was switched. */
export type TextLine = EventOrigin &
	LogSlice & {
		readonly kind: 'text-line';
		/** The decoded line without its newline; invalid UTF-8 as U+FFFD. At most 64 KiB of it. */
		readonly text: string;
	};

/**
 * Text that has arrived without its newline and cannot become a record: a password question, a progress line. Each
 * such event replaces the one before it from the same source; the text-line that completes it repeats the text.
 */
export type PartialText = EventOrigin & {
	readonly kind: 'partial-text';
	readonly text: string;
};

/** A record of a kind that this program does not know; never an error. */
export type UnknownRecord = EventOrigin &
	LogSlice & {
		readonly kind: 'unknown-record';
		readonly text: string;
	};

/** A line that begins like a record and is not JSON of its shape: truncated or damaged. Shown as text. */
export type MalformedLine = EventOrigin &
	LogSlice & {
		readonly kind: 'malformed-line';
		readonly text: string;
	};

export type NixEvent =
	| ActivityStarted
	| ActivityStopped
	| Progress
	| Expected
	| LogLine
	| PhaseStarted
	| OtherResult
	| Message
	| TextLine
	| PartialText
	| UnknownRecord
	| MalformedLine;

export type EventSink = (event: NixEvent) => void;
