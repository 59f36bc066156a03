import type {ExecutionContext} from 'ava';
import {type ExpectedBuild, expectedBuild, type LiveCase} from './live-case.js';
import type {NixVersion} from './nix-version.js';
import type {CaseRun} from './run-case.js';
import {type Truth, withoutColours, withoutDigest} from './truth.js';

/** The document of `nixscope report --json`, as far as it is held against the truth here. */
export type Report = {
	readonly version: number;
	readonly exitCode: number | null;
	readonly outcome: string;
	readonly nixVersion: string | null;
	readonly durationMs: number;
	readonly outputs: readonly string[];
	readonly counts: {
		readonly builds: Readonly<Record<string, number>>;
		readonly downloads: Readonly<Record<string, number>>;
		readonly uploads: Readonly<Record<string, number>>;
	};
	readonly builds: readonly ReportedBuild[];
	readonly transfers: readonly ReportedTransfer[];
	readonly errors: ReadonlyArray<{readonly message: string; readonly derivation: string | null}>;
	readonly warnings: readonly string[];
	readonly records: number;
	readonly logLines: number;
	readonly unknownRecords: number;
	readonly malformedLines: number;
};

type ReportedBuild = {
	readonly derivation: string;
	readonly name: string;
	readonly host: string | null;
	readonly status: string;
	readonly startMs: number | null;
	readonly durationMs: number | null;
	readonly phases: ReadonlyArray<{readonly phase: string; readonly startMs: number; readonly durationMs: number}>;
	readonly logLines: number;
	readonly reason: null | {
		readonly kind: string;
		readonly exitCode: number | null;
		readonly signal: number | null;
		readonly message: string;
	};
};

type ReportedTransfer = {
	readonly path: string;
	readonly kind: 'download' | 'upload';
	readonly status: string;
	/** Null where Nix has not said. */
	readonly bytes: number | null;
	readonly expectedBytes: number | null;
};

/** Holds the JSON report of a case against the table (which checkTable has held against the store) and Nix's stream. */
export function checkReport(t: ExecutionContext, liveCase: LiveCase, version: NixVersion, run: CaseRun): void {
	const report = run.report as Report;
	const {stream} = run.truth;
	t.is(report.version, 1);
	t.is(report.outcome, liveCase.outcome, 'outcome');
	t.is(report.malformedLines, 0, 'malformed lines');
	if (stream.raw !== '') {
		t.is(report.records, stream.records, 'records');
		t.is(report.logLines, stream.logLines, 'log lines');
	}
	checkBuilds(t, liveCase, version, report, run.truth);
	checkCounts(t, report);
	checkTransfers(t, liveCase, report, 'download', run.truth);
	checkTransfers(t, liveCase, report, 'upload', run.truth);
	checkMessages(t, liveCase, report, run.truth);
	for (const output of report.outputs) t.true(run.truth.validPaths.has(output), `${output} exists`);
	if (liveCase.outputs !== undefined) {
		t.deepEqual(report.outputs.map(withoutDigest).sort(), [...liveCase.outputs].sort(), 'outputs');
	}
}

function checkBuilds(t: ExecutionContext, liveCase: LiveCase, version: NixVersion, report: Report, truth: Truth): void {
	const reported = new Map(report.builds.map((build) => [build.name, build]));
	t.is(reported.size, report.builds.length, 'every derivation once');
	for (const [name, build] of reported) {
		if (!(name in liveCase.builds)) t.fail(`${name} is ${build.status} in the report, and not in the table`);
	}
	for (const [name, expectation] of Object.entries(liveCase.builds)) {
		const expected = expectedBuild(expectation);
		const build = reported.get(name);
		if (build !== undefined) checkBuild(t, expected, build);
		else if (!unheardOf(liveCase, version, name, expected, truth))
			t.fail(`${name} is ${expected.status}, and not in the report`);
	}
}

/** `nix build` before 2.26 announces no plan: of what never starts it may say nothing at all. */
function unheardOf(
	liveCase: LiveCase,
	version: NixVersion,
	name: string,
	expected: {started: boolean},
	truth: Truth,
): boolean {
	return (
		!version.atLeast('2.26') && !expected.started && !truth.stream.raw.includes(`-${name}.drv`) && !liveCase.needsDaemon
	);
}

