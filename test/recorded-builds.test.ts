import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {BuildStateMachine} from '../source/build/build-state-machine.js';
import {openTape} from '../source/inputs/open-tape.js';
import {createActivityIdAllocator} from '../source/parsers/activity-ids.js';
import {activityTypes, type NixEvent} from '../source/parsers/nix-event.js';
import {createNixLogParser} from '../source/parsers/nix-log-parser.js';
import type {RecordedTruth} from './recorded-truth.js';

/** Recordings of real builds, each held against what the real store said at that time; see test/nix/record-fixtures.ts. */
const folder = 'test/fixtures';
const recordings = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) =>
	file.endsWith('.jsonl.gz'),
);

/**
 * Where Nix's counters tell something else: it counts a resolved content-addressed derivation twice and a build on an
 * ssh-ng builder on both sides, no longer counts the builds that it is stopping after a failure, and counts a failed
 * substitution as a failed build.
 */
const countedOtherwise = /content-addressed|remote-builder|\/failure$|cache-corrupt$/;

test('there are recordings of three versions', (t) => {
	t.true(new Set(recordings.map((file) => path.dirname(file))).size >= 3);
	t.true(recordings.length >= 60);
});

for (const recording of recordings) {
	const name = recording.replace('.jsonl.gz', '');
	test(`recording ${name}`, async (t) => {
		const truth = JSON.parse(readFileSync(path.join(folder, `${name}.truth.json`), 'utf8')) as RecordedTruth;
		const counters = new NixCounters();
		const state = await play(path.join(folder, recording), (event, machine) => {
			counters.apply(event);
			if (event.kind === 'progress' && !countedOtherwise.test(name)) counters.check(t, event, machine);
		});
		t.is<string | undefined, string>(state.end?.outcome, truth.outcome);
		t.is(state.recordCount, truth.records);
		t.is(state.logLineCount, truth.logLines);
		t.is(state.malformedLineCount, 0);
		t.true(counters.checked > 0 || countedOtherwise.test(name) || Object.keys(truth.builds).length === 0);
		checkBuilds(t, state, truth);
		checkTransfers(t, state, truth);
		for (const error of truth.errors) {
			t.true(
				state.errors.some(({message}) => squeezed(message).includes(squeezed(error))),
				error,
			);
		}
	});
}

function checkBuilds(t: ExecutionContext, state: BuildStateMachine, truth: RecordedTruth): void {
	const builds = new Map(state.builds.map((build) => [build.name, build]));
	t.is(builds.size, state.builds.length, 'every derivation once');
	for (const name of builds.keys()) t.true(name in truth.builds, `${name} is in the truth`);
	for (const [name, expected] of Object.entries(truth.builds)) {
		const build = builds.get(name);
		if (build === undefined) {
			t.false(expected.started || expected.heardOf, `${name} is known`);
			continue;
		}
		const {status} = build;
		t.is<string, string>(status.name, expected.status, name);
		t.is('startedAt' in status && status.startedAt !== undefined, expected.started, `${name} began`);
		if (status.name !== 'failed') continue;
		if (expected.kinds !== undefined)
			t.true(expected.kinds.includes(status.reason.kind), `${name}: ${status.reason.kind}`);
		if (expected.exitCode !== undefined) t.is(status.reason.exitCode, expected.exitCode, name);
		if (expected.signal !== undefined) t.is(status.reason.signal, expected.signal, name);
	}
}

function checkTransfers(t: ExecutionContext, state: BuildStateMachine, truth: RecordedTruth): void {
	for (const kind of ['download', 'upload'] as const) {
		const expected = truth[`${kind}s`];
		if (expected === undefined) continue;
		const transfers = state.transfers.filter((transfer) => transfer.kind === kind);
		t.deepEqual(Object.fromEntries(transfers.map((transfer) => [transfer.name, transfer.status.name])), expected);
	}
}

/** Nix's own figures: what its `104 Builds` activities have said last, with those that have stopped added up. */
class NixCounters {
	checked = 0;
	readonly #open = new Map<number, {done: number; failed: number; running: number}>();
	#done = 0;
	#failed = 0;

	apply(event: NixEvent): void {
		if (event.kind === 'activity-started' && event.type === activityTypes.builds) {
			this.#open.set(event.activity, {done: 0, failed: 0, running: 0});
		} else if (event.kind === 'progress' && this.#open.has(event.activity)) {
			this.#open.set(event.activity, {done: event.done, failed: event.failed, running: event.running});
		} else if (event.kind === 'activity-stopped') {
			this.#done += this.#open.get(event.activity)?.done ?? 0;
			this.#failed += this.#open.get(event.activity)?.failed ?? 0;
			this.#open.delete(event.activity);
		}
	}

	check(t: ExecutionContext, event: {readonly activity: number}, state: BuildStateMachine): void {
		if (!this.#open.has(event.activity)) return;
		const open = [...this.#open.values()];
		const sum = (pick: (figures: {done: number; failed: number; running: number}) => number) =>
			open.reduce((total, figures) => total + pick(figures), 0);
		const expected = {
			built: this.#done + sum(({done}) => done),
			failed: this.#failed + sum(({failed}) => failed),
			running: sum(({running}) => running),
		};
		this.checked++;
		const {built, failed, running} = state.buildCounts;
		t.deepEqual({built, failed, running}, expected);
	}
}

/** Plays a recording as fast as it goes, without screen and clock. */
async function play(
	file: string,
	onEvent: (event: NixEvent, machine: BuildStateMachine) => void,
): Promise<BuildStateMachine> {
	const machine = new BuildStateMachine();
	const parser = createNixLogParser({
		source: 0,
		ids: createActivityIdAllocator(),
		onEvent(event) {
			machine.apply(event);
			onEvent(event, machine);
		},
	});
	const tape = await openTape(file);
	for await (const event of tape.events()) {
		if (event.kind === 'bytes') parser.push(event.chunk, event.receivedAt);
		else if (event.kind === 'derivation') machine.addDerivation(event.path, event.content, event.receivedAt);
		else if (event.kind === 'closed') parser.end(event.receivedAt);
		else if (event.kind === 'end') {
			machine.recordCount = parser.recordCount;
			machine.finish({at: event.receivedAt, exitCode: event.exitCode, interrupted: event.signal !== undefined});
		}
	}
	return machine;
}

/** Without what differs when the same error is told twice: line breaks, the log tail behind it, the hook around it. */
function squeezed(text: string): string {
	return text
		.replaceAll(/\s+/g, ' ')
		.replaceAll('"', "'")
		.replace(/^build of '\S+' on '\S+' failed: /, '')
		.replace(/[;:]$/, '')
		.trim();
}
