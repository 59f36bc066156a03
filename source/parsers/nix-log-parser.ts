import type {ActivityIdAllocator} from './activity-ids.js';
import type {EventSink, SourceId} from './nix-event.js';

export type NixLogParserOptions = {
	readonly source: SourceId;
	readonly ids: ActivityIdAllocator;
	readonly onEvent: EventSink;
	/** Bare `{…}` records without `@nix `, as `json-log-path` sends them. */
	readonly bare?: boolean;
};

/** One stream of bytes to events; see nix-event.ts. Never throws on any input. */
export type NixLogParser = {
	/** The next bytes, at any boundary. The chunk is not kept after the call. */
	push(chunk: Buffer, receivedAt: number): void;
	/** The stream has ended: completes a last line without newline. */
	end(receivedAt: number): void;
	/** Records seen (lines that are `@nix {…}` or bare records), well-formed or not. */
	readonly recordCount: number;
};