function checkBuild(t: ExecutionContext, expected: ExpectedBuild & {started: boolean}, build: ReportedBuild): void {
	const {name} = build;
	t.is(build.status, expected.status, `status of ${name}${build.reason === null ? '' : ` (${build.reason.kind})`}`);
	t.is(build.startMs !== null, expected.started, `${name} has a start`);
	if (expected.started) {
		t.true(Number.isInteger(build.startMs) && Number.isInteger(build.durationMs), `times of ${name} are integers`);
		t.true((build.startMs ?? -1) >= 0 && (build.durationMs ?? -1) >= 0, `times of ${name}`);
		if (expected.host === undefined) t.is(build.host, 'local', `host of ${name}`);
		else t.regex(build.host ?? '', expected.host, `host of ${name}`);
	}
	if (expected.status === 'failed') t.truthy(build.reason, `${name} has a reason`);
	if (expected.kind !== undefined) {
		const isOne = [expected.kind].flat().includes(build.reason?.kind ?? '');
		t.true(isOne, `${name} failed by ${expected.kind}, not ${build.reason?.kind}: ${build.reason?.message}`);
	}
	if (expected.exitCode !== undefined) t.is(build.reason?.exitCode, expected.exitCode, `exit code of ${name}`);
	if (expected.signal !== undefined) t.is(build.reason?.signal, expected.signal, `signal of ${name}`);
	if (expected.message !== undefined) t.regex(build.reason?.message ?? '', expected.message, `reason of ${name}`);
	t.notRegex(JSON.stringify(build), /\\u001b/, `${name} is free of escape sequences`);
}

function checkCounts(t: ExecutionContext, report: Report): void {
	const {builds} = report.counts;
	const counted = (...statuses: string[]) => report.builds.filter((build) => statuses.includes(build.status)).length;
	t.like(
		builds,
		{
			planned: counted('planned', 'waiting'),
			running: counted('running'),
			built: counted('built'),
			failed: counted('failed'),
			cancelled: counted('cancelled'),
			dependencyFailed: counted('dependency-failed'),
			interrupted: counted('interrupted'),
		},
		'counts of builds',
	);
	for (const kind of ['download', 'upload'] as const) {
		const transfers = report.transfers.filter((transfer) => transfer.kind === kind);
		const counts = report.counts[`${kind}s`];
		for (const status of ['planned', 'running', 'completed', 'failed']) {
			t.is(counts[status], transfers.filter((transfer) => transfer.status === status).length, `${kind}s ${status}`);
		}
	}
}

function checkTransfers(
	t: ExecutionContext,
	liveCase: LiveCase,
	report: Report,
	kind: 'download' | 'upload',
	truth: Truth,
): void {
	const expected = liveCase[`${kind}s`];
	// Where the table is silent (copies to and from a builder), only the end is looked at.
	if (expected === undefined && !liveCase.needsBuilder) {
		t.deepEqual(
			report.transfers.filter((transfer) => transfer.kind === kind).map(({path}) => path),
			[],
			`${kind}s`,
		);
	}
	const reported = new Map(
		report.transfers
			.filter((transfer) => transfer.kind === kind)
			.map((transfer) => [withoutDigest(transfer.path), transfer]),
	);
	for (const [name, status] of Object.entries(expected ?? {})) {
		const transfer = reported.get(name);
		t.is(transfer?.status, status, `${kind} of ${name}`);
		if (status !== 'completed' || transfer === undefined) continue;
		if (truth.stream.measuredCopies.has(transfer.path)) {
			t.true((transfer.bytes ?? 0) > 0, `bytes of ${name}`);
			t.is(transfer.bytes, transfer.expectedBytes, `all bytes of ${name}`);
		}
		t.true(truth.validPaths.has(transfer.path), `${name} is there`);
	}
	if (expected !== undefined)
		t.is(reported.size, Object.keys(expected).length, `${kind}s: ${[...reported.keys()].join(' ')}`);
}

/** Nix's own errors and warnings are all in the report, and none of them twice. */
function checkMessages(t: ExecutionContext, liveCase: LiveCase, report: Report, truth: Truth): void {
	const messages = report.errors.map((error) => error.message);
	for (const error of truth.stream.errors) {
		t.true(
			messages.some((message) => squeezed(message).includes(squeezed(error))),
			`the report holds Nix's error: ${error}`,
		);
	}
	for (const pattern of liveCase.errors ?? [])
		t.true(
			messages.some((message) => pattern.test(message)),
			`an error like ${pattern}`,
		);
	for (const pattern of liveCase.warnings ?? [])
		t.true(
			report.warnings.some((message) => pattern.test(message)),
			`a warning like ${pattern}`,
		);
	for (const warning of truth.stream.warnings) {
		t.true(
			report.warnings.some((message) => squeezed(message).includes(squeezed(warning))),
			`the report holds Nix's warning: ${warning}`,
		);
	}
	t.is(new Set(messages).size, messages.length, 'no error twice');
	t.deepEqual(
		messages.filter((message) => withoutColours(message) !== message),
		[],
		'errors without colours',
	);
	if (liveCase.outcome !== 'failed') return;
	t.true(messages.length > 0, 'a failure has an error');
}

/** Without what differs when the same error is told twice: line breaks, the log tail behind it, the hook around it. */
function squeezed(text: string): string {
	return text
		.replaceAll(/\s+/g, ' ')
		.replaceAll('"', "'")
		.replace(/^build of '\S+' on '\S+' failed: /, '')
		.replace(/[;:]$/, '')
		.trim();
}
