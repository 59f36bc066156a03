import type {Build, FailureKind, Phase} from '../build/build.js';
import type {BuildState, Outcome, TransferCounts} from '../build/build-state.js';
import type {Transfer} from '../build/transfer.js';
import type {InputDescription} from '../inputs/input.js';
import {buildDuration, buildStartedAt, buildStoppedAt, sessionDuration} from './build-facts.js';
import {criticalPath} from './critical-path.js';
import {builtOutputs} from './outcome-lines.js';

/** The document of `nixscope report --json`: a contract with other programs. Milliseconds and bytes are integers; what is not known is null. */
export type JsonReport = {
	readonly version: 1;
	/** Arguments; empty for a pipe. */
	readonly command: readonly string[];
	readonly nixVersion: string | null;
	readonly exitCode: number | null;
	readonly outcome: Outcome;
	readonly durationMs: number;
	readonly outputs: readonly string[];
	readonly counts: {
		readonly builds: JsonBuildCounts;
		readonly downloads: JsonTransferCounts;
		readonly uploads: JsonTransferCounts;
	};
	readonly builds: readonly JsonBuild[];
	readonly transfers: readonly JsonTransfer[];
	readonly errors: readonly {readonly message: string; readonly derivation: string | null}[];
	readonly warnings: readonly string[];
	/** Derivation paths, first built first. */
	readonly criticalPath: readonly string[];
	readonly records: number;
	readonly logLines: number;
	readonly unknownRecords: number;
	readonly malformedLines: number;
};

export type JsonBuildCounts = Readonly<
	Record<'planned' | 'running' | 'built' | 'failed' | 'cancelled' | 'dependencyFailed' | 'interrupted', number>
>;

export type JsonTransferCounts = Readonly<Record<'planned' | 'running' | 'completed' | 'failed' | 'bytes', number>>;

export type JsonBuild = {
	readonly derivation: string;
	readonly name: string;
	readonly host: string | null;
	readonly status: Build['status']['name'];
	readonly startMs: number | null;
	readonly durationMs: number | null;
	readonly phases: readonly {readonly phase: string; readonly startMs: number; readonly durationMs: number | null}[];
	readonly logLines: number;
	readonly reason: null | {
		readonly kind: FailureKind;
		readonly exitCode: number | null;
		readonly signal: number | null;
		readonly message: string;
	};
};

export type JsonTransfer = {
	readonly path: string;
	readonly from: string | null;
	readonly to: string | null;
	readonly kind: Transfer['kind'];
	readonly status: Transfer['status']['name'];
	readonly bytes: number | null;
	readonly expectedBytes: number | null;
	readonly startMs: number | null;
	readonly durationMs: number | null;
};

/** Strings are as Nix and the builders sent them, without colours where the state has none: JSON needs no sanitising. */
export function jsonReport(state: BuildState, {command, nixVersion}: InputDescription): JsonReport {
	return {
		version: 1,
		command,
		nixVersion: nixVersion ?? null,
		exitCode: state.end?.exitCode ?? null,
		outcome: state.end?.outcome ?? 'interrupted',
		durationMs: Math.round(sessionDuration(state)),
		outputs: builtOutputs(state),
		counts: {
			builds: buildCounts(state),
			downloads: transferCounts(state.downloadCounts),
			uploads: transferCounts(state.uploadCounts),
		},
		builds: state.builds.map(jsonBuild),
		transfers: state.transfers.map(jsonTransfer),
		errors: state.errors.map(({message, build}) => ({message, derivation: build?.derivationPath ?? null})),
		warnings: state.warnings,
		criticalPath: criticalPath(state).map(({derivationPath}) => derivationPath),
		records: state.recordCount,
		logLines: state.logLineCount,
		unknownRecords: state.unknownRecordCount,
		malformedLines: state.malformedLineCount,
	};
}

function buildCounts({buildCounts: counts}: BuildState): JsonBuildCounts {
	const {waiting: planned, running, built, failed, cancelled, dependencyFailed, interrupted} = counts;
	return {planned, running, built, failed, cancelled, dependencyFailed, interrupted};
}

function transferCounts({planned, running, completed, failed, bytes}: TransferCounts): JsonTransferCounts {
	return {planned, running, completed, failed, bytes: Math.round(bytes)};
}

function jsonBuild(build: Build): JsonBuild {
	const {status} = build;
	const reason = status.name === 'failed' ? status.reason : undefined;
	return {
		derivation: build.derivationPath,
		name: build.name,
		host: build.host ?? null,
		status: status.name,
		startMs: rounded(buildStartedAt(build)),
		durationMs: rounded(buildDuration(build)),
		phases: build.phases.map((phase) => jsonPhase(phase, build)),
		logLines: build.log.length,
		reason:
			reason === undefined
				? null
				: {
						kind: reason.kind,
						exitCode: reason.exitCode ?? null,
						signal: reason.signal ?? null,
						message: reason.message,
					},
	};
}

/** The last phase lasts until the build stops. */
function jsonPhase({phase, startedAt, stoppedAt}: Phase, build: Build): JsonBuild['phases'][number] {
	const end = stoppedAt ?? buildStoppedAt(build);
	return {phase, startMs: Math.round(startedAt), durationMs: end === undefined ? null : Math.round(end - startedAt)};
}

function jsonTransfer({path, from, to, kind, status, bytes, expectedBytes}: Transfer): JsonTransfer {
	const startedAt = 'startedAt' in status ? status.startedAt : undefined;
	const stoppedAt = 'stoppedAt' in status ? status.stoppedAt : undefined;
	const hasSize = bytes > 0 || expectedBytes > 0;
	return {
		path,
		from: from || null,
		to: to || null,
		kind,
		status: status.name,
		bytes: hasSize || startedAt === undefined ? Math.round(bytes) : null,
		expectedBytes: expectedBytes > 0 ? Math.round(expectedBytes) : null,
		startMs: rounded(startedAt),
		durationMs: startedAt === undefined || stoppedAt === undefined ? null : Math.round(stoppedAt - startedAt),
	};
}

function rounded(value: number | undefined): number | null {
	return value === undefined ? null : Math.round(value);
}
