import {packageName, storePathName} from '../parsers/store-path.js';
import type {Build, BuildStatus, Output, Phase} from './build.js';
import {LogIndexBuilder} from './log-index-builder.js';
import type {MutableTransfer} from './mutable-transfer.js';

/** What is known of a stopped activity before its outcome is settled; see settlement.ts. */
export type Verdict = 'unknown' | 'failed-unexplained';

type Writable<T> = {-readonly [K in keyof T]: T[K]};

/** A build as the state machine writes it; everybody else sees it as Build. */
export type MutableBuild = Omit<Writable<Build>, 'log' | 'phases' | 'inputs' | 'dependents' | 'inputTransfers'> & {
	status: BuildStatus;
	readonly log: LogIndexBuilder;
	phases: Phase[];
	outputs: readonly Output[];
	inputs: MutableBuild[];
	dependents: MutableBuild[];
	inputTransfers: MutableTransfer[];
	/** Build activities of it that are open: two for a remote build by ssh-ng. */
	openActivities: number;
	verdict: Verdict | undefined;
	/** An error has named it, and the counter of its failure has not risen yet. */
	owesFailedCredit: boolean;
	/** The newest post-build hook of it has begun (activity type 110). */
	hookSeen: boolean;
	/** A nested activity of the builder's own Nix has begun (ssh-ng). */
	nestedSeen: boolean;
};

/** A build whose output the index keeps nothing of until its first line. */
export function createBuild(index: number, derivationPath: string, source: number): MutableBuild {
	return {
		index,
		derivationPath,
		name: storePathName(derivationPath).replace(/\.drv$/, ''),
		system: undefined,
		outputs: [],
		status: {name: 'planned'},
		host: undefined,
		hostUri: '',
		phases: [],
		log: new LogIndexBuilder(),
		lastSignAt: undefined,
		inputs: [],
		dependents: [],
		inputTransfers: [],
		hasGraph: false,
		resolvedPath: undefined,
		source,
		openActivities: 0,
		verdict: undefined,
		owesFailedCredit: false,
		hookSeen: false,
		nestedSeen: false,
	};
}

/** Name and version as Nix splits them: `firefox`, `145.0`. */
export function nameAndVersion(build: Build): {readonly name: string; readonly version: string} {
	return packageName(build.name);
}
