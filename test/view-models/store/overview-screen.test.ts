import test from 'ava';
import type {Overview} from '../../../source/analyses/lists/overview.js';
import type {Tone} from '../../../source/formats/line.js';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {explorerEntries} from '../../../source/gallery/store/explorer-entries.js';
import {explorerGalleryFrame} from '../../../source/gallery/store/explorer-gallery-frame.js';
import {fakeData, fakePending, fakeSlot} from '../../../source/gallery/store/fake-data.js';
import {storyLinks, storyOverview} from '../../../source/gallery/store/overview-states.js';
import type {ExplorerData} from '../../../source/sessions/explorer-data.js';
import {explorerFrame} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import {shares} from '../../../source/view-models/store/overview-total.js';
import type {ScreenAction} from '../../../source/view-models/store/screen.js';

const story = fakeData([fakeSlot('overview', 'overview', storyOverview), fakeSlot('links', 'links', storyLinks)]);

function opened(data: ExplorerData = story, size = {columns: 120, rows: 34}) {
	const store = createExplorerStore();
	const draw = () => {
		const frame = explorerFrame({
			data,
			ui: store.current(),
			size,
			now: 0,
			theme: {ascii: false, colour: true},
			home: '/home/anna',
			hasMonitor: false,
		});
		store.setFacts(frame.facts);
		return frame;
	};

	draw();
	return {
		store,
		draw,
		press(...actions: ScreenAction[]) {
			for (const action of actions) {
				store.dispatch(action, data);
				draw();
			}
		},
		text: () => draw().lines.map(lineText),
		cursor: () =>
			draw()
				.lines.flatMap(({spans}) => spans.filter(({tone}) => tone === 'cursor'))
				.map(({text}) => text.trim().replace(/ {2,}/g, ' ')),
	};
}

/** How many cells of the whole frame have a tone and a sign. */
function cells(
	lines: ReturnType<typeof opened>['draw'] extends () => infer Frame ? Frame : never,
	sign: string,
	tone: Tone,
) {
	return lines.lines
		.flatMap(({spans}) => spans.filter((span) => span.tone === tone && span.text.length > 1))
		.reduce((sum, {text}) => sum + (text.length - text.replaceAll(sign, '').length), 0);
}

test('the bar of the store is as wide as the window and its parts are in proportion', (t) => {
	for (const columns of [60, 80, 120, 200]) {
		const frame = opened(story, {columns, rows: 34}).draw();
		const [held, live, dead] = [cells(frame, '▓', 'protected'), cells(frame, '█', 'built'), cells(frame, '░', 'muted')];
		t.is(held + live + dead, columns - 4);
		t.true(Math.abs(held / (columns - 4) - 61.3 / 420.3) < 1 / (columns - 4));
		t.true(Math.abs(dead / (columns - 4) - 107.9 / 420.3) < 1 / (columns - 4));
	}
});

test('shares add up, and what is not nothing has a cell', (t) => {
	t.deepEqual(shares([1, 0, 10 ** 12], 10), [1, 0, 9]);
	t.deepEqual(
		shares([1, 1, 1], 10).reduce((sum, count) => sum + count),
		10,
	);
	t.deepEqual(shares([1, 1, 10 ** 9], 3), [1, 1, 1]);
	t.deepEqual(shares([0, 0, 5], 7), [0, 0, 7]);
});

test('what the kinds hold alone and what they share adds up to what is live', (t) => {
	const text = opened().text().join('\n');
	t.regex(text, /protected: booted, current +3 +61\.3 GiB/);
	t.regex(text, /result links +41 +96\.2 GiB/);
	t.regex(text, /shared by several kinds +54\.9 GiB/);
	// 61.3 + 251.1 of the line above.
	t.regex(text, /together +312\.4 GiB {2}= live/);
});

