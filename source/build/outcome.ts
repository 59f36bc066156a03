import type {Outcome} from './build-state.js';
import type {NixProcess} from './nix-process.js';
import type {StatusCounts} from './status-counts.js';

/** How the command ended, as far as it is known. */
export type RunEnd = {
	readonly at: number;
	/** Undefined for a pipe, and when a signal ended the command. */
	readonly exitCode: number | undefined;
	/** The command, or nixscope itself, was ended by a signal. */
	readonly interrupted: boolean;
};

/**
 * How a run ended: by the exit code of the command where it is known. A pipe does not tell it; there a run has failed when
 * a build has, or when the last words of a Nix process were an error.
 */
export function outcomeOf(end: RunEnd, processes: readonly NixProcess[], counts: StatusCounts): Outcome {
	const {builds, downloads, uploads} = counts;
	if (end.interrupted || processes.some((process) => process.interrupted)) {
		return 'interrupted';
	}

	const failed =
		end.exitCode === undefined
			? builds.failed + builds.dependencyFailed > 0 || processes.some((process) => process.endedInError)
			: end.exitCode !== 0;
	if (failed) {
		return 'failed';
	}

	if (builds.interrupted > 0) {
		return 'interrupted';
	}

	return builds.built + downloads.completed + uploads.completed === 0 ? 'nothing' : 'succeeded';
}
