import type {LocalStore} from '../store/store-address.js';

export type OptimiseProgress = {
	/** Store paths. */
	readonly done: number;
	/** Undefined while Nix has not said. */
	readonly total: number | undefined;
	/** Files that were replaced by a link so far, and their bytes. */
	readonly linkedFiles: number;
	readonly savedBytes: number;
	readonly elapsedMs: number;
};

export type OptimiseOptions = {
	readonly store: LocalStore;
	readonly environment: NodeJS.ProcessEnv;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly onProgress: (progress: OptimiseProgress) => void;
	readonly signal: AbortSignal;
};

export type OptimiseResult = {
	readonly outcome: 'done' | 'cancelled' | 'failed';
	/** Why it failed, in one line. */
	readonly reason: string | null;
	/** Bytes, rounded as Nix prints them; null when it did not say. */
	readonly nixReportedSize: number | null;
	/** Files that were replaced by a link, as Nix says; null when it did not. */
	readonly linkedFiles: number | null;
	/** Bytes free on the disk of the store (statfs). */
	readonly diskFreeBefore: number | null;
	readonly diskFreeAfter: number | null;
	readonly durationMs: number;
};

/** Runs `nix-store --optimise`. */
export async function runOptimise(_options: OptimiseOptions): Promise<OptimiseResult> {
	throw new Error('not there yet');
}
