import test from 'ava';
import type {CollectResult} from '../../../source/analyses/answers/collect.js';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {explorerEntries} from '../../../source/gallery/store/explorer-entries.js';
import {explorerGalleryFrame} from '../../../source/gallery/store/explorer-gallery-frame.js';
import {fakeData, fakeSlot, galleryNow} from '../../../source/gallery/store/fake-data.js';
import {complete, gib, MiB} from '../../../source/gallery/store/fake-roots.js';
import type {ExplorerAction} from '../../../source/keymap/explorer-places.js';
import type {ExplorerData, Run} from '../../../source/sessions/explorer-data.js';
import {explorerFrame} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore, type ExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import {initialExplorerUi} from '../../../source/view-models/store/explorer-ui.js';
import {chosenRoots, gone} from '../../../source/view-models/store/reduce-explorer.js';

const size = {columns: 120, rows: 30};
const theme = {colour: true, ascii: false};
const entryOf = (name: string) => explorerEntries.find((entry) => entry.name === name)!;

function linesOf(name: string, window: {columns: number; rows: number} = size): string[] {
	return explorerGalleryFrame(entryOf(name), {size: window, theme}).lines.map(lineText);
}

function frameOf(store: ExplorerStore, data: ExplorerData) {
	const input = {data, size, now: galleryNow, theme, home: '/home/anna', hasMonitor: false};
	const frame = explorerFrame({...input, ui: store.current()});
	store.setFacts(frame.facts, {
		ui: store.current(),
		facts: (ui) => explorerFrame({...input, ui}).facts,
	});
	return frame;
}

function press(store: ExplorerStore, data: ExplorerData, ...actions: readonly ExplorerAction[]) {
	for (const action of actions) {
		store.dispatch(action, data);
		frameOf(store, data);
	}
}

function opened(name: string): {store: ExplorerStore; data: ExplorerData} {
	const data = entryOf(name).data();
	const store = createExplorerStore({...initialExplorerUi(), screen: 'roots'});
	frameOf(store, data);
	return {store, data};
}

test('the joint total stands in the header and with its parts below the list', (t) => {
	const lines = linesOf('roots-marked');
	t.regex(lines[1]!, / {2}■ 3 marked: 31\.6 GiB {3}17 roots $/);
	const pane = lines.findIndex((line) => line.startsWith('── ■ 3 marked'));
	t.is(
		lines[pane + 1]!.trim(),
		'together they free 31.6 GiB   alone 12.4 + 9.0 + 4.1 = 25.5; 6.1 GiB more go only together',
	);
	t.is(lines.filter((line) => line.startsWith(' ■ ')).length, 3);
	const tight = linesOf('roots-marked', {columns: 60, rows: 15});
	t.true(tight.some((line) => line.trim() === 'together they free 31.6 GiB   alone 25.5 GiB'));
});

test('two marked go only when both do; one says what it frees alone; other units are named', (t) => {
	const frameWith = (alone: readonly number[], narSize: number, gone: readonly string[] = []) => {
		const links = [...alone.map((_, index) => `/${index}`), ...gone];
		const data = fakeData([
			fakeSlot('joint', 'joint', {links: links.slice(0, alone.length), narSize, paths: 1, alone, gone}, {links}),
		]);
		const store = createExplorerStore({
			...initialExplorerUi(),
			screen: 'roots',
			shared: {marks: new Set(links), command: undefined, notice: undefined},
		});
		const lines = frameOf(store, data).lines.map(lineText);
		return lines[lines.findIndex((line) => line.startsWith('── ■')) + 1]!.trim();
	};

	t.is(
		frameWith([gib(1), 300 * MiB], gib(2)),
		'together they free 2.0 GiB   alone 1.0 GiB + 300 MiB = 1.3 GiB; 724 MiB more go only when both do',
	);
	t.is(frameWith([gib(1), gib(2)], gib(1) + gib(2)), 'together they free 3.0 GiB   alone 2.0 + 1.0 = 3.0');
	t.is(frameWith([gib(4)], gib(4)), 'it frees 4.0 GiB alone');
	t.is(frameWith([gib(4)], gib(4), ['/gone']), 'it frees 4.0 GiB alone   1 mark gone, or never dropped');
});

test('a total of other marks is never shown: it is on its way', (t) => {
	const lines = linesOf('roots-marked-many');
	t.regex(lines[1]!, /■ 4 marked: …/);
	t.true(lines.some((line) => line.trim() === 'together they free …'));
});

