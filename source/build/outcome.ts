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
 * How a run ended: it has failed when a build has, and by the exit code of the command where it is known. A pipe does not
 * tell it; there a run has failed as well when the last words of a Nix process were an error.
 */
export function outcomeOf(end: RunEnd, processes: readonly NixProcess[], counts: StatusCounts): Outcome {
	const {builds, downloads, uploads} = counts;
	if (end.interrupted || processes.some((process) => process.interrupted)) {
		return 'interrupted';
	}

	// A script may go on after a failed build, and end well: its exit code is its own, the build has failed all the same.
	const failed =
		builds.failed + builds.dependencyFailed > 0 ||
		(end.exitCode === undefined ? processes.some((process) => process.endedInError) : end.exitCode !== 0);
	if (failed) {
		return 'failed';
	}

	if (builds.interrupted > 0) {
		return 'interrupted';
	}

	return builds.built + downloads.completed + uploads.completed === 0 ? 'nothing' : 'succeeded';
}
