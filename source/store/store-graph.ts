import type {Adjacency} from './adjacency.js';
import type {PathTable} from './path-table.js';

/**
 * The valid paths of a store as of one moment (one read transaction), under dense ids: 0 up to, not including,
 * `names.count`. Ids follow the order of registration, so that most references point to a smaller id.
 */
export type StoreGraph = {
	/** Store paths and their ids. */
	readonly names: PathTable;
	/** Bytes; 0 where the database has none (see isSized). */
	readonly narSizes: Float64Array;
	/** 1 where the NAR size is known. */
	readonly isSized: Uint8Array;
	/** Milliseconds since 1970; NaN where unknown (a dump has none). */
	readonly registrationTimes: Float64Array;
	/** To what a path refers, without itself. */
	readonly references: Adjacency;
	/** Who refers to a path, without itself. */
	readonly referrers: Adjacency;
	/** 1 where a path refers to itself. */
	readonly refersToItself: Uint8Array;
	/** The deriver of each path while that is valid itself; else -1. */
	readonly derivers: Int32Array;
	/** From a derivation to its valid outputs, as the database knows them (DerivationOutputs, realisations). */
	readonly outputs: Adjacency;
};

/** How liveness follows derivations: keep-outputs and keep-derivations of nix.conf. */
export type KeepSettings = {
	/** A live derivation keeps its outputs; Nix's default is false. */
	readonly keepOutputs: boolean;
	/** A live path keeps its deriver; Nix's default is true. */
	readonly keepDerivations: boolean;
};
