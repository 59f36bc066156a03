import type {RootsReading} from './root.js';
import type {StoreAddress} from './store-address.js';
import type {KeepSettings, StoreGraph} from './store-graph.js';

/** How the valid paths were read, for people: see DESIGN of the store, the opening order. */
export type ReadingWay = 'read-only' | 'immutable' | 'copy' | 'dump-db' | 'path-info' | 'narinfo' | 'snapshot';

/** What a snapshot is of. */
export type SnapshotOrigin = {
	/** The machine's name. */
	readonly host: string;
	/** `/nix/store` */
	readonly storeDirectory: string;
	/** When the store was read, in milliseconds since 1970. */
	readonly readAt: number;
};

/** A store as of one moment: everything that is known before a question is asked. */
export type StoreReading = {
	readonly address: StoreAddress;
	readonly way: ReadingWay;
	/** When, in milliseconds since 1970. */
	readonly readAt: number;
	/** The mark of the database as of just before it was read (databaseStamp); absent where there is none. */
	readonly stamp?: string;
	/** Only of a reading that comes from a snapshot. */
	readonly snapshot?: SnapshotOrigin;
	readonly graph: StoreGraph;
	/** Targets that are not valid in `graph` have the state `invalid`. */
	readonly roots: RootsReading;
	readonly settings: KeepSettings;
	/**
	 * Base names in the store's folder that the database does not know and no temporary root protects: a collection
	 * deletes them. Null where the folder was not, or could not be, listed.
	 */
	readonly unregistered: readonly string[] | null;
	/** Valid paths whose files are not there, which a collection does not come upon; absent where nothing was listed. */
	readonly missing?: readonly number[];
	/** What could not be read and may hide roots; empty when liveness is exact. */
	readonly unreadable: readonly string[];
};