test('kinds that do not fit are one row, and the sum stays', (t) => {
	const many: Overview = {
		...storyOverview,
		heldAlone: [
			...storyOverview.heldAlone,
			...(['channel-generation', 'devenv', 'lorri', 'hydra', 'other', 'temporary'] as const).map((kind, index) => ({
				kind,
				count: 2,
				narSize: index * 2 ** 30,
			})),
		],
	};
	const text = opened(fakeData([fakeSlot('overview', 'overview', many)]), {columns: 120, rows: 24})
		.text()
		.join('\n');
	t.regex(text, /\d other kinds/);
	t.regex(text, /together +327\.4 GiB/);
});

test('one cursor: down the left column, then the right one; sideways to the same height', (t) => {
	const {press, cursor} = opened();
	t.deepEqual(cursor(), ['protected: booted, current 3 61.3 GiB']);
	press('down');
	t.deepEqual(cursor(), ['result links 41 96.2 GiB']);
	press('right');
	t.deepEqual(cursor(), ['texlive 2 versions 8.8 GiB']);
	press('right');
	t.deepEqual(cursor(), ['texlive 2 versions 8.8 GiB'], 'there is no third column');
	press('left', 'page-down');
	t.true(cursor()[0]!.startsWith('dead now'));
	press('page-down');
	t.true(cursor()[0]!.startsWith('linux-firmware'));
	press('up');
	t.true(cursor()[0]!.startsWith('equal files'));
	press('first', 'up');
	t.deepEqual(cursor(), ['protected: booted, current 3 61.3 GiB']);
	press('last');
	t.true(cursor()[0]!.startsWith('! 3 links dangle'));
});

test('the chosen row stays chosen when the store is read again', (t) => {
	const slots = new Map([['overview', storyOverview]]);
	const data: ExplorerData = {
		...story,
		slot: (name, kind) => fakeData([fakeSlot('overview', 'overview', slots.get('overview')!)]).slot(name, kind),
	};
	const {press, cursor} = opened(data);
	press('down', 'down');
	t.true(cursor()[0]!.startsWith('NixOS generations'));
	slots.set('overview', {
		...storyOverview,
		heldAlone: [...storyOverview.heldAlone, {kind: 'devenv', count: 1, narSize: 90 * 2 ** 30}],
	});
	t.true(cursor()[0]!.startsWith('NixOS generations'));
	slots.set('overview', {...storyOverview, heldAlone: storyOverview.heldAlone.slice(0, 2)});
	t.true(cursor()[0]!.startsWith('shared by several kinds'), 'gone: what stands in its place');
});

test('each row leads to its tab, filtered', (t) => {
	const to = (...actions: ScreenAction[]) => {
		const {store, press} = opened();
		press(...actions, 'open');
		return store.current();
	};

	const roots = to('down');
	t.is(roots.screen, 'roots');
	t.deepEqual(roots.uis.roots.kinds, ['result']);
	const paths = to('down', 'right');
	t.is(paths.screen, 'paths');
	t.is(paths.uis.paths.list.filter, 'texlive');
	t.is(paths.uis.paths.which, 'live');
	t.is(paths.uis.paths.list.at, 'name:texlive');
	t.is(to('page-down').screen, 'collect');
	const generations = to('page-down', 'down', 'down');
	t.deepEqual(generations.uis.roots.kinds, ['nixos-generation', 'home-manager-generation']);
	t.is(to('page-down', 'down', 'down', 'down').screen, 'optimise');
	t.is(to('last').screen, 'roots');
});

test('what could be freed is what a collection deletes; the bar has all that is dead', (t) => {
	const left: Overview = {...storyOverview, collectable: {paths: 194_100, narSize: 100 * 2 ** 30}};
	const text = opened(fakeData([fakeSlot('overview', 'overview', left)]), {columns: 160, rows: 40}).text();
	t.true(text.some((line) => /░ dead 107\.9 GiB 194,114 paths/.test(line)));
	t.true(text.some((line) => /dead now +100\.0 GiB {2}g {2}194,100 paths, 14 without files stay/.test(line)));
	const nothing: Overview = {...storyOverview, collectable: {paths: 0, narSize: 0}};
	const narrow = opened(fakeData([fakeSlot('overview', 'overview', nothing)]), {columns: 120, rows: 40}).text();
	t.true(narrow.some((line) => /dead now +0 B {2}g {2}194,114 without files/.test(line)));
});

