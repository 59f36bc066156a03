import test from 'ava';
import {asInterrupted, statusOfAct} from '../../../source/commands/store/act-status.js';
import {answerUnlessInterrupted, listenForInterruption} from '../../../source/commands/store/interruption.js';

/** There is no second signal. */
const status = {
	wipe() {},
	end() {
		throw new Error('the program ends');
	},
};

/** As the system delivers it. The tests' own runner does not listen to this one. */
const interrupt = () => process.emit('SIGHUP', 'SIGHUP');

test.serial('the first signal is told, and the listeners go', (t) => {
	const before = process.listenerCount('SIGHUP');
	const interruption = listenForInterruption(status);
	t.false(interruption.signal.aborted);
	t.is(interruption.by(), undefined);
	interrupt();
	t.true(interruption.signal.aborted);
	t.is(interruption.by(), 'SIGHUP');
	interruption.close();
	t.is(process.listenerCount('SIGHUP'), before);
});

test.serial('an answer that comes, also after the signal, is the answer', async (t) => {
	const interruption = listenForInterruption(status);
	t.is(await answerUnlessInterrupted(Promise.resolve(1), interruption, () => false), 1);
	const late = Promise.withResolvers<number>();
	const answered = answerUnlessInterrupted(late.promise, interruption, () => true);
	interrupt();
	late.resolve(2);
	t.is(await answered, 2);
	interruption.close();
});

test.serial('before anything has begun, an answer that does not come is not waited for', async (t) => {
	const interruption = listenForInterruption(status);
	const answered = answerUnlessInterrupted(new Promise(() => {}), interruption, () => false);
	interrupt();
	t.is(await answered, undefined);
	interruption.close();
});

test.serial('what was stopped before it began may fail; else a failure is one', async (t) => {
	const interruption = listenForInterruption(status);
	const failure = new Error('it fails');
	await t.throwsAsync(
		answerUnlessInterrupted(Promise.reject(failure), interruption, () => false),
		{is: failure},
	);
	const stopped = Promise.withResolvers<number>();
	const answered = answerUnlessInterrupted(stopped.promise, interruption, () => false);
	interrupt();
	stopped.reject(failure);
	t.is(await answered, undefined);
	await t.throwsAsync(
		answerUnlessInterrupted(Promise.reject(failure), interruption, () => true),
		{is: failure},
	);
	interruption.close();
});

test('how the program ends', (t) => {
	const reason = null;
	t.deepEqual(statusOfAct({outcome: 'done', reason, keptRoots: []}, undefined), {code: 0});
	t.deepEqual(statusOfAct({outcome: 'done', reason}, undefined), {code: 0});
	t.deepEqual(statusOfAct({outcome: 'done', reason, keptRoots: [{link: '/l', reason: 'stays'}]}, undefined), {code: 1});
	t.deepEqual(statusOfAct({outcome: 'failed', reason}, undefined), {code: 1});
	t.deepEqual(statusOfAct({outcome: 'cancelled', reason}, 'SIGINT'), {signal: 'SIGINT'});
	t.deepEqual(statusOfAct({outcome: 'failed', reason: 'the disk is full'}, 'SIGINT'), {code: 1});
	// It came too late to stop anything.
	t.deepEqual(statusOfAct({outcome: 'done', reason}, 'SIGINT'), {code: 0});
});

test('Nix that ended by the same Ctrl-C has not failed', (t) => {
	for (const reason of ['nix-store: interrupted by the user', 'nix-store: killed by SIGINT']) {
		const result = {outcome: 'failed', reason, more: 1} as const;
		t.deepEqual(asInterrupted({...result}, 'SIGINT') as object, {outcome: 'cancelled', reason: null, more: 1});
		t.is(asInterrupted(result, undefined), result);
	}

	const full = {outcome: 'failed', reason: 'nix-store: no space left'} as const;
	t.is(asInterrupted(full, 'SIGINT'), full);
});
