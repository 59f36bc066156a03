import type {Build, BuildStatus, FailureReason} from '../../source/build/build.js';
import type {BuildCounts, BuildState, NixError, TransferCounts} from '../../source/build/build-state.js';
import type {LogIndex, LogReader} from '../../source/build/log-index.js';
import type {Transfer} from '../../source/build/transfer.js';
import type {InputDescription} from '../../source/inputs/input.js';

type Writable<T> = {-readonly [K in keyof T]: T[K]};

/** Builds and states by what a test is about; everything else is as of a run in which nothing happened. */
export type FakeBuild = Writable<Build>;
export type FakeState = Writable<BuildState>;

const digest = 'q1v6l0r9g2f8m3h7kx4wzc5sdnpyjb0a';
const texts = new WeakMap<LogIndex, readonly string[]>();

export const fakeLogs: LogReader = {
	line: (index, line) => texts.get(index)?.[line] ?? '',
};

export function fakeLog(lines: readonly string[]): LogIndex {
	const index: LogIndex = {length: lines.length, at: () => undefined};
	texts.set(index, lines);
	return index;
}

export function fakeBuild(name: string, status: BuildStatus, more: Partial<Build> = {}): FakeBuild {
	return {
		index: 0,
		derivationPath: `/nix/store/${digest}-${name}.drv`,
		name,
		system: 'x86_64-linux',
		outputs: [{name: 'out', path: `/nix/store/${digest}-${name}`}],
		status,
		host: 'local',
		hostUri: '',
		phases: [],
		log: fakeLog([]),
		lastSignAt: undefined,
		inputs: [],
		dependents: [],
		inputTransfers: [],
		hasGraph: true,
		resolvedPath: undefined,
		source: 0,
		...more,
	};
}

export function built(startedAt: number, stoppedAt: number): BuildStatus {
	return {name: 'built', startedAt, stoppedAt};
}

export function running(startedAt: number): BuildStatus {
	return {name: 'running', startedAt, step: 'build', stepStartedAt: startedAt, stoppedAt: undefined};
}

export function failed(startedAt: number, stoppedAt: number, reason: Partial<FailureReason> = {}): BuildStatus {
	return {name: 'failed', startedAt, stoppedAt, reason: fakeReason(reason)};
}

export function fakeReason(reason: Partial<FailureReason> = {}): FailureReason {
	return {
		kind: 'exit-code',
		exitCode: reason.kind === undefined ? 1 : undefined,
		signal: undefined,
		limit: undefined,
		wanted: undefined,
		got: undefined,
		message: '',
		...reason,
	};
}

/** The first needs the second, and so on; both directions of the edges. */
export function needs(dependent: FakeBuild, ...inputs: FakeBuild[]): void {
	dependent.inputs = [...dependent.inputs, ...inputs];
	for (const input of inputs) {
		input.dependents = [...input.dependents, dependent];
	}
}

export function fakeTransfer(
	name: string,
	status: Transfer['status'],
	more: Partial<Transfer> = {},
): Writable<Transfer> {
	return {
		index: 0,
		path: `/nix/store/${digest}-${name}`,
		name,
		kind: 'download',
		from: 'https://cache.nixos.org',
		to: 'daemon',
		host: 'cache.nixos.org',
		status,
		bytes: 0,
		expectedBytes: 0,
		wireBytes: 0,
		expectedWireBytes: 0,
		dependents: [],
		...more,
	};
}

export function fakeError(text: string, build?: Build): NixError {
	return {message: text.replace(/^error: /, ''), text, receivedAt: 0, build};
}

/** Indexes, roots and counts follow from builds and transfers. */
export function fakeState(
	builds: FakeBuild[] = [],
	more: Partial<BuildState> = {},
	transfers: Writable<Transfer>[] = [],
): FakeState {
	for (const [index, build] of builds.entries()) {
		build.index = index;
	}

	for (const [index, transfer] of transfers.entries()) {
		transfer.index = index;
	}

	return {
		version: 0,
		graphVersion: 0,
		builds,
		transfers,
		roots: builds.filter(({dependents}) => dependents.length === 0),
		buildCounts: countBuilds(builds),
		downloadCounts: countTransfers(transfers.filter(({kind}) => kind === 'download')),
		uploadCounts: countTransfers(transfers.filter(({kind}) => kind === 'upload')),
		evaluation: {files: 0, current: undefined, active: false},
		cacheQueries: [],
		ongoing: [],
		plan: {announced: false, downloadBytes: 0, unpackedBytes: 0},
		errors: [],
		warnings: [],
		traces: [],
		notices: [],
		partialText: undefined,
		messageLog: fakeLog([]),
		recordCount: 0,
		logLineCount: 0,
		unknownRecordCount: 0,
		malformedLineCount: 0,
		startedAt: 0,
		lastEventAt: 0,
		end: undefined,
		slots: new Map(),
		...more,
	};
}

export function countBuilds(builds: readonly Build[]): BuildCounts {
	const count = (...names: BuildStatus['name'][]) => builds.filter(({status}) => names.includes(status.name)).length;
	return {
		total: builds.length,
		waiting: count('planned', 'waiting'),
		running: count('running'),
		built: count('built'),
		failed: count('failed'),
		cancelled: count('cancelled'),
		dependencyFailed: count('dependency-failed'),
		interrupted: count('interrupted'),
	};
}

function countTransfers(transfers: readonly Transfer[]): TransferCounts {
	const count = (name: Transfer['status']['name']) => transfers.filter(({status}) => status.name === name).length;
	const sum = (key: 'bytes' | 'expectedBytes' | 'wireBytes' | 'expectedWireBytes') =>
		transfers.reduce((total, transfer) => total + transfer[key], 0);
	return {
		total: transfers.length,
		planned: count('planned'),
		running: count('running'),
		completed: count('completed'),
		failed: count('failed'),
		bytes: sum('bytes'),
		expectedBytes: sum('expectedBytes'),
		wireBytes: sum('wireBytes'),
		expectedWireBytes: sum('expectedWireBytes'),
	};
}

export const fakeDescription: InputDescription = {
	command: ['nix', 'build', '.#laptop'],
	nixVersion: '2.34.8',
	startedAt: 1_700_000_000_000,
};
