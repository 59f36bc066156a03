import test from 'ava';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {explorerGalleryFrame} from '../../../source/gallery/store/explorer-gallery-frame.js';
import {storePath, systemProfile} from '../../../source/gallery/store/fake-roots.js';
import {generationsStates} from '../../../source/gallery/store/generations-states.js';
import {openedExplorer} from './opened-explorer.js';

const entry = (name: string) => generationsStates.find((one) => one.name === name)!;
const opened = (name = 'generations', size?: {columns: number; rows: number}) =>
	openedExplorer(entry(name).data(), {screen: 'generations'}, size);
const link = (number: number) => `${systemProfile}-${number}-link`;
/** Numbers of the generations on the screen, from top to bottom. */
const numbers = (explorer: ReturnType<typeof opened>) =>
	explorer.text().flatMap((line) => {
		const [, number] = /^ [ ◆■!] {2,6}(\d+) {2}(?:\d{4}-|\?)/.exec(line) ?? [];
		return number === undefined ? [] : [Number(number)];
	});

for (const columns of [60, 80, 100, 120, 200]) {
	test(`every line is as wide as the window: ${columns}`, (t) => {
		for (const state of generationsStates) {
			for (const rows of [15, 18, 24, 40]) {
				for (const ascii of [false, true]) {
					const {lines} = explorerGalleryFrame(state, {size: {columns, rows}, theme: {ascii, colour: true}});
					t.is(lines.length, rows, `${state.name} ${rows}`);
					const wrong = lines.find((line) => lineWidth(line) !== columns);
					t.is(wrong && lineText(wrong), undefined, `${state.name} ${columns}×${rows}`);
				}
			}
		}
	});
}

test('the newest first; what may not go says why in place of what it holds', (t) => {
	const explorer = opened();
	t.deepEqual(numbers(explorer).slice(0, 4), [214, 213, 212, 211]);
	const [current, booted, old] = explorer.text().slice(5, 8);
	t.regex(current!, /^ ◆ {3}214 .*21\.9 GiB +◆ current, default at boot$/);
	t.regex(booted!, /^ ◆ {3}213 .*◆ booted: protected$/);
	t.regex(old!, /^ {5}212 {2}2026-10-21 07:55 {2}26\.11\.20261019\.0e4f2b7 +21\.3 GiB +410 MiB +━/);
});

test('all can be reached, and sorted by every column both ways', (t) => {
	const explorer = opened();
	explorer.press('last');
	t.is(numbers(explorer).at(-1), 177);
	const sorted = opened();
	sorted.press('sort', 'sort', 'sort', 'sort');
	t.deepEqual(numbers(sorted).slice(0, 2), [211, 207]);
	sorted.press('sort-reverse', 'last');
	t.deepEqual(numbers(sorted).slice(-2), [207, 211]);
});

test('the cursor stays on its generation when the order changes', (t) => {
	const explorer = opened();
	explorer.press('down', 'down', 'down');
	t.regex(explorer.cursor()[0]!, /^211 /);
	explorer.press('sort-reverse');
	t.regex(explorer.cursor()[0]!, /^211 /);
});

test('two marks are compared, the older with the newer, whichever was marked first; a third takes the place of the first', (t) => {
	const explorer = opened();
	t.is(explorer.request('diff'), undefined);
	explorer.press('down', 'mark', 'down', 'mark');
	t.deepEqual(explorer.request('diff'), {from: link(211), to: link(213)});
	t.is(explorer.ui().shared.marks.size, 0);
	explorer.press('mark');
	t.deepEqual(explorer.request('diff'), {from: link(210), to: link(211)});
	// It has moved on: up and the same key takes the mark away.
	explorer.press('up', 'mark');
	t.deepEqual(explorer.request('diff'), {from: link(211), to: link(214)});
	explorer.press('unmark-all');
	t.is(explorer.request('diff'), undefined);
});

test('one mark is compared with the current one', (t) => {
	const explorer = opened();
	explorer.press('down', 'down', 'mark');
	t.deepEqual(explorer.request('diff'), {from: link(212), to: link(214)});
	t.true(explorer.text().some((line) => line.startsWith('── ■ 212 → 214 current')));
});

test('the current one alone has nothing to be compared with', (t) => {
	const explorer = opened();
	explorer.press('mark');
	t.is(explorer.request('diff'), undefined);
	t.true(explorer.text().some((line) => line.includes('Mark another one')));
});

