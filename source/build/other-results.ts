import {otherReason} from '../parsers/build-failure.js';
import {type OtherResult, resultTypes} from '../parsers/nix-event.js';
import type {FailureReason} from './build.js';
import type {BuildLedger} from './build-ledger.js';
import type {NixProcess} from './nix-process.js';
import type {Settlement} from './settlement.js';

/**
 * Results with a payload: Determinate Nix (≥ 3) tells hash mismatches and the result of each goal outright, under
 * numbers that upstream Nix uses for something else (109 is FetchToStore in Nix ≥ 2.36, with fields and no payload).
 */
export function applyOtherResult(
	event: OtherResult,
	process: NixProcess,
	builds: BuildLedger,
	settlement: Settlement,
): void {
	if (typeof event.payload !== 'object' || event.payload === null) {
		return;
	}

	const payload = event.payload as Record<string, unknown>;
	if (event.type === resultTypes.fetchToStore) {
		const build = findBuild(builds, payload.storePath);
		if (build !== undefined) {
			const wanted = String(payload.wanted ?? '');
			const got = String(payload.got ?? '');
			settlement.failed(
				process,
				build,
				{...otherReason('hash mismatch'), kind: 'hash-mismatch', wanted, got},
				event.receivedAt,
			);
		}
	} else if (event.type === resultTypes.buildResult) {
		const path = payload.path;
		const build = findBuild(
			builds,
			typeof path === 'object' && path !== null ? Reflect.get(path, 'drvPath') : undefined,
		);
		const reason = reasonOfStatus(String(payload.status ?? ''), String(payload.errorMsg ?? ''));
		if (build !== undefined && reason !== undefined) {
			settlement.failed(process, build, reason, event.receivedAt);
		}
	}
}

/** BuildResult::Status of src/libstore/include/nix/store/build-result.hh that are failures of the build itself. */
function reasonOfStatus(status: string, message: string): FailureReason | undefined {
	switch (status) {
		case 'PermanentFailure':
		case 'TransientFailure':
		case 'MiscFailure':
		case 'InputRejected':
		case 'OutputRejected':
			return otherReason(message);
		case 'TimedOut':
			return {...otherReason(message), kind: 'timeout'};
		case 'LogLimitExceeded':
			return {...otherReason(message), kind: 'log-limit'};
		case 'NotDeterministic':
			return {...otherReason(message), kind: 'not-deterministic'};
		default:
			return undefined;
	}
}

/** Payloads name derivations without the store's folder. */
function findBuild(builds: BuildLedger, path: unknown) {
	if (typeof path !== 'string' || path === '') {
		return undefined;
	}

	return builds.graph.build(path) ?? builds.builds.find((build) => build.derivationPath.endsWith(`/${path}`));
}
