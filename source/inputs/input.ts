import type {SourceId} from '../parsers/nix-event.js';

/**
 * What an input delivers, in order. Everything that happens carries its arrival in milliseconds since the session
 * began, stamped once, here: nothing behind an input reads a clock.
 */
export type InputEvent =
	/** A stream begins: stderr of the command or stdin (source 0), or the connection of one Nix process (bare records). */
	| {readonly kind: 'opened'; readonly source: SourceId; readonly bare: boolean; readonly receivedAt: number}
	/** The chunk must not be kept after the call. */
	| {readonly kind: 'bytes'; readonly source: SourceId; readonly chunk: Buffer; readonly receivedAt: number}
	| {readonly kind: 'closed'; readonly source: SourceId; readonly receivedAt: number}
	/** A derivation that the recorded session had read: ATerm bytes of the .drv file. */
	| {readonly kind: 'derivation'; readonly path: string; readonly content: string; readonly receivedAt: number}
	/** What the recorded session had learned about the command while it ran. */
	| {readonly kind: 'version'; readonly nixVersion: string; readonly receivedAt: number}
	/** A replay was moved back: everything before this is void, and the same events follow again from the first. */
	| {readonly kind: 'restarted'; readonly receivedAt: number}
	/** Nothing follows (but `restarted`, when a replay that had ended is moved back). */
	| {
			readonly kind: 'end';
			readonly receivedAt: number;
			/** Of the command; undefined for a pipe or when a signal ended it. */
			readonly exitCode: number | undefined;
			readonly signal: NodeJS.Signals | undefined;
	  };

export type InputSink = (event: InputEvent) => void;

export type InputDescription = {
	/** The command as a user would type it, for the header; empty for a pipe. */
	readonly command: readonly string[];
	readonly nixVersion: string | undefined;
	/** Wall clock at which the session began, milliseconds since 1970. */
	readonly startedAt: number;
};

/** Where bytes come from: a pipe, a command that nixscope runs, a recording, a log file. */
export type Input = {
	readonly description: InputDescription;
	/** Begins to deliver; calls are synchronous and in order. Resolves after `end` was delivered. */
	run(sink: InputSink): Promise<void>;
	/** Milliseconds since the session began, by the clock that stamps the events (for a replay: of the recording). */
	now(): number;
	/** Asks it to end early; `end` is still delivered. */
	stop(): void;
};