test('where nothing can be collected Enter says why', (t) => {
	const data = fakeData([fakeSlot('overview', 'overview', storyOverview)], {
		status: {...story.status!, isCollectable: false, refusal: 'a snapshot is only looked at'},
	});
	const {store, press} = opened(data);
	press('page-down', 'open');
	t.is(store.current().screen, 'overview');
	t.is(store.current().shared.notice, 'a snapshot is only looked at');
	const text = opened(data).text().join('\n');
	t.notRegex(text, /g collect|what can I free\?|GiB {2}[gF] |F free/);
	t.regex(opened().text().join('\n'), /g collect.*GiB {2}[gF] /s);
});

test('numbers of an incomplete reading are bounds', (t) => {
	const incomplete = {...storyOverview, complete: false, unreadable: ['/proc/1/fd']};
	const text = opened(fakeData([fakeSlot('overview', 'overview', incomplete)]))
		.text()
		.join('\n');
	t.regex(text, /░ dead at most 107\.9 GiB/);
	t.regex(text, /dead now +at most 107\.9 GiB/);
	t.regex(text, /other live at least 251\.1 GiB/);
	t.regex(text, /together, at least +312\.4 GiB {2}= live/);
	t.regex(text, /expired holds +at most 1\.2 GiB/);
	t.regex(text, /dead and freed are at most, live at least; 3 links dangle {2}3 Roots/);
	// Two kinds of generations may share something, and what is not seen may hold some of it.
	t.regex(text, /old generations +not known +F +55 links, none current/);
	t.regex(opened().text().join('\n'), /old generations +≥ 54\.9 GiB/);
	const onlySystem = {...incomplete, heldAlone: incomplete.heldAlone.filter(({kind}) => kind === 'nixos-generation')};
	const one = opened(fakeData([fakeSlot('overview', 'overview', onlySystem)]));
	t.regex(one.text().join('\n'), /old generations +at most 51\.7 GiB/);
});

test('what the numbers of an incomplete reading mean is read in small windows', (t) => {
	const incomplete = {...storyOverview, complete: false, unreadable: ['/proc/1/fd']};
	const data = fakeData([fakeSlot('overview', 'overview', incomplete)]);
	const narrow = opened(data, {columns: 80, rows: 24}).text();
	t.true(
		narrow.some((line) =>
			line.startsWith('  ! not everything can be read: dead and freed are at most, live at least '),
		),
	);
	t.regex(narrow.join('\n'), /live at least 251\.1 GiB .*dead at most 107\.9 GiB/);
	t.false(narrow.some((line) => line.includes('lines below')));
	t.true(
		opened(story, {columns: 80, rows: 24})
			.text()
			.some((line) => line.includes('lines below')),
	);
	const small = opened(data, {columns: 60, rows: 15}).text().join('\n');
	t.regex(small, /! not all can be read: dead at most, live at least /);
	t.regex(small, /live ≥ 251\.1 GiB .*dead at most 107\.9 GiB/);
});

test('what lies beside is there while it is being added up; y shows what clears it', (t) => {
	const place = {
		kind: 'nix-cache',
		path: '/home/anna/.cache/nix',
		diskSize: 2 ** 30,
		count: 3,
		command: ['rm', '-rf', '/home/anna/.cache/nix'],
	} as const;
	const disk = {total: 2 ** 40, free: 2 ** 30};
	const adding = opened(
		fakeData([
			fakeSlot('overview', 'overview', storyOverview),
			fakePending('beside', 'beside', {
				event: {type: 'beside', beside: {places: [{...place, isComplete: false}], disk}},
			}),
		]),
	);
	t.regex(adding.text().join('\n'), /caches +~\/\.cache\/nix +1\.0 GiB…/);
	t.regex(adding.text().join('\n'), /disk 1\.0 GiB free of 1\.0 TiB/);
	const done = opened(
		fakeData([
			fakeSlot('overview', 'overview', {...storyOverview, danglingRoots: 0, idleRoots: 0}),
			fakeSlot('beside', 'beside', {places: [{...place, isComplete: false}], disk}),
		]),
	);
	t.regex(done.text().join('\n'), /≥ 1\.0 GiB/, 'a part could not be read');
	done.press('last', 'show-command');
	t.true(done.text().some((line) => line.startsWith(' $ rm -rf /home/anna/.cache/nix')));
});

