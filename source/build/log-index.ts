import type {LogSlice, SourceId} from '../parsers/nix-event.js';

/**
 * Where the lines of one log stand in the bytes of their source: an ordered list of slices, kept in a few bytes a line
 * whatever the lines hold. Lines are numbered from 0.
 */
export type LogIndex = {
	readonly length: number;
	/** @returns undefined outside 0 ≤ line < length. O(1) up to a bounded walk inside a block. */
	at(line: number): (LogSlice & {readonly source: SourceId}) | undefined;
};

/** Turns slices back into text; the implementation knows where the bytes are kept. */
export type LogReader = {
	/** @returns The decoded line, not sanitised: colours and control bytes are as the builder printed them. */
	line(index: LogIndex, line: number): string;
};
