import test from 'ava';
import type {Input, InputEvent, InputSink} from '../../source/inputs/input.js';
import {createLogStore} from '../../source/inputs/log-store.js';
import {createMonitorSession} from '../../source/sessions/create-monitor-session.js';
import {derivationFile, drv} from '../build/stream.js';

/** An input that the test feeds by hand. */
function handFedInput(): Input & {feed(event: InputEvent): void} {
	let sink: InputSink | undefined;
	let done: () => void;
	let now = 0;
	const ended = new Promise<void>((resolve) => {
		done = resolve;
	});
	return {
		description: {command: ['nix', 'build'], nixVersion: undefined, startedAt: 0},
		async run(target) {
			sink = target;
			await ended;
		},
		now: () => now,
		stop() {},
		feed(event) {
			now = event.receivedAt;
			sink?.(event);
			if (event.kind === 'end') {
				done();
			}
		},
	};
}

const end: InputEvent = {kind: 'end', receivedAt: 900, exitCode: 0, signal: undefined};

function bytes(text: string, receivedAt: number, source = 0): InputEvent {
	return {kind: 'bytes', source, chunk: Buffer.from(text), receivedAt};
}

function record(value: object): string {
	return `@nix ${JSON.stringify(value)}\n`;
}

const start = record({
	action: 'start',
	fields: [drv('a-1'), '', 1, 1],
	id: 9,
	level: 3,
	parent: 0,
	text: '',
	type: 105,
});
const line = (text: string) => record({action: 'result', fields: [text], id: 9, type: 101});

test('lines can be read back as the builder printed them', async (t) => {
	const input = handFedInput();
	const {session, run} = createMonitorSession({
		input,
		logStore: createLogStore(),
		title: 'build a',
		readDerivations: undefined,
	});
	const running = run();
	const first = start + line('hello "you" \\ \u001B[31mred\u001B[0m');
	input.feed(bytes(first.slice(0, 70), 1));
	input.feed(bytes(first.slice(70) + line('漢字 👩‍🚀'), 2));
	input.feed(end);
	await running;
	const [build] = session.state.builds;
	t.is(session.logs.line(build!.log, 0), 'hello "you" \\ \u001B[31mred\u001B[0m');
	t.is(session.logs.line(build!.log, 1), '漢字 👩‍🚀');
	t.is(session.state.recordCount, 3);
	t.is(session.state.end?.at, 900);
	t.is(session.now(), 900, 'the clock stands still at the end');
});

test('derivations are read beside the stream and are there when it has ended', async (t) => {
	const input = handFedInput();
	const recorded: string[] = [];
	const {session, run} = createMonitorSession({
		input,
		logStore: createLogStore(),
		title: '',
		readDerivations: async (paths) => new Map(paths.map((path) => [path, derivationFile('a-1', [])])),
		onInput(event) {
			if (event.kind === 'derivation') {
				recorded.push(event.path);
			}
		},
	});
	const running = run();
	input.feed(bytes(start, 1));
	input.feed(end);
	await running;
	t.true(session.state.builds[0]!.hasGraph);
	t.deepEqual(recorded, [drv('a-1')]);
});

test('a derivation that is written after the plan is read when it is there', async (t) => {
	const input = handFedInput();
	let asked = 0;
	let found = () => {};
	const second = new Promise<void>((resolve) => {
		found = resolve;
	});
	const {session, run} = createMonitorSession({
		input,
		logStore: createLogStore(),
		title: '',
		async readDerivations(paths) {
			asked++;
			if (asked === 2) {
				found();
			}

			return new Map(paths.map((path) => [path, asked > 1 ? derivationFile('a-1', []) : undefined]));
		},
	});
	const running = run();
	input.feed(bytes(start, 1));
	await second;
	input.feed(end);
	await running;
	t.true(session.state.builds[0]!.hasGraph);
});

test('a frame is announced for a change and for a key, and none while the terminal is busy', async (t) => {
	const input = handFedInput();
	let busy = false;
	const {session, run, stop} = createMonitorSession({
		input,
		logStore: createLogStore(),
		title: '',
		readDerivations: undefined,
		isBusy: () => busy,
	});
	const running = run();
	const frame = () => new Promise<void>((resolve) => void session.subscribe(resolve));
	const changed = frame();
	input.feed(bytes(start, 1));
	await changed;
	const before = session.frameNumber();
	session.requestFrame();
	t.is(session.frameNumber(), before + 1);
	busy = true;
	session.requestFrame();
	t.is(session.frameNumber(), before + 1);
	busy = false;
	input.feed(end);
	await running;
	stop();
});

test('two Nix processes below one command are one screen', async (t) => {
	const input = handFedInput();
	const {session, run} = createMonitorSession({
		input,
		logStore: createLogStore(),
		title: '',
		readDerivations: undefined,
	});
	const running = run();
	const bare = (name: string) =>
		`${JSON.stringify({action: 'start', fields: [drv(name), '', 1, 1], id: 9, level: 3, parent: 0, text: '', type: 105})}\n`;
	input.feed({kind: 'opened', source: 1, bare: true, receivedAt: 1});
	input.feed({kind: 'opened', source: 2, bare: true, receivedAt: 1});
	input.feed(bytes(bare('a-1'), 2, 1));
	input.feed(bytes(bare('b-1'), 3, 2));
	input.feed(bytes("building '/nix/store/x'...\n", 3));
	t.is(session.state.buildCounts.running, 2);
	input.feed({kind: 'closed', source: 1, receivedAt: 4});
	t.deepEqual(
		session.state.builds.map(({status}) => status.name),
		['interrupted', 'running'],
	);
	input.feed(end);
	await running;
	t.is(session.state.malformedLineCount, 0);
});
