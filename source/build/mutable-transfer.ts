import type {MutableBuild} from './mutable-build.js';
import type {Transfer, TransferStatus} from './transfer.js';

type Writable<T> = {-readonly [K in keyof T]: T[K]};

/** A transfer as the state machine writes it; everybody else sees it as Transfer. */
export type MutableTransfer = Omit<Writable<Transfer>, 'dependents'> & {
	status: TransferStatus;
	dependents: MutableBuild[];
	/** Its activity has stopped, and Nix's counters have not yet said whether it succeeded. */
	stoppedAt: number | undefined;
	/** Open activities of it: the substitution and the copy inside it. */
	openActivities: number;
};
