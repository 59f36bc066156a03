import type {BuildStatus} from '../build/build.js';
import type {BuildState} from '../build/build-state.js';
import {buildKey} from '../view-models/node-key.js';
import {fakeLog, fakeLogs} from './fake-log.js';
import {built, FakeStateBuilder, failed, phase, planned, running} from './fake-state.js';
import type {GalleryEntry, GalleryMoment} from './gallery-entries.js';
import {laptopStory, mebibyte, storyNow} from './laptop-story.js';

const title = 'build -k .#laptop .#ml-env';
const second = 1000;

/** The story, and how its transfers came to where they are: speeds are means over the last seconds. */
function laptopMoments(withUploads = false): GalleryMoment[] {
	const {state} = laptopStory({}, withUploads);
	const moments: GalleryMoment[] = [];
	for (let back = 60; back > 0; back--) {
		const share = 1 - back / 60;
		const transfers = state.transfers.map((transfer) =>
			transfer.status.name === 'running'
				? {...transfer, wireBytes: transfer.wireBytes * share ** 2, bytes: transfer.bytes * share ** 3}
				: transfer,
		);
		moments.push({state: {...state, transfers, version: 61 - back}, logs: fakeLogs, now: storyNow - back * second});
	}

	return [...moments, {state: {...state, version: 61}, logs: fakeLogs, now: storyNow}];
}

function laptop(): GalleryMoment[] {
	return laptopMoments().slice(-1);
}

const scipy = () => laptopStory().scipy.index;
const linux = () => laptopStory().linux.index;

export const midBuildStates: readonly GalleryEntry[] = [
	{name: 'mid-build', description: 'half of the laptop is built, scipy has failed', title, moments: laptop},
	{
		name: 'mid-build-speeds',
		description: 'the same after a minute of downloads',
		title,
		moments: () => laptopMoments(),
	},
	{
		name: 'selected',
		description: 'the cursor on linux, its log pinned',
		title,
		ui: {selected: buildKey(linux()), pinned: linux()},
		moments: laptop,
	},
	{
		name: 'folded',
		description: 'system-path is folded',
		title,
		ui: {folds: new Map([[buildKey(1), 'folded']]), selected: buildKey(1)},
		moments: laptop,
	},
	{
		name: 'unfolded',
		description: 'ml-env is unfolded, with second mentions',
		title,
		ui: {folds: new Map([[buildKey(scipy() - 2), 'unfolded']]), selected: buildKey(scipy())},
		moments: laptop,
	},
	{
		name: 'find',
		description: 'a name is looked for',
		title,
		ui: {find: {query: 'lib', isTyping: true}},
		moments: laptop,
	},
	{
		name: 'nix-log-command',
		description: 'the command for the complete log, after y',
		title,
		ui: {selected: buildKey(scipy()), commandOf: scipy()},
		moments: laptop,
	},
	{name: 'log', description: 'the log of a running build is followed', title, actions: ['tab-log'], moments: laptop},
	{
		name: 'log-search',
		description: 'the log of the failed build, searched',
		title,
		ui: {
			tab: 'log',
			logSubject: scipy(),
			search: {query: 'assert', isTyping: true, isRegex: false, isCaseSensitive: false, line: 8251},
		},
		moments: laptop,
	},
	{
		name: 'log-scrolled',
		description: 'scrolled back, wrapped',
		title,
		ui: {tab: 'log', logSubject: 3, logTop: 4000, wrap: true},
		moments: laptop,
	},
	{
		name: 'transfers',
		description: 'downloads and uploads with their speeds',
		title,
		ui: {tab: 'transfers'},
		moments: () => laptopMoments(true),
	},
	{name: 'help', description: 'every key', title, ui: {helpOpen: true}, moments: laptop},
	{
		name: 'replay',
		description: 'a recording, paused',
		title,
		replay: {paused: true, speed: 4, positionMs: storyNow, durationMs: storyNow * 2},
		moments: laptop,
	},
	{name: 'password', description: 'somebody reads the terminal', title, prompt: {program: 'ssh'}, moments: laptop},
	{
		name: 'question',
		description: 'ssh asks through the screen',
		title,
		prompt: {program: 'ssh', question: "Enter passphrase for key '/home/anna/.ssh/id_ed25519':"},
		moments: laptop,
	},
	{
		name: 'several-failures',
		description: 'every reason for a failure',
		title: 'build -k .#all',
		moments: severalFailures,
	},
	{
		name: 'remote-steps',
		description: 'what remote builds do before and after they build; a silent build',
		title,
		moments: remoteSteps,
	},
	{
		name: 'hostile',
		description: 'wide characters, emoji and escape sequences in names and logs',
		title: 'build \x1b]0;owned\x07.#x',
		moments: hostile,
	},
];

