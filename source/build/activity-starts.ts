import {parseActivityText} from '../parsers/activity-text.js';
import {hostName} from '../parsers/host-name.js';
import {type ActivityStarted, activityTypes} from '../parsers/nix-event.js';
import type {Activity, MutableOngoing} from './activity.js';
import type {RemoteStep} from './build.js';
import type {BuildLedger} from './build-ledger.js';
import type {OngoingActivity} from './build-state.js';
import type {EvaluationTracker} from './evaluation-tracker.js';
import type {MutableBuild} from './mutable-build.js';
import type {NixProcess} from './nix-process.js';
import type {TransferLedger} from './transfer-ledger.js';

export type StartContext = {
	readonly builds: BuildLedger;
	readonly transfers: TransferLedger;
	readonly evaluation: EvaluationTracker;
	readonly ongoing: Set<MutableOngoing>;
	activity(id: number | undefined): Activity | undefined;
};

/** What a started activity is to the state; undefined for those that say nothing a user would look at. */
export function startActivity(
	event: ActivityStarted,
	process: NixProcess,
	context: StartContext,
): Activity | undefined {
	const {builds, transfers, evaluation} = context;
	const at = event.receivedAt;
	const field = (index: number) => String(event.fields[index] ?? '');
	switch (event.type) {
		case activityTypes.build: {
			if (field(0) === '') {
				return undefined;
			}

			evaluation.workBegan();
			const build = builds.ensure(field(0), process.source);
			return {kind: 'build', process, build, nested: builds.start(process, build, field(1), at)};
		}

		case activityTypes.builds: {
			const nested = process.builds !== undefined;
			if (nested) {
				process.nestedBuilds.add(event.activity);
			} else {
				process.builds = event.activity;
				process.hasRecords = true;
			}

			return {kind: 'builds', process, nested};
		}

		case activityTypes.realise:
			return {kind: 'realise', process};
		case activityTypes.copyPaths: {
			const counter = {activity: event.activity, done: 0, failed: 0, doneCredits: 0, settling: []};
			process.copies.push(counter);
			return {kind: 'copies', process, counter};
		}

		case activityTypes.substitute: {
			evaluation.workBegan();
			const transfer = transfers.start(field(0), field(1), '', at);
			return {kind: 'substitute', process, transfer, counter: process.copies[0]};
		}

		case activityTypes.copyPath: {
			evaluation.workBegan();
			const transfer = transfers.start(field(0), field(1), field(2), at);
			return {kind: 'copy', process, transfer, bytes: 0, expectedBytes: 0};
		}

		case activityTypes.fileTransfer:
			return startFileTransfer(event, context);
		case activityTypes.queryPathInfo:
			return {kind: 'query', host: evaluation.asked(field(1))};
		case activityTypes.postBuildHook: {
			const build = builds.graph.build(field(0));
			if (build !== undefined) {
				build.hookSeen = true;
			}

			return {kind: 'hook', build, ongoing: beginOngoing(context, event, 'hook')};
		}

		case activityTypes.buildWaiting:
			return startWaiting(event, process, context);
		case activityTypes.optimiseStore:
			return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'optimise')};
		case activityTypes.verifyPaths:
			return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'verify')};
		case activityTypes.fetchTree:
			return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'git')};
		case activityTypes.fetchToStore:
			return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'copy-to-store')};
		default:
			return startOther(event, process, context);
	}
}

function startFileTransfer(event: ActivityStarted, context: StartContext): Activity | undefined {
	const url = String(event.fields[0] ?? '');
	const parent = context.activity(event.parent);
	if (parent?.kind === 'copy') {
		return {kind: 'wire', transfer: parent.transfer, bytes: 0, expectedBytes: 0};
	}

	// Questions to a cache are told by their names; Nix before 2.18 names no parent.
	if (parent?.kind === 'query' || /\.narinfo$|\/nix-cache-info$/.test(url)) {
		return undefined;
	}

	if (/\/nar\//.test(url)) {
		const running = context.transfers.newestRunning(url);
		if (running !== undefined) {
			return {kind: 'wire', transfer: running, bytes: 0, expectedBytes: 0};
		}
	}

	return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'fetch')};
}

