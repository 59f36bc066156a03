import type {OngoingActivity} from './build-state.js';
import type {MutableBuild} from './mutable-build.js';
import type {MutableTransfer} from './mutable-transfer.js';
import type {CopyCounter, NixProcess} from './nix-process.js';

/** What an open activity is to the state; one kind each, so that its results and its stop know where to go. */
export type Activity =
	| {readonly kind: 'build'; readonly process: NixProcess; readonly build: MutableBuild; readonly nested: boolean}
	| {readonly kind: 'builds'; readonly process: NixProcess; readonly nested: boolean}
	| {readonly kind: 'copies'; readonly process: NixProcess; readonly counter: CopyCounter}
	| {readonly kind: 'realise'; readonly process: NixProcess}
	| {
			readonly kind: 'copy';
			readonly process: NixProcess;
			readonly transfer: MutableTransfer;
			bytes: number;
			expectedBytes: number;
	  }
	| {
			readonly kind: 'substitute';
			readonly process: NixProcess;
			readonly transfer: MutableTransfer;
			readonly counter: CopyCounter | undefined;
	  }
	| {readonly kind: 'wire'; readonly transfer: MutableTransfer; bytes: number; expectedBytes: number}
	| {readonly kind: 'query'; readonly host: string}
	| {readonly kind: 'hook'; readonly build: MutableBuild | undefined; readonly ongoing: MutableOngoing}
	| {readonly kind: 'waiting'; readonly build: MutableBuild | undefined; readonly ongoing: MutableOngoing | undefined}
	| {readonly kind: 'resolved'; readonly process: NixProcess}
	| {
			readonly kind: 'remote-step';
			readonly build: MutableBuild | undefined;
			readonly ongoing: MutableOngoing | undefined;
	  }
	| {readonly kind: 'ongoing'; readonly ongoing: MutableOngoing};

export type MutableOngoing = {-readonly [K in keyof OngoingActivity]: OngoingActivity[K]};
