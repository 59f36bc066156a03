import test from 'ava';
import type {CollectResult} from '../../../source/analyses/answers/collect.js';
import {leavingLines} from '../../../source/commands/store/leaving-lines.js';
import {statusOfPlan} from '../../../source/commands/store/plan-status.js';
import {lineText} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';
import {fakePlan} from '../../../source/gallery/store/fake-plan.js';
import type {Run} from '../../../source/sessions/explorer-data.js';

const MiB = 2 ** 20;

const freed: CollectResult = {
	outcome: 'done',
	reason: null,
	journalId: 3,
	droppedRoots: fakePlan().roots,
	keptRoots: [],
	heldUntil: null,
	deletedPaths: 12,
	deletedNarSize: 10 * MiB,
	unplanned: [],
	unplannedCount: 0,
	left: [],
	leftCount: 0,
	nixReportedSize: null,
	diskFreeBefore: 0,
	diskFreeAfter: 20 * MiB,
	diskTotal: 100 * MiB,
	durationMs: 2000,
	remarks: [],
};

function collected(change: Partial<CollectResult> = {}, newlyDead = {paths: 4, narSize: MiB}): Run {
	return {
		kind: 'collect',
		plan: fakePlan({newlyDead}),
		expected: {nixReportedSize: null, diskSize: 20 * MiB},
		startedAt: 0,
		progress: undefined,
		result: {...freed, ...change},
		moved: undefined,
		error: undefined,
		isStopping: false,
	};
}

function undone(outcome: 'restored' | 'failed'): Run {
	const links = [{link: '/result', target: '/nix/store/x', outcome, remark: null}] as const;
	return {kind: 'undo', id: 3, result: {version: 1, id: 3, links}, error: undefined};
}

const text = (...runs: readonly Run[]) => leavingLines(runs, signs({ascii: false})).map(lineText);

test('what was deleted comes back only from a cache', (t) => {
	t.deepEqual(text(collected()), [
		'✓ Deleted 12 paths in 2.0s; 20 MiB more free on the disk',
		'  put back, as far as a cache has it: nixscope undo 3',
	]);
	t.is(text(collected({}, {paths: 0, narSize: 0}))[1], '  put back: nixscope undo 3');
	t.is(text(collected({deletedPaths: 0}))[1], '  put back: nixscope undo 3');
	t.is(
		text(collected({heldUntil: 5, deletedPaths: 0}), collected({journalId: null}))[1],
		'  put back: nixscope undo 3',
	);
});

test('what is back already is not offered', (t) => {
	t.deepEqual(text(collected({deletedPaths: 0}), undone('restored')).slice(1), ['✓ Put back 1 root of drop 3']);
	t.deepEqual(text(collected(), undone('failed')).slice(1), [
		'  put back, as far as a cache has it: nixscope undo 3',
		'✗ The root of drop 3 was not put back',
	]);
});

test('optimising, and what failed', (t) => {
	const result = {
		outcome: 'done',
		reason: null,
		nixReportedSize: null,
		linkedFiles: 579,
		diskFreeBefore: 0,
		diskFreeAfter: MiB,
		durationMs: 300,
	} as const;
	const optimise: Run = {
		kind: 'optimise',
		expected: undefined,
		done: 0,
		total: undefined,
		result,
		error: undefined,
		isStopping: false,
		startedAt: 0,
	};
	t.deepEqual(text(optimise), ['✓ Linked 579 files in 0.3s; 1.0 MiB more free on the disk']);
	t.deepEqual(text({kind: 'undo', id: 3, result: undefined, error: 'no\u001b[2J way'}), [
		'✗ Drop 3 was not put back',
		'  no way',
	]);
});

test('how an explorer ends that was opened for a plan', (t) => {
	t.deepEqual(statusOfPlan([]), {code: 2});
	t.deepEqual(statusOfPlan([collected()]), {code: 0});
	t.deepEqual(statusOfPlan([collected({outcome: 'failed'}), collected()]), {code: 1});
	t.deepEqual(statusOfPlan([collected({keptRoots: [{link: '/a', reason: 'stays'}]})]), {code: 1});
	t.deepEqual(statusOfPlan([collected(), undone('failed')]), {code: 1});
	t.deepEqual(statusOfPlan([undone('restored')]), {code: 0});
});
