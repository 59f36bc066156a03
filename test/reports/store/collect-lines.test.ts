import test from 'ava';
import type {CollectProgress, CollectResult} from '../../../source/analyses/answers/collect.js';
import type {GcDoneAnswer} from '../../../source/analyses/answers/plan.js';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';
import {collectLines} from '../../../source/reports/store/collect-lines.js';
import {
	collectBeginning,
	collectPlainLine,
	collectProgressLine,
} from '../../../source/reports/store/collect-progress-words.js';
import {gcLines} from '../../../source/reports/store/gc-lines.js';
import type {StoreReportOptions} from '../../../source/reports/store/store-report-options.js';
import * as fake from './fake-answers.js';

const {day, gib, home, KiB, MiB, now} = fake;
const ascii = signs({ascii: true});

const roots = [
	fake.fakeRoot({
		kind: 'direnv',
		link: `${home}/src/ml/.direnv/flake-profile-a1b2c3d4`,
		modifiedAt: now - 214 * day,
		retainedSize: gib(12.4),
	}),
	fake.fakeRoot({link: `${home}/src/ml/result-2`, modifiedAt: now - 88 * day, retainedSize: gib(9)}),
];

const paths = (count: number, narSize: number) => ({
	paths: Array.from({length: count}, (_, index) => fake.storePath(`p-${index}`)),
	narSize,
});

const freed: CollectResult = {
	outcome: 'done',
	reason: null,
	journalId: 41,
	droppedRoots: roots,
	keptRoots: [],
	heldUntil: null,
	deletedPaths: 318,
	deletedNarSize: gib(139.5),
	unplanned: [],
	unplannedCount: 0,
	left: [],
	leftCount: 0,
	nixReportedSize: gib(112.8),
	diskFreeBefore: gib(294.1),
	diskFreeAfter: gib(412.4),
	diskTotal: gib(931),
	durationMs: 151_000,
	remarks: [],
};

const done: GcDoneAnswer = {
	...fake.complete,
	removedRoots: roots,
	alreadyDead: paths(194, gib(107.9)),
	newlyDead: paths(124, gib(31.6)),
	paths: paths(318, 0).paths,
	narSize: gib(139.5),
	nixReportedSize: gib(112.8),
	diskSize: gib(118.3),
	wantedNarSize: null,
	commands: [
		['rm', roots[0]!.link],
		['rm', roots[1]!.link],
		['nix-store', '--gc'],
	],
	remarks: [],
	freed,
};

function report(
	{freed: result, ...plan}: Partial<Omit<GcDoneAnswer, 'freed'>> & {readonly freed?: Partial<CollectResult>} = {},
	{isHold = false, ...changes}: Partial<StoreReportOptions> & {readonly isHold?: boolean} = {},
): string[] {
	const options = fake.reportOptions({columns: 120, ...changes});
	return collectLines({...done, ...plan, freed: {...freed, ...result}}, isHold, options).map(lineText);
}

test('what was expected beside what happened', (t) => {
	t.deepEqual(report(), [
		'✓ Deleted 318 paths in 2m 31s; 118.3 GiB more free on the disk',
		'',
		'  dropped  direnv  ~/src/ml/.direnv/flake-profile-a1b2c3d4  214d    12.4 GiB  NAR alone',
		'           result  ~/src/ml/result-2                         88d     9.0 GiB  NAR alone',
		'',
		'                      expected     happened',
		'  paths deleted            318          318',
		'  NAR size           139.5 GiB    139.5 GiB',
		'  reported by Nix    112.8 GiB    112.8 GiB',
		'  disk (df)          118.3 GiB    118.3 GiB',
		'  roots dropped              2            2  undo, if cached: nixscope undo 41',
		'',
		'  Disk now  412.4 GiB free of 931.0 GiB',
	]);
});

test('at 80 columns and in ASCII', (t) => {
	t.deepEqual(report({}, {columns: 80, signs: ascii}), [
		'+ Deleted 318 paths in 2m 31s; 118.3 GiB more free on the disk',
		'',
		'  dropped  direnv  ~/src/ml/.di_ke-profile-a1b2c3d4  214d    12.4 GiB  NAR alone',
		'           result  ~/src/ml/result-2                  88d     9.0 GiB  NAR alone',
		'',
		'                      expected     happened',
		'  paths deleted            318          318',
		'  NAR size           139.5 GiB    139.5 GiB',
		'  reported by Nix    112.8 GiB    112.8 GiB',
		'  disk (df)          118.3 GiB    118.3 GiB',
		'  roots dropped              2            2  undo, if cached: nixscope undo 41',
		'',
		'  Disk now  412.4 GiB free of 931.0 GiB',
	]);
});

