import type {MonitorSource} from './open-monitor.js';
import type {Options} from './option-table.js';
import type {Questions} from './questions.js';
import type {Surroundings} from './surroundings.js';

/** A build to be followed, and how. */
export type FollowRequest = {
	readonly source: MonitorSource;
	readonly options: Options;
	readonly surroundings: Surroundings;
	/** Passes SIGTERM, SIGHUP and SIGQUIT on to the wrapped command. */
	readonly forward?: (signal: NodeJS.Signals) => void;
	/** Gets the screen to ask on. */
	readonly questions?: Questions | undefined;
	/** Another step follows: nothing is printed at the end when nothing had to be done. */
	readonly isPreparation?: boolean;
	/** … nor when it failed without a failed build: the next step will say why, or succeed. */
	readonly mayFailQuietly?: boolean;
};
