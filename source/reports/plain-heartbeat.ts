import type {Build, BuildStatus} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import {formatBytes} from '../formats/bytes.js';
import {countOf, formatCount} from '../formats/count.js';
import {formatDuration} from '../formats/duration.js';
import {formatPhase} from '../formats/phase.js';
import {plainText} from '../formats/sanitise.js';
import {type PlainEntry, plainLine} from './plain-entries.js';

type Running = Build & {readonly status: Extract<BuildStatus, {name: 'running'}>};

const namedBuilds = 4;

/** What is going on, in one line: `running  firefox 26s (configure), linux 6m 36s (build); 122 built, 42 to go`. */
export function heartbeatEntry(state: BuildState, now: number): PlainEntry {
	const {total, built, waiting, running} = state.buildCounts;
	const counts = total === 0 ? '' : `; ${formatCount(built)} built, ${formatCount(waiting + running)} to go`;
	return {at: now, lines: [plainLine(now, 'running', activity(state, now) + counts)]};
}

export function isRunning(build: Build): build is Running {
	return build.status.name === 'running';
}

/** The phase of a running build, or what its builder does before and after. */
export function currentPhase(build: Running): string | undefined {
	switch (build.status.step) {
		case 'connect':
			return 'connect';
		case 'upload-lock':
			return 'upload lock';
		case 'copy-dependencies':
		case 'copy-outputs':
			return 'copy';
		case 'build': {
			const phase = build.phases.at(-1)?.phase;
			return phase === undefined ? undefined : formatPhase(phase);
		}
	}
}

function activity(state: BuildState, now: number): string {
	const running = state.builds.filter(isRunning).sort((a, b) => a.status.startedAt - b.status.startedAt);
	if (running.length > 0) {
		const names = running.slice(0, namedBuilds).map((build) => describeRunning(build, now));
		const more = running.length - names.length;
		return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
	}

	for (const [counts, verb] of [
		[state.downloadCounts, 'fetching'],
		[state.uploadCounts, 'uploading'],
	] as const) {
		if (counts.running > 0) {
			const amount =
				counts.expectedBytes > 0 ? `, ${formatBytes(counts.bytes)} of ${formatBytes(counts.expectedBytes)}` : '';
			return `${verb} ${countOf(counts.running, 'path')}${amount}`;
		}
	}

	const query = state.cacheQueries.find(({asked, answered}) => answered < asked);
	if (query !== undefined) {
		const {host, asked, answered} = query;
		return `asking ${plainText(host)}: ${formatCount(answered)} of ${countOf(asked, 'path')} answered`;
	}

	if (state.evaluation.active) {
		const {files, current} = state.evaluation;
		const what = current === undefined ? '' : ` ${plainText(current)}`;
		return `evaluating${what}${files > 0 ? `, ${countOf(files, 'file')} so far` : ''}`;
	}

	const ongoing = state.ongoing[0]?.text;
	return ongoing === undefined ? 'waiting for Nix' : plainText(ongoing);
}

function describeRunning(build: Running, now: number): string {
	const phase = currentPhase(build);
	const time = formatDuration(now - build.status.startedAt, {running: true});
	return `${plainText(build.name)} ${time}${phase === undefined ? '' : ` (${phase})`}`;
}
