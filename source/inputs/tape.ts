import type {InputDescription, InputEvent} from './input.js';

/** Something that happened once and can be played from its start as often as wanted: a recording, a log file. */
export type Tape = {
	readonly description: InputDescription;
	/** False for a bare log: nothing says when its lines came, and everything stands at time 0. */
	readonly isTimed: boolean;
	/** Milliseconds from its start to its end; undefined until that is known. */
	readonly durationMs: number | undefined;
	/** An uncompressed log whose bytes are exactly source 0: it can be read again where it lies. */
	readonly logFile: string | undefined;
	/** From the start, in order; the last one is `end`. A damaged or truncated file ends early, it does not throw. */
	events(): AsyncIterable<InputEvent>;
};
