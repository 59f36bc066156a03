import type {Build, BuildStatus, FailureReason} from '../build/build.js';
import type {BuildCounts, BuildState, TransferCounts} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import {fakeLog} from './fake-log.js';

type Writable<Type> = {-readonly [Key in keyof Type]: Type[Key]};

/** A build whose fields can still be set; edges are made by its state's builder. */
export type FakeBuild = Writable<Build> & {inputs: Build[]; dependents: Build[]; inputTransfers: Transfer[]};
export type FakeTransfer = Writable<Transfer> & {dependents: Build[]};

/** Builds a BuildState from plain objects, in the order in which builds and transfers are added. */
export class FakeStateBuilder {
	readonly builds: FakeBuild[] = [];
	readonly transfers: FakeTransfer[] = [];

	build(name: string, status: BuildStatus, fields: Partial<Writable<Build>> = {}): FakeBuild {
		const index = this.builds.length;
		const build: FakeBuild = {
			index,
			derivationPath: `/nix/store/${fakeDigest(index)}-${name}.drv`,
			name,
			system: 'x86_64-linux',
			outputs: [{name: 'out', path: `/nix/store/${fakeDigest(index + 1000)}-${name}`}],
			status,
			host: 'startedAt' in status && status.startedAt !== undefined ? 'local' : undefined,
			hostUri: '',
			phases: [],
			log: fakeLog([]),
			lastSignAt: 'startedAt' in status ? status.startedAt : undefined,
			hasGraph: true,
			resolvedPath: undefined,
			source: 0,
			...fields,
			inputs: [],
			dependents: [],
			inputTransfers: [],
		};
		this.builds.push(build);
		return build;
	}

	/** `above` needs `below`. */
	needs(above: FakeBuild, ...below: readonly FakeBuild[]): void {
		for (const build of below) {
			above.inputs.push(build);
			build.dependents.push(above);
		}
	}

	transfer(name: string, status: Transfer['status'], fields: Partial<Writable<Transfer>> = {}): FakeTransfer {
		const index = this.transfers.length;
		const transfer: FakeTransfer = {
			index,
			path: `/nix/store/${fakeDigest(index + 5000)}-${name}`,
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
			...fields,
			dependents: [],
		};
		this.transfers.push(transfer);
		return transfer;
	}

	needsPath(above: FakeBuild, ...below: readonly FakeTransfer[]): void {
		for (const transfer of below) {
			above.inputTransfers.push(transfer);
			transfer.dependents.push(above);
		}
	}

	state(fields: Partial<BuildState> = {}): BuildState {
		return {
			version: 1,
			graphVersion: 1,
			builds: this.builds,
			transfers: this.transfers,
			roots: this.builds.filter(({dependents}) => dependents.length === 0),
			buildCounts: countBuilds(this.builds),
			downloadCounts: countTransfers(this.transfers, 'download'),
			uploadCounts: countTransfers(this.transfers, 'upload'),
			evaluation: {files: 0, current: undefined, active: false},
			cacheQueries: [],
			ongoing: [],
			plan: {announced: this.builds.length + this.transfers.length > 0, downloadBytes: 0, unpackedBytes: 0},
			errors: [],
			warnings: [],
			traces: [],
			notices: [],
			partialText: undefined,
			messageLog: fakeLog([]),
			recordCount: 1,
			logLineCount: 0,
			unknownRecordCount: 0,
			malformedLineCount: 0,
			startedAt: 0,
			lastEventAt: 0,
			end: undefined,
			slots: new Map(),
			...fields,
		};
	}
}

function countBuilds(builds: readonly Build[]): BuildCounts {
	const count = (...names: readonly BuildStatus['name'][]) =>
		builds.filter(({status}) => names.includes(status.name)).length;
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

function countTransfers(transfers: readonly Transfer[], kind: Transfer['kind']): TransferCounts {
	const all = transfers.filter((transfer) => transfer.kind === kind);
	const count = (name: Transfer['status']['name']) => all.filter(({status}) => status.name === name).length;
	const sum = (value: (transfer: Transfer) => number) => all.reduce((total, transfer) => total + value(transfer), 0);
	return {
		total: all.length,
		planned: count('planned'),
		running: count('running'),
		completed: count('completed'),
		failed: count('failed'),
		bytes: sum(({bytes}) => bytes),
		expectedBytes: sum(({expectedBytes}) => expectedBytes),
		wireBytes: sum(({wireBytes}) => wireBytes),
		expectedWireBytes: sum(({expectedWireBytes}) => expectedWireBytes),
	};
}

const digestCharacters = '0123456789abcdfghijklmnpqrsvwxyz';

/** 32 characters of Nix's alphabet, always the same for a number. */
function fakeDigest(seed: number): string {
	let value = seed * 2654435761 + 12345;
	let digest = '';
	for (let index = 0; index < 32; index++) {
		value = (value * 1103515245 + 12345) % 2147483648;
		digest += digestCharacters[Math.floor(value / 65536) % 32];
	}

	return digest;
}

export function planned(): BuildStatus {
	return {name: 'planned'};
}

export function running(startedAt: number): BuildStatus {
	return {name: 'running', startedAt, step: 'build', stepStartedAt: startedAt, stoppedAt: undefined};
}

export function built(startedAt: number, durationMs: number): BuildStatus {
	return {name: 'built', startedAt, stoppedAt: startedAt + durationMs};
}

export function failed(startedAt: number | undefined, stoppedAt: number, reason: Partial<FailureReason>): BuildStatus {
	return {
		name: 'failed',
		startedAt,
		stoppedAt,
		reason: {
			kind: 'exit-code',
			exitCode: 1,
			signal: undefined,
			limit: undefined,
			wanted: undefined,
			got: undefined,
			message: '',
			...reason,
		},
	};
}

export function phase(name: string, startedAt: number, stoppedAt?: number, firstLine = 0): Build['phases'][number] {
	return {phase: name, startedAt, stoppedAt, firstLine};
}
