import {fakeLog, fakeLogs} from './fake-log.js';
import {built, type FakeBuild, FakeStateBuilder, phase, planned, running} from './fake-state.js';
import type {GalleryEntry, GalleryMoment} from './gallery-entries.js';
import {mebibyte} from './laptop-story.js';

/** Graphs of other shapes. */
export const graphStates: readonly GalleryEntry[] = [
	{
		name: 'no-graph',
		description: 'derivations cannot be read: every build is a root',
		title: 'build .#x',
		moments: noGraph,
	},
	{
		name: 'deep-chain',
		description: 'a chain that is higher than the window',
		title: 'build .#deep',
		moments: deepChain,
	},
	{
		name: 'many-running',
		description: 'more builds at once than rows',
		title: 'build -j 64 .#wide',
		moments: manyRunning,
	},
	{name: 'downloads-only', description: 'nothing to build', title: 'build .#hello', moments: downloadsOnly},
	{name: 'small', description: 'two builds', title: 'build .#hello', moments: small},
];

function noGraph(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	for (let index = 0; index < 60; index++) {
		const status =
			index < 20 ? built(index * 1000, 2000 + index * 300) : index < 24 ? running(20_000 + index * 500) : planned();
		story.build(`package-${index}-1.${index}`, status, {hasGraph: false, lastSignAt: 40_000});
	}

	return [{state: story.state(), logs: fakeLogs, now: 40_000}];
}

function deepChain(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	const depth = 70;
	let above: FakeBuild | undefined;
	for (let index = 0; index < depth; index++) {
		const status = index < depth - 3 ? planned() : index === depth - 3 ? running(30_000) : built(index * 100, 5000);
		const build = story.build(`stage-${index}`, status, {lastSignAt: 39_000});
		if (above !== undefined) {
			story.needs(above, build);
		}

		above = build;
	}

	return [{state: story.state(), logs: fakeLogs, now: 40_000}];
}

function manyRunning(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	const root = story.build('everything', planned());
	for (let index = 0; index < 64; index++) {
		const build = story.build(`crate-${index}-0.${index}.1`, running(1000 * index), {
			phases: [phase('buildPhase', 1000 * index)],
			log: fakeLog([`compiling ${index}`]),
			lastSignAt: 99_000,
		});
		story.needs(root, build);
	}

	return [{state: story.state(), logs: fakeLogs, now: 100_000}];
}

function downloadsOnly(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	for (let index = 0; index < 9; index++) {
		const size = (index + 1) * 3 * mebibyte;
		const status =
			index < 4
				? ({name: 'completed', startedAt: 1000, stoppedAt: 2000 + index * 200} as const)
				: index < 7
					? ({name: 'running', startedAt: 2500} as const)
					: ({name: 'planned'} as const);
		const done = index < 4 ? size : index < 7 ? size / 2 : 0;
		story.transfer(`library-${index}-2.${index}`, status, {wireBytes: done, expectedWireBytes: size});
	}

	return [
		{
			state: story.state({plan: {announced: true, downloadBytes: 135 * mebibyte, unpackedBytes: 500 * mebibyte}}),
			logs: fakeLogs,
			now: 5000,
		},
	];
}

function small(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	const hello = story.build('hello-2.12.2', planned());
	const source = story.build('hello-2.12.2.tar.gz', running(1000), {
		log: fakeLog([
			'trying https://ftpmirror.gnu.org/hello/hello-2.12.2.tar.gz',
			'100 1013k  100 1013k    0     0  2104k      0',
		]),
		lastSignAt: 2000,
	});
	story.needs(hello, source);
	return [{state: story.state(), logs: fakeLogs, now: 3000}];
}