test('what differs is told: what came alive, what died meanwhile, what stayed, what others wrote', (t) => {
	const left = {path: fake.storePath('nss-3.118'), narSize: 4.1 * MiB, reason: 'it came alive meanwhile'};
	const answer = {
		remarks: ['boot entries stay'],
		freed: {
			droppedRoots: roots.slice(1),
			keptRoots: [{link: roots[0]!.link, reason: 'stays: it leads elsewhere now'}],
			deletedPaths: 319,
			left: [left],
			leftCount: 1,
			unplanned: [fake.storePath('new-1'), fake.storePath('new-2')],
			unplannedCount: 2,
			diskFreeAfter: gib(400),
			remarks: ['1 path came alive meanwhile and was left: nss-3.118 (pid 9920 nix build)'],
		},
	};
	t.deepEqual(report(answer), [
		// So much less is what others wrote.
		'! Deleted 319 paths in 2m 31s; 139.5 GiB of NAR',
		'',
		'  dropped  result  ~/src/ml/result-2  88d     9.0 GiB  NAR alone',
		'',
		'                      expected     happened',
		'  paths deleted            318          319',
		'  NAR size           139.5 GiB    139.5 GiB  less nss-3.118 (4.1 MiB)',
		'  reported by Nix    112.8 GiB    112.8 GiB',
		'  disk (df)          118.3 GiB    105.9 GiB  with what other programs wrote or deleted meanwhile',
		'  roots dropped              2            1  undo, if cached: nixscope undo 41',
		'',
		'  Disk now  400.0 GiB free of 931.0 GiB',
		'',
		'! ~/src/ml/.direnv/flake-profile-a1b2c3d4 stays: it leads elsewhere now',
		'! 2 paths died after the plan was made and went as well: new-1, new-2',
		'! 1 path came alive meanwhile and was left: nss-3.118 (pid 9920 nix build)',
		'! boot entries stay',
	]);
	for (const text of report(answer, {columns: 80})) {
		t.true(lineWidth({spans: [{text, tone: 'plain'}]}) <= 80, text);
	}
});

test('a hold: until when, how to have it back, and what is left to later', (t) => {
	const held = {heldUntil: now + 14 * day, deletedPaths: 0, deletedNarSize: 0, nixReportedSize: null, durationMs: 300};
	t.deepEqual(
		report({freed: held}, {isHold: true})
			.slice(0, 1)
			.concat(report({freed: held}, {isHold: true}).slice(4)),
		[
			'✓ Dropped 2 roots, held until 2026-12-05 14:02; nothing was deleted',
			'',
			'  put back  nixscope undo 41',
			'  delete    124 paths, 31.6 GiB of NAR, from 2026-12-05 14:02 on:  nixscope gc',
			'  now       194 paths, 107.9 GiB of NAR, dead already:  nixscope gc',
		],
	);
	t.deepEqual(
		report(
			{alreadyDead: paths(0, 0), freed: {...held, journalId: null, heldUntil: null, droppedRoots: []}},
			{isHold: true},
		),
		[
			'✓ Nothing was changed',
			'',
			'                    expected     happened',
			'  roots dropped            2            0',
		],
	);
});

test('nothing to do, and roots without anything that dies with them', (t) => {
	const nothing = {removedRoots: [], paths: [], narSize: 0, alreadyDead: paths(0, 0), newlyDead: paths(0, 0)};
	const none = {droppedRoots: [], journalId: null, deletedPaths: 0, deletedNarSize: 0};
	t.deepEqual(report({...nothing, freed: none}), ['✓ Nothing is dead: nothing was deleted']);
	t.is(
		report({...nothing, removedRoots: roots, freed: {...none, droppedRoots: roots, durationMs: 200}})[0],
		'✓ Dropped 2 roots in 0.2s; nothing was deleted',
	);
});

test('a disk that has less than before does not make a promise', (t) => {
	const lines = report({freed: {diskFreeAfter: gib(294)}});
	t.is(lines[0], '✓ Deleted 318 paths in 2m 31s; 139.5 GiB of NAR');
	t.true(
		lines.includes('  disk (df)          118.3 GiB     -102 MiB  with what other programs wrote or deleted meanwhile'),
	);
	const reserve = {reserveFreed: 8 * MiB, diskFreeAfter: gib(294.1) + 9 * MiB};
	t.is(report({diskSize: MiB, freed: reserve})[0], '✓ Deleted 318 paths in 2m 31s; 1.0 MiB more free on the disk');
	t.true(
		report({freed: {diskFreeBefore: null, diskFreeAfter: null}}).includes(
			'  disk (df)          118.3 GiB            ?',
		),
	);
});