test('keys before the first frame of a screen are not those of the screen before', (t) => {
	const {store, draw} = opened();
	store.dispatch('tab-optimise', story);
	draw();
	for (const action of ['tab-overview', 'down', 'open', 'tab-usage', 'right', 'open'] as const) {
		t.notThrows(() => store.dispatch(action, story));
	}

	t.is(store.current().screen, 'usage');
});

test('in a small window everything is reached by scrolling', (t) => {
	const {press, cursor, text, store} = opened(story, {columns: 60, rows: 15});
	const seen = new Set<string>();
	for (let key = 0; key < 60; key++) {
		const [row, ...others] = cursor();
		t.deepEqual(others, []);
		t.truthy(row, 'the cursor is on the screen');
		seen.add(row!);
		press('down');
	}

	const names = [
		'protected',
		'shared by',
		'dead now',
		'equal files',
		'linux-firmware',
		'firefox-unwrapped',
		'! 3 links',
	];
	t.true(names.every((name) => [...seen].some((row) => row.startsWith(name))));
	t.is(store.current().screen, 'overview');
	press('first');
	t.true(
		text().some((line) => line.includes('Held by these alone')),
		'the first row brings its title',
	);
});

test('c makes the chart large, by a line where it can be drawn, and small again', (t) => {
	const {press, draw, text} = opened();
	t.false(draw().wantsChart);
	press('enlarge');
	t.true(draw().wantsChart);
	t.true(text().some((line) => line.includes('the highest: 48.0 GiB in August')));
	t.false(text().some((line) => line.includes('Largest packages')));
	press('back');
	t.true(text().some((line) => line.includes('Largest packages')));
});

test('how much is above and below is said, on the page and in help; End shows the end', (t) => {
	const {press, text} = opened(story, {columns: 80, rows: 24});
	t.regex(text().at(-2)!, / \d+ lines below *$/);
	press('last');
	t.regex(text().at(-2)!, / \d+ lines above *$/);
	t.true(text().some((line) => line.includes('Beside the store')));
	press('up');
	t.regex(text().at(-2)!, / \d+ lines above *$/);
	press('first');
	t.regex(text().at(-2)!, / \d+ lines below *$/);
	press('help');
	t.true(text().some((line) => /─ \d+ lines below ─╯ *$/.test(line)));
	press('page-down');
	t.true(text().some((line) => /─ \d+ lines above/.test(line)));
	press('last');
	t.true(text().some((line) => /─ \d+ lines above ─╯ *$/.test(line)));
	press('first');
	t.true(text().some((line) => /─ \d+ lines below ─╯ *$/.test(line)));
});

test('every state fits every window', (t) => {
	for (const entry of explorerEntries.filter(({name}) => /^(overview|usage|optimise)/.test(name))) {
		for (const [columns, rows] of [
			[60, 15],
			[61, 18],
			[80, 24],
			[99, 25],
			[100, 24],
			[120, 40],
			[200, 60],
		] as const) {
			for (const ascii of [false, true]) {
				const {lines} = explorerGalleryFrame(entry, {size: {columns, rows}, theme: {ascii, colour: true}});
				t.is(lines.length, rows, `${entry.name} ${columns}x${rows}`);
				const wrong = lines.filter((line) => lineWidth(line) !== columns && lineWidth(line) !== 0).map(lineText);
				t.deepEqual(wrong, [], `${entry.name} ${columns}x${rows}`);
				t.false(
					lines.some((line) => /[\u0000-\u001f\u202e]/.test(lineText(line))),
					entry.name,
				);
			}
		}
	}
});