function severalFailures(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	const all = story.build('all-checks', {name: 'dependency-failed', stoppedAt: 60 * second, culprit: undefined});
	const reasons: readonly (readonly [name: string, status: BuildStatus])[] = [
		['unit-tests-1.0', failed(1000, 43_000, {})],
		['oomlike-0.1', failed(1000, 553_000, {kind: 'signal', exitCode: undefined, signal: 9})],
		['slow-1.0', failed(1000, 3_601_000, {kind: 'timeout', exitCode: undefined, limit: 3600})],
		['quiet-1.0', failed(1000, 1_801_000, {kind: 'silence', exitCode: undefined, limit: 1800})],
		[
			'noout-0.1',
			failed(1000, 2000, {
				kind: 'no-output',
				exitCode: undefined,
				message: "builder failed to produce output path for output 'out' at '/nix/store/x'",
			}),
		],
		[
			'grafana-dashboards.tar.gz',
			failed(1000, 2200, {kind: 'hash-mismatch', exitCode: undefined, wanted: 'sha256-AAAA', got: 'sha256-BBBB'}),
		],
		['chatty-1.0', failed(1000, 9000, {kind: 'log-limit', exitCode: undefined, limit: 10 * mebibyte})],
		['random-1.0', failed(1000, 9000, {kind: 'not-deterministic', exitCode: undefined})],
		[
			'darwin-only-1.0',
			failed(undefined, 1000, {
				kind: 'system',
				exitCode: undefined,
				message:
					"a 'aarch64-darwin' with features {} is required to build '/nix/store/x.drv', but I am a 'x86_64-linux' with features {}",
			}),
		],
	];
	for (const [name, status] of reasons) {
		const build = story.build(name, status, {
			phases: status.name === 'failed' && status.startedAt !== undefined ? [phase('checkPhase', 1000, 2000)] : [],
			log: fakeLog(['some output', `the last words of ${name}`]),
		});
		story.needs(all, build);
	}

	story.needs(all, story.build('stopped-1.0', {name: 'cancelled', startedAt: 2000, stoppedAt: 40_000}));
	story.needs(all, story.build('never-started-1.0', {name: 'cancelled', startedAt: undefined, stoppedAt: 40_000}));
	all.status = {name: 'dependency-failed', stoppedAt: 60 * second, culprit: story.builds[1]};
	return [{state: story.state(), logs: fakeLogs, now: 3_700_000}];
}

function remoteSteps(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	const now = 4_320_000;
	const root = story.build('nixos-system-laptop-26.11', planned());
	const remote = (
		name: string,
		step: 'connect' | 'upload-lock' | 'copy-dependencies' | 'copy-outputs',
		seconds: number,
	) => {
		const startedAt = now - seconds * second;
		const status: BuildStatus = {name: 'running', startedAt, step, stepStartedAt: startedAt, stoppedAt: undefined};
		const build = story.build(name, status, {host: 'hydra1', hostUri: 'ssh-ng://hydra1', lastSignAt: now});
		story.needs(root, build);
	};
	const local = (name: string, seconds: number, silentSeconds: number) => {
		const build = story.build(name, running(now - seconds * second), {
			phases: [phase('buildPhase', now - seconds * second)],
			lastSignAt: now - silentSeconds * second,
		});
		story.needs(root, build);
	};
	remote('nodejs-24.11.1', 'connect', 2);
	remote('llvm-21.1.5', 'copy-dependencies', 14);
	remote('ghc-9.10.3', 'upload-lock', 31);
	remote('rustc-1.91.1', 'copy-outputs', 7);
	local('webkitgtk-2.50.1', 4320, 3);
	local('texlive-2025-scheme-full', 580, 300);
	story.needs(
		root,
		story.build('etc', {name: 'waiting', for: 'machine', since: 0}),
		story.build('manual', {name: 'waiting', for: 'lock', since: 0}),
	);
	story.transfer(
		'llvm-src',
		{name: 'running', startedAt: now - 14_000},
		{kind: 'upload', host: 'hydra1', bytes: 41 * mebibyte, expectedBytes: 88 * mebibyte},
	);
	return [{state: story.state(), logs: fakeLogs, now}];
}

function hostile(): GalleryMoment[] {
	const story = new FakeStateBuilder();
	const now = 60_000;
	const root = story.build('文档-中文-1.0', planned());
	const emoji = story.build('emoji-👩‍👩‍👧-🇩🇪-1.0', running(10_000), {
		phases: [phase('build\x1b[31mPhase', 10_000)],
		host: 'bad\x1b]0;title\x07host',
		log: fakeLog([
			'\x1b]0;owned\x07title',
			'\x1b[2J\x1b[Hcleared',
			'tab\there',
			'进度 \x1b[32m完成\x1b[0m',
			'a\rb',
			'\u202eright to left',
		]),
		lastSignAt: now,
	});
	const escapes = story.build('evil\x1b[2J\x07-\x9b31m-name', built(1000, 4000));
	story.needs(root, emoji, escapes);
	const state: BuildState = story.state({partialText: "Password for \x1b[8m'https://x'\x1b]52;c;aGk=\x07: "});
	return [{state, logs: fakeLogs, now}];
}
