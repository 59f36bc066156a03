import type {Build, BuildStatus} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';

export type FailedBuild = Build & {readonly status: Extract<BuildStatus, {name: 'failed'}>};

/** Builds that failed themselves, in the order in which they did. */
export function failedBuilds(state: BuildState): FailedBuild[] {
	return state.builds.filter(isFailed).sort((a, b) => a.status.stoppedAt - b.status.stoppedAt);
}

export function isFailed(build: Build): build is FailedBuild {
	return build.status.name === 'failed';
}

/** Milliseconds since the session began; undefined before it starts and for builds that never did. */
export function buildStartedAt({status}: Build): number | undefined {
	return 'startedAt' in status ? status.startedAt : undefined;
}

/** Milliseconds since the session began; undefined while it is not settled. */
export function buildStoppedAt({status}: Build): number | undefined {
	return 'stoppedAt' in status ? status.stoppedAt : undefined;
}

/** Milliseconds that it ran; undefined when it never did or has not stopped. */
export function buildDuration(build: Build): number | undefined {
	const startedAt = buildStartedAt(build);
	const stoppedAt = buildStoppedAt(build);
	return startedAt === undefined || stoppedAt === undefined ? undefined : stoppedAt - startedAt;
}

/** Milliseconds from the begin of the session to its end, or to the last thing that happened. */
export function sessionDuration(state: BuildState): number {
	return state.end?.at ?? state.lastEventAt ?? 0;
}

/** Where it ended, as a word for the screen; only builders other than this machine are named. */
export function remoteHost(build: Build): string | undefined {
	return build.host === undefined || build.host === 'local' ? undefined : build.host;
}

/** The derivation that the log is kept under. */
export function logCommand(build: Build): string {
	return `nix log ${build.resolvedPath ?? build.derivationPath}`;
}
