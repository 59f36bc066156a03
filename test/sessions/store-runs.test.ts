import test from 'ava';
import type {PlanAnswer} from '../../source/analyses/answers/plan.js';
import {StoreRuns} from '../../source/sessions/store-runs.js';
import {handFedClient, settled} from './hand-fed-client.js';

const plan = {id: 7, paths: 3} as PlanAnswer;

function openRuns() {
	const client = handFedClient();
	const told = {changes: 0, ends: 0};
	const runs = new StoreRuns(
		client,
		() => told.changes++,
		() => told.ends++,
	);
	return {client, told, runs};
}

test('a collection: its progress, its result beside what was expected', async (t) => {
	const {client, told, runs} = openRuns();
	t.false(runs.isRunning);
	runs.collect(plan, {nixReportedSize: 5, diskSize: null}, 1000);
	t.true(runs.isRunning);
	t.deepEqual(client.last('collect').request, {plan: 7});
	t.like(runs.current, {kind: 'collect', startedAt: 1000, expected: {nixReportedSize: 5, diskSize: null}});
	client.last('collect').tell({type: 'collect', isComplete: true, progress: {deletedPaths: 1} as never});
	t.like(runs.current, {progress: {deletedPaths: 1}, result: undefined});
	client.last('collect').answer({kind: 'collected', result: {outcome: 'done', deletedPaths: 3}});
	await settled();
	t.like(runs.current, {result: {outcome: 'done', deletedPaths: 3}, progress: {deletedPaths: 1}});
	t.false(runs.isRunning);
	t.is(told.ends, 1);
	t.true(told.changes >= 3);
	runs.dismiss();
	t.is(runs.current, undefined);
});

test('one thing at a time', async (t) => {
	const {client, runs} = openRuns();
	runs.collect(plan, undefined, 0);
	runs.collect({...plan, id: 8}, undefined, 0);
	runs.undo(1);
	runs.optimise(undefined, 0);
	runs.dismiss();
	t.is(client.asked.length, 1);
	t.like(runs.current, {kind: 'collect', plan: {id: 7}});
	client.last('collect').answer({kind: 'collected', result: {outcome: 'done'}});
	await settled();
	runs.undo(1);
	t.like(runs.current, {kind: 'undo', id: 1});
});

test('a store that moved: the plan is to be looked at again, and nothing runs', async (t) => {
	const {client, told, runs} = openRuns();
	runs.collect(plan, undefined, 0);
	const moved = {kind: 'moved', plan: {id: 8}, words: ['2 roots are new']};
	client.last('collect').answer(moved);
	await settled();
	t.like(runs.current, {moved, result: undefined, error: undefined});
	t.false(runs.isRunning);
	t.is(told.ends, 1);
	runs.collect({...plan, id: 8}, undefined, 0);
	t.true(runs.isRunning);
	t.like(runs.current, {moved: undefined, plan: {id: 8}});
});

test('to stop tells the worker; what is done so far is the result', async (t) => {
	const {client, runs} = openRuns();
	runs.collect(plan, undefined, 0);
	runs.stop();
	t.true(client.last('collect').isCancelled);
	t.like(runs.current, {isStopping: true, result: undefined});
	t.true(runs.isRunning);
	client.last('collect').answer({kind: 'collected', result: {outcome: 'cancelled', deletedPaths: 1}});
	await runs.ended;
	t.like(runs.current, {result: {outcome: 'cancelled'}});
	runs.stop();
	t.like(runs.current, {result: {outcome: 'cancelled'}}, 'nothing runs that could be stopped');
});

test('an undo cannot be stopped half way', async (t) => {
	const {client, runs} = openRuns();
	runs.undo(3);
	t.deepEqual(client.last('undo').request, {id: 3});
	runs.stop();
	t.false(client.last('undo').isCancelled);
	client.last('undo').answer({version: 1, id: 3, links: []});
	await settled();
	t.like(runs.current, {result: {id: 3, links: []}});
});

test('an error is the end, and another one can begin', async (t) => {
	const {client, told, runs} = openRuns();
	runs.optimise(undefined, 0);
	client.last('runOptimise').tell({type: 'optimise', done: 2, total: 5});
	t.like(runs.current, {done: 2, total: 5});
	client.last('runOptimise').fail('no Nix here');
	await settled();
	t.like(runs.current, {error: 'no Nix here', result: undefined});
	t.false(runs.isRunning);
	t.is(told.ends, 1);
	runs.optimise(undefined, 0);
	t.true(runs.isRunning);
	t.like(runs.current, {error: undefined, done: 0});
});
