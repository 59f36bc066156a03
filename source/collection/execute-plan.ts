import type {SizedRoot} from '../analyses/answers/answer.js';
import type {CollectProgress, CollectResult} from '../analyses/answers/collect.js';
import type {LocalStore} from '../store/store-address.js';

/** What is to be done to a store; from the plan that a person has confirmed. */
export type ExecutablePlan = {
	/** The address of the reading. */
	readonly store: LocalStore;
	/** To drop, one per link. */
	readonly roots: readonly SizedRoot[];
	/** Generation numbers that profiles point at now, by the profile's link. */
	readonly currentGenerations: ReadonlyMap<string, number>;
	/**
	 * - `all-dead`: `nix-store --gc`, which deletes whatever is dead then.
	 * - `only-planned`: `nix-store --delete` of exactly the planned paths.
	 * - `none`: roots are only dropped, as for a hold.
	 */
	readonly collects: 'all-dead' | 'only-planned' | 'none';
	/** NAR bytes by base name of everything that the plan deletes; null: an entry without a NAR size. */
	readonly planned: ReadonlyMap<string, number | null>;
	/** For how long dropped roots are held, in milliseconds; undefined: not at all. */
	readonly holdMs: number | undefined;
};

export type ExecuteOptions = {
	readonly environment: NodeJS.ProcessEnv;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** At most ten times a second; always at first and at last. */
	readonly onProgress: (progress: CollectProgress) => void;
	/** Stops: roots that are not dropped yet stay, Nix is ended after the path that it deletes. */
	readonly signal: AbortSignal;
};

/** Carries a plan out. What goes wrong is told in the result; nothing is thrown that a person could put right. */
export async function executePlan(_plan: ExecutablePlan, _options: ExecuteOptions): Promise<CollectResult> {
	throw new Error('not there yet');
}
