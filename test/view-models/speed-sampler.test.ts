import test from 'ava';
import {FakeStateBuilder} from '../../source/gallery/fake-state.js';
import {createSpeedSampler} from '../../source/view-models/speed-sampler.js';

const mebibyte = 1024 * 1024;

function downloads() {
	const story = new FakeStateBuilder();
	const transfer = story.transfer('a', {name: 'running', startedAt: 0}, {expectedWireBytes: 100 * mebibyte});
	const state = {...story.state()};
	return {
		transfer,
		state,
		receive(bytes: number) {
			transfer.wireBytes += bytes;
			(state as {version: number}).version++;
		},
	};
}

test('a speed is the mean of the last five whole seconds', (t) => {
	const {state, receive, transfer} = downloads();
	const sampler = createSpeedSampler();
	sampler.sample(state, 0);
	for (let ms = 250; ms <= 10_000; ms += 250) {
		receive(mebibyte / 2);
		sampler.sample(state, ms);
	}

	t.is(sampler.ofKind('download'), 2 * mebibyte);
	t.is(sampler.ofTransfer(transfer.index), 2 * mebibyte);
	t.is(sampler.ofHost('download', 'cache.nixos.org'), 2 * mebibyte);
	t.is(sampler.ofKind('upload'), 0);
	// It falls to nothing within the five seconds, in steps of a second.
	sampler.sample(state, 13_000);
	t.true(sampler.ofKind('download') > 0 && sampler.ofKind('download') < 2 * mebibyte);
	sampler.sample(state, 17_000);
	t.is(sampler.ofKind('download'), 0);
});

test('a speed changes at most once a second', (t) => {
	const {state, receive} = downloads();
	const sampler = createSpeedSampler();
	sampler.sample(state, 0);
	for (let ms = 100; ms < 3000; ms += 100) {
		receive(mebibyte);
		sampler.sample(state, ms);
	}

	const before = sampler.ofKind('download');
	receive(50 * mebibyte);
	sampler.sample(state, 2999);
	t.is(sampler.ofKind('download'), before);
});

test('what has come before the first frame is no speed', (t) => {
	const {state, receive} = downloads();
	receive(90 * mebibyte);
	const sampler = createSpeedSampler();
	sampler.sample(state, 60_000);
	sampler.sample(state, 61_000);
	t.is(sampler.ofKind('download'), 0);
});

test('a replay that goes back forgets the speeds of its future', (t) => {
	const {state, receive} = downloads();
	const sampler = createSpeedSampler();
	sampler.sample(state, 0);
	receive(10 * mebibyte);
	sampler.sample(state, 20_500);
	sampler.sample(state, 21_000);
	t.true(sampler.ofKind('download') > 0);
	sampler.sample(state, 3000);
	t.is(sampler.ofKind('download'), 0);
	t.is(
		sampler.history('download').reduce((sum, bytes) => sum + bytes, 0),
		0,
	);
});

test('the last minute adds up to what has come', (t) => {
	const {state, receive} = downloads();
	const sampler = createSpeedSampler();
	sampler.sample(state, 0);
	for (let second = 1; second <= 30; second++) {
		receive(second * 1000);
		sampler.sample(state, second * 1000 + 1);
	}

	sampler.sample(state, 31_500);
	t.is(
		sampler.history('download').reduce((sum, bytes) => sum + bytes, 0),
		(30 * 31 * 1000) / 2,
	);
	t.is(sampler.history('download').length, 60);
});
