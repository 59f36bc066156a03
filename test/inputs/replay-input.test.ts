import {setImmediate as nextTurn} from 'node:timers/promises';
import test from 'ava';
import type {InputEvent} from '../../source/inputs/input.js';
import {createReplayInput, type ReplayInput} from '../../source/inputs/replay-input.js';
import type {Tape} from '../../source/inputs/tape.js';

/** A tape with an event every 100 ms up to 1000. */
const tape: Tape = {
	description: {command: [], nixVersion: undefined, startedAt: 0},
	isTimed: true,
	durationMs: 1000,
	logFile: undefined,
	async *events() {
		for (let at = 0; at < 1000; at += 100) {
			yield {kind: 'bytes', source: 0, chunk: Buffer.from(`${at}`), receivedAt: at};
		}

		yield {kind: 'end', receivedAt: 1000, exitCode: 0, signal: undefined};
	},
};

const spell = (event: InputEvent) => (event.kind === 'bytes' ? event.chunk.toString() : event.kind);

function play(input: ReplayInput): {seen: string[]; ended: Promise<void>} {
	const seen: string[] = [];
	return {seen, ended: input.run((event) => seen.push(spell(event)))};
}

const everything = ['0', '100', '200', '300', '400', '500', '600', '700', '800', '900', 'end'];

/** Until the player has done what it can without time passing. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 30; turn++) {
		await nextTurn();
	}
}

test('at full speed: everything in order, the clock is that of the events', async (t) => {
	const input = createReplayInput(tape, {speed: Number.POSITIVE_INFINITY});
	const times: Array<readonly [number, number]> = [];
	await input.run((event) => times.push([event.receivedAt, input.now()]));
	t.is(times.length, 11);
	t.true(times.every(([at, now]) => at === now));
	t.is(input.now(), 1000);
});

test('at a speed: events come when they are due', async (t) => {
	const input = createReplayInput(tape, {speed: 10});
	const began = performance.now();
	const late: number[] = [];
	await input.run((event) => late.push(performance.now() - began - event.receivedAt / 10));
	t.true(
		late.every((ms) => ms > -1.5),
		String(late),
	);
});

test('paused it stands still, in position and events', async (t) => {
	const input = createReplayInput(tape, {speed: 1});
	input.replay.togglePause();
	const {seen, ended} = play(input);
	await settle();
	t.deepEqual(seen, ['0']);
	t.is(input.now(), 0);
	t.true(input.replay.paused);
	input.replay.setSpeed(Number.POSITIVE_INFINITY);
	input.replay.togglePause();
	await ended;
	t.deepEqual(seen, everything);
});

test('seeking forward delivers at once what lies between, also paused', async (t) => {
	const input = createReplayInput(tape, {speed: 1});
	input.replay.togglePause();
	const {seen, ended} = play(input);
	await settle();
	input.replay.seek(350);
	await settle();
	t.deepEqual(seen, ['0', '100', '200', '300']);
	t.is(input.replay.positionMs, 350);
	input.stop();
	await ended;
	t.is(seen.at(-1), 'end');
});

test('seeking back begins anew, up to there', async (t) => {
	const input = createReplayInput(tape, {speed: 1});
	input.replay.togglePause();
	const {seen, ended} = play(input);
	input.replay.seek(500);
	await settle();
	seen.length = 0;
	input.replay.seek(200);
	await settle();
	t.deepEqual(seen, ['restarted', '0', '100', '200']);
	t.is(input.now(), 200);
	input.stop();
	await ended;
});

test('after the end one can still go back', async (t) => {
	const input = createReplayInput(tape, {speed: Number.POSITIVE_INFINITY});
	const {seen, ended} = play(input);
	await ended;
	input.replay.togglePause();
	seen.length = 0;
	input.replay.seek(100);
	await settle();
	t.deepEqual(seen, ['restarted', '0', '100']);
	input.replay.togglePause();
	await settle();
	t.deepEqual(seen, ['restarted', ...everything]);
	t.is(input.replay.positionMs, 1000);
});

test('the speed changes without a jump of the clock', (t) => {
	let real = 0;
	const input = createReplayInput(tape, {speed: 1, clock: () => real});
	real = 50;
	t.is(input.now(), 50);
	input.replay.setSpeed(4);
	t.is(input.now(), 50);
	real = 60;
	t.is(input.now(), 90);
	input.replay.togglePause();
	real = 1000;
	t.is(input.now(), 90);
});

test('stopping ends a replay that waits', async (t) => {
	const input = createReplayInput(tape, {speed: 0.001});
	const {seen, ended} = play(input);
	await settle();
	input.stop();
	await ended;
	t.deepEqual(seen, ['0', 'end']);
});