test('Space marks and goes on, again it unmarks; two at once are two rows', (t) => {
	const {store, data} = opened('roots');
	store.dispatch('mark', data);
	store.dispatch('mark', data);
	t.deepEqual(
		[...store.current().shared.marks],
		['/home/anna/src/ml/result', '/home/anna/src/ml/.direnv/flake-profile-a1b2c3d4'],
	);
	press(store, data, 'first', 'mark');
	t.deepEqual([...store.current().shared.marks], ['/home/anna/src/ml/.direnv/flake-profile-a1b2c3d4']);
	press(store, data, 'unmark-all');
	t.is(store.current().shared.marks.size, 0);
});

test('no filter hides the roots that a wish marks; one that marks none leaves it', (t) => {
	const {store, data} = opened('roots');
	const filtered = gone(store.current(), {screen: 'roots', kinds: ['result'], filter: 'ml'});
	const {roots} = chosenRoots(filtered, {links: ['/elsewhere'], remarks: []}).uis;
	t.deepEqual([roots.list.filter, roots.kinds], ['', []]);
	const {roots: kept} = chosenRoots(filtered, {links: [], remarks: []}).uis;
	t.deepEqual([kept.list.filter, kept.kinds], ['ml', ['result']]);
	// Letters are no keys while a filter is being typed.
	press(store, data, 'find');
	t.true(chosenRoots(store.current(), {links: ['/elsewhere'], remarks: []}).uis.roots.list.isTyping);
});

test('what is protected, a process, and a link that is gone cannot be marked, and say why', (t) => {
	const {store, data} = opened('roots');
	press(store, data, ...Array.from({length: 11}, () => 'down' as const), 'mark');
	t.is(store.current().shared.notice, '/run/current-system is never dropped: the running system');
	press(store, data, 'down', 'down', 'mark');
	t.is(
		store.current().shared.notice,
		'pid 4121 firefox (anna) holds it until the process ends; nixscope never ends one',
	);
	press(store, data, 'down', 'down', 'mark');
	t.regex(store.current().shared.notice as string, /^~\/gone\/result is gone already and holds nothing/);
	t.is(store.current().shared.marks.size, 0);
	press(store, data, 'open');
	t.is(store.current().shared.notice, '~/gone/result holds nothing');
	t.is(store.current().screen, 'roots');
});

test('A asks for all that match, and marks those that can be dropped once they are known', (t) => {
	const {store, data} = opened('roots');
	press(store, data, 'mark-all');
	const frame = frameOf(store, data);
	const need = frame.needs.find(({slot}) => slot === 'all-roots')!;
	t.is(need.kind, 'rootList');
	t.is(store.current().shared.marks.size, 0);

	const rows = data.slot('roots', 'rootList').answer!.rows;
	const answer = {...complete, totalCount: 17, matchCount: 17, first: 0, rows, atIndex: 0};
	const arrived = fakeData([
		fakeSlot('roots', 'rootList', answer, data.slot('roots', 'rootList').request!),
		fakeSlot('all-roots', 'rootList', answer, need.kind === 'rootList' ? need.request : undefined),
	]);
	frameOf(store, arrived);
	t.is(store.current().shared.marks.size, 11);
	t.false([...store.current().shared.marks].some((link) => link.startsWith('/run') || link.startsWith('/proc')));
	t.deepEqual(store.current().shared.notice, {kind: 'done', text: '11 roots marked; 6 cannot be dropped'});
	t.true(
		frameOf(store, arrived)
			.lines.map(lineText)
			.some((line) => line.trim().startsWith('✓ 11 roots marked')),
	);
	t.false(frameOf(store, arrived).needs.some(({slot}) => slot === 'all-roots'));
});

test('a root that was removed elsewhere is no longer marked, and that is said; of what was collected nothing is', (t) => {
	const [left, gone] = ['/home/anna/src/ml/result', '/home/anna/old/result'];
	const joint = fakeSlot(
		'joint',
		'joint',
		{links: [left], narSize: gib(1), paths: 1, alone: [gib(1)], gone: [gone]},
		{links: [gone, left]},
	);
	const marked = () =>
		createExplorerStore({
			...initialExplorerUi(),
			screen: 'roots',
			shared: {marks: new Set([left, gone]), command: undefined, notice: undefined},
		});
	const store = marked();
	const data = fakeData([joint]);
	frameOf(store, data);
	t.deepEqual([...store.current().shared.marks], [left]);
	t.is(store.current().shared.notice, '~/old/result is gone, or may not be dropped any more: no longer marked');
	t.false(
		frameOf(store, data)
			.lines.map(lineText)
			.some((line) => line.includes('2 marked')),
	);

	const after = marked();
	const result = {droppedRoots: [{link: gone}]} as unknown as CollectResult;
	frameOf(after, fakeData([joint], {run: {kind: 'collect', result} as unknown as Run}));
	t.deepEqual([...after.current().shared.marks], [left]);
	t.is(after.current().shared.notice, undefined);
});

