import test from 'ava';
import {progressLine} from '../../source/commands/store/progress-line.js';
import {lineText} from '../../source/formats/line-layout.js';
import {signs} from '../../source/formats/symbols.js';
import type {Progress} from '../../source/store/progress.js';

const text = (progress: Progress, ascii = false) => lineText(progressLine(progress, signs({ascii})));

test('how far a reading is', (t) => {
	const reading = {task: 'reading the store', done: 182_400, total: 255_318} as const;
	t.is(text(reading), 'Reading the store  ━━━━━━━━━━━━━━──────  182,400 of 255,318 paths');
	t.is(text(reading, true), 'Reading the store  ==============------  182,400 of 255,318 paths');
	t.is(text({...reading, total: undefined}), 'Reading the store  182,400 paths');
	t.is(text({...reading, done: 0, total: 0}), 'Reading the store  0 paths');
});

test('files are compared by their bytes', (t) => {
	const progress = {task: 'comparing files', done: 3 * 1024 ** 3, total: 12 * 1024 ** 3} as const;
	t.is(text(progress), 'Comparing files  ━━━━━───────────────  3.0 GiB of 12.0 GiB');
});

test('more than was expected does not overflow the bar', (t) => {
	t.is(text({task: 'measuring files', done: 30, total: 20}), 'Measuring files  ━━━━━━━━━━━━━━━━━━━━  30 of 20 files');
});