test('interrupted, failed: how far it came, and why', (t) => {
	const some = {deletedPaths: 84, deletedNarSize: gib(64.6)};
	t.deepEqual(report({freed: {...some, outcome: 'cancelled', durationMs: 72_000}}).slice(0, 3), [
		'⊘ Interrupted after 1m 12s: 2 of 2 roots dropped, 84 of 318 paths deleted',
		'  What is deleted so far stays deleted.',
		'',
	]);
	t.deepEqual(
		report({
			freed: {...some, outcome: 'failed', reason: "nix-store --gc: error: cannot unlink '/nix/store/\u001B[31mx'"},
		}).slice(0, 3),
		[
			'✗ Collecting failed: 2 of 2 roots dropped, 84 of 318 paths deleted',
			"  nix-store --gc: error: cannot unlink '/nix/store/x'",
			'  What is deleted so far stays deleted.',
		],
	);
	t.deepEqual(
		report({
			freed: {
				outcome: 'failed',
				reason: 'the journal cannot be written: no space left',
				droppedRoots: [],
				journalId: null,
				deletedPaths: 0,
			},
		}),
		['✗ Collecting failed: nothing was changed', '  the journal cannot be written: no space left'],
	);
});

test('what not all roots were seen for is at most', (t) => {
	const lines = report({complete: false, unreadable: ['temporary roots']});
	t.true(
		lines.some((text) => /^ +at most +happened$/.test(text)),
		lines.join('\n'),
	);
	t.regex(lines.at(-1)!, /sudo nixscope roots/);
	const held = {heldUntil: now + 14 * day, deletedPaths: 0, deletedNarSize: 0, nixReportedSize: null};
	const hold = report({complete: false, unreadable: ['x'], freed: held}, {isHold: true}).join('\n');
	t.regex(hold, /delete +at most 124 paths, 31\.6 GiB of NAR, from/);
	t.regex(hold, /now +at most 194 paths, 107\.9 GiB of NAR, dead already/);
});

const progress: CollectProgress = {
	stage: 'deleting',
	droppedRoots: 3,
	rootCount: 3,
	deletedPaths: 84_210,
	pathCount: 195_318,
	deletedNarSize: gib(64.6),
	narSize: gib(139.5),
	recent: [],
	elapsedMs: 72_400,
	remarks: [],
};

test('progress', (t) => {
	const beginning = (changes: Partial<CollectProgress>, isHold = false, isAtMost = false) => {
		const line = collectBeginning({...progress, ...changes}, {isHold, isAtMost});
		return line && lineText(line);
	};

	t.is(beginning({}), 'Dropping 3 roots and deleting 195,318 paths, 139.5 GiB of NAR');
	t.is(beginning({rootCount: 0, pathCount: 1}), 'Deleting 1 path, 139.5 GiB of NAR');
	t.is(beginning({rootCount: 1, pathCount: 0}), 'Dropping 1 root');
	t.is(beginning({rootCount: 0, pathCount: 0}), undefined);
	t.is(beginning({}, true), 'Dropping 3 roots, to be held');
	t.is(beginning({rootCount: 1}, false, true), 'Dropping 1 root and deleting at most 195,318 paths, 139.5 GiB of NAR');
	const line = (changes: Partial<CollectProgress>, ascii = false) =>
		lineText(collectProgressLine({...progress, ...changes}, signs({ascii})));
	t.is(line({}), 'Deleting  ━━━━━━━━━───────────  84,210 of 195,318 paths, 64.6 GiB of 139.5 GiB of NAR  1m 12s');
	t.is(line({}, true), 'Deleting  =========-----------  84,210 of 195,318 paths, 64.6 GiB of 139.5 GiB of NAR  1m 12s');
	t.is(line({stage: 'dropping', droppedRoots: 1, elapsedMs: 900}), 'Dropping  1 of 3 roots  0s');
	t.is(line({stage: 'checking', elapsedMs: 0}), 'Checking  the roots once more  0s');
	t.is(collectPlainLine(progress), ' 1m 12s  deleting   84,210 of 195,318 paths, 64.6 GiB of 139.5 GiB of NAR');
});

test('the plan of a hold', (t) => {
	const {freed: _, ...plan} = done;
	t.deepEqual(gcLines({...plan, remarks: ['boot entries stay']}, fake.reportOptions(), 14 * day).map(lineText), [
		'Would drop 2 roots, held for 14 days until 2026-12-05 14:02; nothing is deleted yet',
		'',
		'  drop     direnv  ~/src/ml/.direnv/flake-profile-a1b2c3d4       214d    12.4 GiB  NAR alone',
		'           result  ~/src/ml/result-2                              88d     9.0 GiB  NAR alone',
		'  later    dead after the hold                              124 paths    31.6 GiB  NAR',
		'  stays    dead already: nixscope gc                        194 paths   107.9 GiB  NAR',
		'',
		'! boot entries stay',
		'',
		'Nothing was changed.',
	]);
	t.is(lineText(gcLines({...plan, removedRoots: []}, fake.reportOptions(), day)[0]!), 'Would drop no root.');
	t.regex(
		lineText(gcLines({...plan, removedRoots: roots.slice(1), narSize: 5 * KiB}, fake.reportOptions(), day / 2)[0]!),
		/^Would drop 1 root, held for 12 hours until 2026-11-22 02:02;/,
	);
});
