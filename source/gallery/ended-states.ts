import type {Build} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import {fakeLogs} from './fake-log.js';
import type {FakeBuild} from './fake-state.js';
import {FakeStateBuilder} from './fake-state.js';
import type {GalleryEntry, GalleryMoment} from './gallery-entries.js';
import {laptopStory, storyNow} from './laptop-story.js';

const title = 'build -k .#laptop .#ml-env';

/** The last frames: the report follows below them. */
export const endedStates: readonly GalleryEntry[] = [
	{
		name: 'built',
		description: 'everything is built',
		title: 'build .#laptop',
		moments: () => [endedStory('succeeded')],
	},
	{name: 'failed', description: 'ended with a failure', title, moments: () => [endedStory('failed')]},
	{name: 'interrupted', description: 'ended by Ctrl-C', title, moments: () => [endedStory('interrupted')]},
];

function endedStory(outcome: 'succeeded' | 'failed' | 'interrupted'): GalleryMoment {
	const {state} = laptopStory();
	const story = new FakeStateBuilder();
	const at = storyNow + 1200;
	for (const {name, host, phases, log, status} of state.builds) {
		story.build(name, endOf(status, outcome, at), {host, phases, log});
	}

	for (const build of state.builds) {
		for (const input of build.inputs) {
			story.needs(story.builds[build.index]!, story.builds[input.index]!);
		}
	}

	for (const build of story.builds) {
		withCulprit(build, story.builds);
	}

	const fields: Partial<BuildState> = {end: {at, outcome, exitCode: outcome === 'succeeded' ? 0 : 1}};
	return {state: story.state(fields), logs: fakeLogs, now: at + 60_000};
}

function endOf(status: Build['status'], outcome: string, at: number): Build['status'] {
	if (outcome === 'succeeded') {
		const startedAt = 'startedAt' in status ? (status.startedAt ?? 0) : at - 1000;
		return status.name === 'built' ? status : {name: 'built', startedAt, stoppedAt: at};
	}

	if (status.name === 'running' || status.name === 'planned' || status.name === 'waiting') {
		const startedAt = status.name === 'running' ? status.startedAt : undefined;
		return {name: outcome === 'failed' ? 'cancelled' : 'interrupted', startedAt, stoppedAt: at};
	}

	return status;
}

/** The culprit of the copied story is the copy. */
function withCulprit(build: FakeBuild, builds: readonly FakeBuild[]): void {
	if (build.status.name === 'dependency-failed') {
		build.status = {...build.status, culprit: builds.find(({status}) => status.name === 'failed')};
	}
}