test('the diff: its counts, the largest difference first, what was only built again last or not at all', (t) => {
	const explorer = opened('generations-diff');
	explorer.press('down', 'mark', 'down', 'mark');
	const text = explorer.text();
	const at = text.findIndex((line) => line.startsWith('── ■ 211 → ■ 213'));
	t.regex(text[at]!, / \+612 MiB · 6 changed · 2 added · 1 removed · 403 built again ──$/);
	t.regex(text[at + 1]!, /^ {3}\+ ollama +0\.13\.0 +\+411 MiB$/);
	t.regex(text[at + 2]!, /^ {3}- thunderbird +140\.3 +-288 MiB$/);
	t.regex(text[at + 3]!, /^ {3}~ linux-firmware +20250917 +→ 20251111 +\+88 MiB$/);
	const rows = text.slice(at + 1).filter((line) => /^ {3}[~+-] /.test(line)).length;
	const [, rest] = /… (\d+) more/.exec(text.join('\n')) ?? [];
	t.is(rows + Number(rest), 412);
	explorer.press('which');
	t.regex(explorer.text()[at]!, /403 built again, hidden/);
	t.false(explorer.text().some((line) => line.includes('rebuilt-')));
});

test('the diff scrolls to its last row, and back', (t) => {
	const explorer = opened('generations-diff');
	explorer.press('down', 'mark', 'down', 'mark');
	const first = explorer.text();
	explorer.press(...Array.from({length: 60}, () => 'pane-down' as const));
	t.true(explorer.text().some((line) => line.includes('that is all: 412')));
	explorer.press(...Array.from({length: 60}, () => 'pane-up' as const));
	t.deepEqual(explorer.text(), first);
});

test('the answer to another comparison is not shown', (t) => {
	const explorer = opened('generations-comparing');
	explorer.press('down', 'mark', 'down', 'mark');
	t.false(explorer.text().some((line) => line.includes('ollama')));
});

test('left and right go round the profiles; marks of each stay with it', (t) => {
	const explorer = opened();
	explorer.press('down', 'down', 'mark', 'right');
	t.regex(explorer.text()[3]!, /system 38 {3}home-manager 17 generations/);
	t.is(explorer.request('diff'), undefined);
	explorer.press('left', 'left');
	t.regex(explorer.text()[3]!, /channels 3 generations/);
	explorer.press('right');
	t.deepEqual(explorer.request('diff'), {from: link(212), to: link(214)});
});

test('drop leads to a plan for the chosen one, and not for what is protected', (t) => {
	const explorer = opened();
	explorer.press('drop');
	t.is(explorer.ui().screen, 'generations');
	t.is(explorer.ui().shared.notice, `${link(214)} is never dropped: the system that is booted by default`);
	explorer.press('down', 'down', 'drop');
	t.is(explorer.ui().screen, 'collect');
	t.deepEqual(explorer.ui().uis.collect.links, [link(212)]);
});

test('Enter: what it holds; w: why its path is alive', (t) => {
	const explorer = opened();
	explorer.press('down', 'down', 'open');
	t.is(explorer.ui().screen, 'usage');
	explorer.press('tab-generations', 'why');
	t.is(explorer.ui().screen, 'path');
	t.is(explorer.ui().uis.path.path, storePath('nixos-system-laptop-26.11.20261019.0e4f2b7'));
});

test('p pins by profile and number, and unpins', (t) => {
	const explorer = opened('generations-pinned');
	explorer.press('down', 'down', 'pin', 'down', 'pin');
	t.deepEqual(explorer.effects, [
		{type: 'pin', path: storePath('nixos-system-laptop-26.11.20261019.0e4f2b7'), name: 'system-212'},
		{type: 'unpin', name: 'system-211'},
	]);
	t.true(explorer.text().some((line) => /211 .*pinned: kept without it/.test(line)));
	const invalid = opened('generations-invalid');
	invalid.press('last', 'pin');
	t.deepEqual(invalid.effects, []);
	t.regex(invalid.ui().shared.notice as string, /nothing to pin/);
});

test('profiles of equal names have their folders in front, names are made harmless', (t) => {
	const text = opened('generations-invalid').text();
	t.regex(text[3]!, /deep\/profile 2 generations {3}root\/profile 1 /);
	t.notRegex(text.join('\n'), /\u202e/);
});
