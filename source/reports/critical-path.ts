import type {Build} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import {buildStartedAt, buildStoppedAt} from './build-facts.js';

/**
 * The builds that decided how long the run took, first built first: from the root that finished last back through the
 * input that finished last, and so on. Where no root was built (a failure), from the build that finished last. O(edges
 * of the path).
 */
export function criticalPath(state: BuildState): Build[] {
	const path: Build[] = [];
	const seen = new Set<Build>();
	let current = lastFinished(state.roots) ?? lastFinished(state.builds);
	while (current !== undefined) {
		path.unshift(current);
		seen.add(current);
		current = lastFinished(current.inputs.filter((input) => !seen.has(input)));
	}

	return path;
}

/** Of the builds that ran and have stopped. */
function lastFinished(builds: readonly Build[]): Build | undefined {
	let last: Build | undefined;
	let lastAt = Number.NEGATIVE_INFINITY;
	for (const build of builds) {
		const stoppedAt = buildStoppedAt(build);
		if (buildStartedAt(build) !== undefined && stoppedAt !== undefined && stoppedAt > lastAt) {
			last = build;
			lastAt = stoppedAt;
		}
	}

	return last;
}