test('in a snapshot nothing is offered that cannot be done, and ages are those of then', (t) => {
	const known = entryOf('roots').data();
	const roots = known.slot('roots', 'rootList');
	const textOf = (days: number | undefined, ui = {}) => {
		const readAt = galleryNow - (days ?? 0) * 24 * 3_600_000;
		const data = fakeData([fakeSlot('roots', 'rootList', roots.answer!, roots.request!)], {
			status:
				days === undefined
					? known.status
					: {...known.status!, isCollectable: false, refusal: 'a snapshot', snapshot: {host: 'laptop', readAt}},
		});
		const store = createExplorerStore({...initialExplorerUi(), screen: 'roots', ...ui});
		return frameOf(store, data).lines.map(lineText);
	};

	t.regex(textOf(undefined).at(-1)!, / d drop….* F free N GiB/);
	t.notRegex(textOf(1).at(-1)!, / d drop| F free/);
	t.true(textOf(undefined, {helpOpen: true}).some((line) => line.includes('collect the dead')));
	t.false(textOf(1, {helpOpen: true}).some((line) => line.includes('collect the dead')));
	const row = (lines: readonly string[]) => lines.find((line) => line.includes('flake-profile-a1b2'))!;
	const age = (line: string) => Number(/ (\d+)d /.exec(line)?.[1]);
	t.is(age(row(textOf(undefined))) - age(row(textOf(30))), 30);
});

test('Enter leads to what a root holds, Esc clears the kinds and then goes back', (t) => {
	const {store, data} = opened('roots');
	press(store, data, 'down', 'open');
	t.is(store.current().screen, 'usage');
	t.is(store.current().uis.usage.node, 'link:/home/anna/src/ml/.direnv/flake-profile-a1b2c3d4');

	const entry = entryOf('roots-kinds');
	const {lines, facts} = explorerGalleryFrame(entry, {size, theme});
	t.regex(lineText(lines[3]!), /^ 2 of 147 roots .* only direnv links {3}Esc all $/);
	t.is(facts.subject?.command, 'nixscope roots --kind direnv');
});

test('numbers that may be smaller are at most', (t) => {
	const lines = linesOf('roots-incomplete');
	t.true(lines[3]!.includes('frees at most ▼'));
	t.regex(lines[1]!, /3 marked: at most 31\.6 GiB/);
	t.true(
		lines.some((line) => line.includes('not readable: processes of other users (212) and 1 more; numbers are at most')),
	);
	t.true(lines.some((line) => line.includes('held 11 days more')));
});

test('columns give way: bar, closure, then the age; words become short', (t) => {
	const header = (columns: number) => linesOf('roots', {columns, rows: 24})[3]!.trim().split(/ {2,}/);
	t.deepEqual(header(120), ['kind', 'link', 'made', 'frees alone ▼', 'closure']);
	t.deepEqual(header(80), ['kind', 'link', 'made', 'frees alone ▼']);
	t.true(linesOf('roots', {columns: 120, rows: 24}).some((line) => line.endsWith('━ ')));
	t.false(linesOf('roots', {columns: 80, rows: 24}).some((line) => line.includes('━')));
	t.true(linesOf('roots').some((line) => line.includes('protected: the running system')));
	t.true(linesOf('roots', {columns: 80, rows: 24}).some((line) => line.endsWith('  protected ')));
});

test('every state fills its window exactly, whatever its size', (t) => {
	for (const {name} of explorerEntries.filter((entry) => /^(roots|paths)/.test(entry.name))) {
		for (const [columns, rows] of [
			[60, 15],
			[80, 24],
			[100, 30],
			[120, 40],
			[200, 60],
		] as const) {
			for (const ascii of [false, true]) {
				const {lines} = explorerGalleryFrame(entryOf(name), {size: {columns, rows}, theme: {colour: true, ascii}});
				t.is(lines.length, rows, `${name} at ${columns}×${rows}`);
				for (const [row, line] of lines.entries()) {
					t.is(lineWidth(line), columns, `${name} at ${columns}×${rows}, row ${row}: ${lineText(line)}`);
					t.notRegex(lineText(line), /[\u0000-\u001F\u007F\u202E]/);
				}
			}
		}
	}
});
