import type {Build} from './build.js';

export type TransferStatus =
	| {readonly name: 'planned'}
	| {readonly name: 'running'; readonly startedAt: number}
	| {readonly name: 'completed'; readonly startedAt: number; readonly stoppedAt: number}
	| {readonly name: 'failed'; readonly startedAt: number; readonly stoppedAt: number; readonly message: string};

/** One store path on its way from one store to another. Times in milliseconds since the session began. */
export type Transfer = {
	readonly index: number;
	readonly path: string;
	/** Without digest: `texlive-2025`. */
	readonly name: string;
	/** To this machine, or away from it (to a builder, or a cache with `nix copy`). */
	readonly kind: 'download' | 'upload';
	/** Store URIs as Nix names them; empty when unknown (planned). */
	readonly from: string;
	readonly to: string;
	/** The other end, short: `cache.nixos.org`, `hydra1`; empty when unknown. */
	readonly host: string;
	readonly status: TransferStatus;
	/** NAR bytes (unpacked) that have arrived, and in all; 0 when Nix has not said. */
	readonly bytes: number;
	readonly expectedBytes: number;
	/** Compressed bytes on the wire, and in all; 0 when Nix has not said. */
	readonly wireBytes: number;
	readonly expectedWireBytes: number;
	/** Builds of this run that need the path directly. */
	readonly dependents: readonly Build[];
};
