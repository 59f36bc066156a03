import test from 'ava';
import type {CollectProgress} from '../../../source/analyses/answers/collect.js';
import {collectProgress, optimiseProgress} from '../../../source/commands/store/act-progress.js';
import type {StatusLine} from '../../../source/commands/store/status-line.js';
import {lineText} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';

/** A status line that keeps what it shows. */
function notedLine(): StatusLine & {readonly shown: string[]} {
	const shown: string[] = [];
	return {
		shown,
		isShown: true,
		show: (make) => shown.push(lineText(make(signs({ascii: false})))),
		clear() {},
		wipe() {},
		end() {},
	};
}

const progress: CollectProgress = {
	stage: 'checking',
	droppedRoots: 0,
	rootCount: 1,
	deletedPaths: 0,
	pathCount: 4,
	deletedNarSize: 0,
	narSize: 4096,
	recent: [],
	elapsedMs: 0,
	remarks: [],
};

test('a collection has begun when it is past checking', (t) => {
	const line = notedLine();
	const {onEvent, hasBegun} = collectProgress(line, {json: true}, false);
	onEvent({type: 'progress', progress: {task: 'measuring files', done: 1, total: 2}});
	onEvent({type: 'collect', isComplete: true, progress});
	t.false(hasBegun());
	onEvent({type: 'collect', isComplete: true, progress: {...progress, stage: 'dropping'}});
	t.true(hasBegun());
	onEvent({
		type: 'collect',
		isComplete: true,
		progress: {...progress, stage: 'deleting', deletedPaths: 1, deletedNarSize: 2048, elapsedMs: 2000},
	});
	t.deepEqual(line.shown, [
		'Checking  the roots once more  0s',
		'Dropping  0 of 1 root  0s',
		'Deleting  ━━━━━━━━━━──────────  1 of 4 paths, 2.0 KiB of 4.0 KiB of NAR  2s',
	]);
});

test('an optimisation', (t) => {
	const line = notedLine();
	const {onEvent, hasBegun} = optimiseProgress(line, {});
	t.false(hasBegun());
	onEvent({type: 'optimise', done: 1200, total: undefined});
	onEvent({type: 'optimise', done: 1300, total: 2000});
	t.true(hasBegun());
	t.deepEqual(line.shown, ['Linking equal files  1,200 paths', 'Linking equal files  1,300 of 2,000 paths']);
});
