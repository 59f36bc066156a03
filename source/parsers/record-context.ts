import type {ActivityTable} from './activity-table.js';
import type {SourceId} from './nix-event.js';

/** What a decoder needs beside the bytes of one record. */
export type RecordContext = {
	readonly source: SourceId;
	readonly activities: ActivityTable;
	readonly receivedAt: number;
	/** Added to a position in the bytes it gives the offset in the stream. */
	readonly baseOffset: number;
};