function startWaiting(event: ActivityStarted, process: NixProcess, context: StartContext): Activity | undefined {
	const {builds} = context;
	const [original, resolved] = event.fields;
	if (typeof original === 'string' && typeof resolved === 'string') {
		builds.resolve(original, resolved, process.source);
		return {kind: 'resolved', process};
	}

	const meaning = parseActivityText(event.text);
	let build: MutableBuild | undefined;
	if (meaning.kind === 'waiting-for-lock') {
		build = meaning.paths.map((path) => builds.graph.buildOfOutput(path)).find((found) => found !== undefined);
	} else if (meaning.kind === 'waiting-for-machine' || meaning.kind === 'waiting-for-build-user') {
		build = builds.graph.build(meaning.derivation);
	}

	if (build !== undefined) {
		const reason = {
			'waiting-for-machine': 'machine',
			'waiting-for-build-user': 'build-user',
		} as const;
		builds.wait(build, reason[meaning.kind as keyof typeof reason] ?? 'lock', event.receivedAt);
		return {kind: 'waiting', build, ongoing: undefined};
	}

	return {kind: 'waiting', build: undefined, ongoing: beginOngoing(context, event, 'lock')};
}

const remoteSteps: Record<string, RemoteStep> = {
	connecting: 'connect',
	'waiting-for-upload-lock': 'upload-lock',
	'copying-dependencies': 'copy-dependencies',
	'copying-outputs': 'copy-outputs',
};

function startOther(event: ActivityStarted, process: NixProcess, context: StartContext): Activity | undefined {
	const meaning = parseActivityText(event.text);
	switch (meaning.kind) {
		case 'connecting':
		case 'waiting-for-upload-lock':
		case 'copying-dependencies':
		case 'copying-outputs': {
			const build = stepOwner(meaning.kind, hostName(meaning.storeUri), process, context.builds);
			if (build !== undefined) {
				context.builds.step(build, remoteSteps[meaning.kind]!, event.receivedAt);
				return {kind: 'remote-step', build, ongoing: undefined};
			}

			return meaning.kind === 'connecting'
				? {kind: 'ongoing', ongoing: beginOngoing(context, event, 'connect')}
				: undefined;
		}

		case 'evaluating-derivation':
			context.evaluation.evaluating(meaning.attribute);
			return undefined;
		case 'checking':
			return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'check')};
		case 'fetching':
			return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'fetch')};
		case 'copying-to-store':
			return {kind: 'ongoing', ongoing: beginOngoing(context, event, 'copy-to-store')};
		default:
			// Level 4 and above is what Nix itself shows only when asked to be talkative.
			return event.text === '' || event.level > 3
				? undefined
				: {kind: 'ongoing', ongoing: beginOngoing(context, event, 'other')};
	}
}

/**
 * The hook's activities name the builder but not the derivation. Builds of one builder take their turns in order (the
 * upload lock is exclusive), so a step belongs to the oldest build of that builder which is just before it.
 */
function stepOwner(kind: string, host: string, process: NixProcess, builds: BuildLedger): MutableBuild | undefined {
	const before: Record<string, readonly RemoteStep[]> = {
		connecting: [],
		'waiting-for-upload-lock': ['connect'],
		'copying-dependencies': ['connect', 'upload-lock'],
		'copying-outputs': ['build'],
	};
	const steps = before[kind] ?? [];
	for (const build of builds.running()) {
		if (build.host === host && build.source === process.source && build.status.name === 'running') {
			const matches = kind === 'copying-outputs' ? !build.nestedSeen : true;
			if (matches && steps.includes(build.status.step)) {
				return build;
			}
		}
	}

	return undefined;
}

function beginOngoing(context: StartContext, event: ActivityStarted, kind: OngoingActivity['kind']): MutableOngoing {
	const text = event.text.replaceAll(/\u001B\[[\d;]*m/g, '');
	const ongoing: MutableOngoing = {kind, text, startedAt: event.receivedAt, done: 0, expected: 0};
	context.ongoing.add(ongoing);
	return ongoing;
}
