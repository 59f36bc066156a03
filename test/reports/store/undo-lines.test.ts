import test from 'ava';
import type {UndoAnswer, UndoEntry} from '../../../source/analyses/answers/collect.js';
import {lineText} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';
import type {StoreReportOptions} from '../../../source/reports/store/store-report-options.js';
import {undoLines, undoListLines} from '../../../source/reports/store/undo-lines.js';
import * as fake from './fake-answers.js';

const {day, home, hour, now} = fake;
const ascii = {signs: signs({ascii: true})};

const entries: readonly UndoEntry[] = [
	{
		id: 41,
		link: `${home}/src/old/customer-portal/backend/.direnv/flake-profile-9f8e7d`,
		target: fake.storePath('env'),
		kind: 'direnv',
		removedAt: now - 2 * hour,
		state: 'held',
		heldUntil: now + 14 * day,
	},
	{
		id: 41,
		link: '/nix/var/nix/profiles/system-212-link',
		target: fake.storePath('nixos-system-laptop'),
		kind: 'nixos-generation',
		removedAt: now - 2 * hour,
		state: 'valid',
		heldUntil: null,
	},
	{
		id: 40,
		link: `${home}/result`,
		target: fake.storePath('hello-2.12'),
		kind: 'result',
		removedAt: now - 20 * day,
		state: 'held',
		heldUntil: now - 6 * day,
	},
	{
		id: 39,
		link: `${home}/a\u001B[2Jb`,
		target: fake.storePath('x'),
		kind: 'result',
		removedAt: now - 30 * day,
		state: 'collected',
		heldUntil: null,
	},
	{
		id: 38,
		link: `${home}/back`,
		target: fake.storePath('x'),
		kind: 'result',
		removedAt: now - 40 * day,
		state: 'restored',
		heldUntil: null,
	},
];

const list = (some: readonly UndoEntry[], changes: Partial<StoreReportOptions> = {}) =>
	undoListLines({version: 1, entries: some}, fake.reportOptions({columns: 120, ...changes})).map(lineText);

test('what was dropped, and what became of it', (t) => {
	t.deepEqual(list(entries), [
		'  id  kind    link                                                            dropped',
		'  41  direnv  ~/src/old/customer-portal/backend/.direnv/flake-profile-9f8e7d  2h ago   held until 2026-12-05 14:02',
		'  41  NixOS   /nix/var/nix/profiles/system-212-link                           2h ago   still there',
		'  40  result  ~/result                                                        20d ago  held until the next nixscope gc',
		'  39  result  ~/ab                                                            30d ago  its path is deleted',
		'  38  result  ~/back                                                          40d ago  put back',
		'',
		'  put back  nixscope undo 41',
	]);
});

test('narrow, in ASCII, cut to a screen', (t) => {
	t.deepEqual(list(entries, {...ascii, columns: 80, limit: 2}), [
		'  id  link                                  dropped',
		'  41  ~/src/old/cust_/flake-profile-9f8e7d  2h ago   held until 2026-12-05 14:02',
		'  41  /nix/var/nix/p_files/system-212-link  2h ago   still there',
		'  _ and 3 more: --limit all',
		'',
		'  put back  nixscope undo 41',
	]);
});

test('nothing was dropped, and all is back', (t) => {
	t.deepEqual(list([]), ['No root was dropped by nixscope. Each user has a journal of their own.']);
	t.is(list(entries.slice(4)).length, 2);
});

const answer: UndoAnswer = {
	version: 1,
	id: 41,
	links: [
		{link: `${home}/result`, target: fake.storePath('hello-2.12'), outcome: 'restored', remark: null},
		{
			link: `${home}/result-2`,
			target: fake.storePath('hello-2.11'),
			outcome: 'restored',
			remark: 'fetched again from a cache',
		},
		{link: '/srv/there', target: fake.storePath('x-1'), outcome: 'there', remark: null},
		{
			link: '/srv/other',
			target: fake.storePath('y-1'),
			outcome: 'failed',
			remark: 'something else stands there now: a folder',
		},
	],
};
const undone = (some: UndoAnswer, changes: Partial<StoreReportOptions> = {}) =>
	undoLines(some, fake.reportOptions({columns: 120, ...changes})).map(lineText);

test('what an undo put back', (t) => {
	t.deepEqual(undone(answer), [
		'✗ 1 of 4 roots of drop 41 was not put back',
		'',
		'✓ ~/result    → hello-2.12',
		'✓ ~/result-2  → hello-2.11  fetched again from a cache',
		'◇ /srv/there  → x-1         was there already',
		'✗ /srv/other  → y-1         not put back: something else stands there now: a folder',
	]);
	t.deepEqual(undone(answer, {...ascii, columns: 60}), [
		'x 1 of 4 roots of drop 41 was not put back',
		'',
		'+ ~/result    > hello-2.12',
		'+ ~/result-2  > hello-2.11',
		'    fetched again from a cache',
		'o /srv/there  > x-1         was there already',
		'x /srv/other  > y-1         not put back',
		'    something else stands there now: a folder',
	]);
	t.is(undone({...answer, links: answer.links.slice(0, 1)})[0], '✓ Put back 1 root of drop 41');
	t.is(undone({...answer, links: answer.links.slice(2, 3)})[0], '✓ The root of drop 41 is there already');
});
