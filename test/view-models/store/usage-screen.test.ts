import test from 'ava';
import type {UsageLevel, UsageRow} from '../../../source/analyses/lists/list-rows.js';
import {lineText} from '../../../source/formats/line-layout.js';
import {type FakeSlot, fakeData, fakeSlot} from '../../../source/gallery/store/fake-data.js';
import type {ExplorerData, Need} from '../../../source/sessions/explorer-data.js';
import {explorerFrame} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import {gone} from '../../../source/view-models/store/reduce-explorer.js';
import type {ScreenAction} from '../../../source/view-models/store/screen.js';

const link = '/home/anna/src/ml/result';
const mib = 2 ** 20;

function row(id: string, size: number, change: Partial<UsageRow> = {}): UsageRow {
	return {
		id,
		kind: 'group',
		name: id.slice(id.indexOf(':') + 1),
		retainedSize: size * mib,
		narSize: null,
		childCount: 0,
		depth: 0,
		isLast: false,
		path: null,
		link: null,
		...change,
	};
}

const storePath = (name: string) => `/nix/store/${'a'.repeat(32)}-${name}`;
const pathRow = (name: string, size: number, change: Partial<UsageRow> = {}) =>
	row(`path:${storePath(name)}`, size, {kind: 'path', name, path: storePath(name), narSize: mib, ...change});

const tree: Readonly<Record<string, readonly UsageRow[]>> = {
	'': [
		row('group:result', 30, {name: 'result links', childCount: 2}),
		row('dead:', 8, {name: 'dead', childCount: 4}),
		row('group:process', 2, {name: 'running processes'}),
	],
	'group:result': [
		row(`link:${link}`, 20, {kind: 'root', name: link, link, childCount: 3}),
		row('link:/b', 10, {kind: 'root', name: '/b', link: '/b'}),
	],
	[`link:${link}`]: [pathRow('cuda', 12, {childCount: 2}), pathRow('torch', 8)],
	[`path:${storePath('cuda')}`]: [pathRow('cublas', 7), pathRow('cudnn', 4)],
};
const ahead: Readonly<Record<string, readonly UsageRow[]>> = {
	[`path:${storePath('cuda')}`]: [
		pathRow('cublas', 7, {depth: 1}),
		row('rest:cuda', 4, {kind: 'rest', name: '1 more', depth: 1, isLast: true}),
	],
};
const trails: Readonly<Record<string, UsageLevel['trail']>> = {
	'': [],
	'dead:': [{id: 'dead:', name: 'dead'}],
	'group:result': [{id: 'group:result', name: 'result links'}],
	[`link:${link}`]: [
		{id: 'group:result', name: 'result links'},
		{id: `link:${link}`, name: link},
	],
	[`path:${storePath('cuda')}`]: [
		{id: 'group:result', name: 'result links'},
		{id: `link:${link}`, name: link},
		{id: `path:${storePath('cuda')}`, name: 'cuda'},
	],
};

/** Answers each question of the screen at once. */
function opened(size = {columns: 100, rows: 26}, complete = true) {
	const store = createExplorerStore();
	let needs: readonly Need[] = [];
	let isAnswering = true;
	let slots: Parameters<typeof fakeData>[0] = [];
	const known = fakeData([]);
	const base = {...known, status: {...known.status!, complete}};
	const data: ExplorerData = {...base, slot: (name, kind) => fakeData(slots).slot(name, kind)};
	const once = () => {
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
		needs = frame.needs;
		return frame;
	};

	const draw = () => {
		once();
		if (isAnswering) {
			slots = needs.flatMap((need): FakeSlot[] => {
				if (need.kind === 'usageLevel') {
					const {node = '', open, filter} = need.request;
					const rows = (tree[node] ?? [])
						.flatMap((row) => [row, ...(open.includes(row.id) ? (ahead[row.id] ?? []) : [])])
						.filter(({name}) => name.includes(filter));
					const answer: UsageLevel = {
						version: 1,
						complete,
						unreadable: complete ? [] : ['temporary roots'],
						totalCount: rows.length,
						matchCount: rows.length,
						first: 0,
						rows,
						atIndex: Math.max(
							0,
							rows.findIndex(({id}) => id === need.request.window.at),
						),
						trail: trails[node]!,
						retainedSize: 40 * mib,
						narSize: node.startsWith('path:') ? mib : null,
						storeNarSize: 40 * mib,
					};
					return [fakeSlot(need.slot, 'usageLevel', answer, need.request)];
				}

				return need.kind === 'usageDetail'
					? [
							fakeSlot(
								need.slot,
								'usageDetail',
								{neededBy: ['magma'], neededByCount: 3, freedBy: [link], alsoFreed: mib},
								need.request,
							),
						]
					: [];
			});
		}

		return once();
	};

	store.dispatch('tab-usage', data);
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
		/** Without a frame between them. */
		pressAtOnce(...actions: ScreenAction[]) {
			for (const action of actions) {
				store.dispatch(action, data);
			}

			draw();
		},
		stopAnswering() {
			isAnswering = false;
		},
		text: () => draw().lines.map(lineText),
		needs: () => needs,
		cursor: () =>
			draw()
				.lines.flatMap(({spans}) => spans.filter(({tone}) => tone === 'cursor'))
				.map(({text}) => text.trim().split(/ {2,}/).at(-1)),
	};
}

test('where not all roots are seen what is retained or dead is at most', (t) => {
	const {press, text} = opened(undefined, false);
	const lines = text().join('\n');
	t.regex(lines, /retained at most ▼ +own NAR/);
	t.regex(lines, /8\.0 MiB +– +dead, at most /);
	press('down');
	t.regex(text().join('\n'), /g collects it, unless what cannot be seen holds it/);
	const all = opened().text().join('\n');
	t.regex(all, / {2}retained ▼ /);
	t.regex(all, /8\.0 MiB +– +dead /);
});

test('Enter drills in, Backspace goes out to where one came from', (t) => {
	const {press, cursor, text, store} = opened();
	t.deepEqual(cursor(), ['result links']);
	press('open');
	t.true(text()[3]!.includes('store › result links '));
	press('open');
	t.true(text()[3]!.includes('store › result links › ~/src/ml/result '));
	press('open');
	t.true(text()[3]!.includes('~/src/ml/result › cuda '));
	press('down');
	t.deepEqual(cursor(), ['cudnn']);
	press('back');
	t.deepEqual(cursor(), ['cuda']);
	press('back', 'down');
	t.deepEqual(cursor(), ['/b']);
	press('back');
	t.deepEqual(cursor(), ['result links']);
	press('back');
	t.is(store.current().screen, 'usage');
});

test('right looks ahead, left shuts, goes up, goes out', (t) => {
	const {press, cursor, text} = opened();
	press('open', 'open', 'right');
	t.true(text().some((line) => line.includes('├─ cublas')));
	t.true(text().some((line) => line.includes('└─ 1 more')));
	t.true(text().some((line) => line.startsWith(' ▾')));
	press('down');
	t.deepEqual(cursor(), ['├─ cublas']);
	press('left');
	t.deepEqual(cursor(), ['cuda']);
	press('left');
	t.false(text().some((line) => line.includes('├─')));
	t.deepEqual(cursor(), ['cuda']);
	press('left');
	t.deepEqual(cursor(), ['~/src/ml/result']);
});

test('those that are more stand below the row ahead of which they are', (t) => {
	const {press, text} = opened();
	press('open', 'open', 'right', 'down', 'down', 'open');
	t.true(text()[3]!.includes('› cuda '));
});

test('a path with nothing below it is opened, as is a root', (t) => {
	const {press, store} = opened();
	press('open', 'open', 'down', 'open');
	t.is(store.current().screen, 'path');
	press('back', 'back', 'down', 'open');
	t.is(store.current().screen, 'roots');
});

test('the sum stands below the rows, and says what is not among them', (t) => {
	const {press, text} = opened();
	t.true(text().some((line) => /^ +40 MiB {3}every byte counted once: the rows add up to it/.test(line)));
	press('open', 'open', 'open');
	t.true(text().some((line) => line.includes('with 1.0 MiB of its own')));
	press('find', {typed: 'cudn'});
	t.true(text().some((line) => line.includes('with the rows that are filtered out')));
	t.true(text()[4]!.startsWith('  /cudn'));
});

test('the pane tells who needs the row and what frees it', (t) => {
	const {press, text} = opened();
	press('open', 'open');
	t.true(text().some((line) => line.includes('needed by   magma and 2 more')));
	t.true(text().some((line) => line.includes('dropping ~/src/ml/result, with the other 1.0 MiB that it holds alone')));
});

test('what is dead is for the collection', (t) => {
	const {press, text} = opened();
	press('down');
	t.true(text().some((line) => line.includes('freed by    g collects it')));
});

test('w, d and y mean the row; inside of a root d means that', (t) => {
	const {press, draw} = opened();
	t.deepEqual(draw().facts.subject, {path: undefined, link: undefined, command: 'nixscope usage'});
	press('open');
	t.is(draw().facts.subject?.link, link);
	press('open');
	t.deepEqual(draw().facts.subject, {
		path: storePath('cuda'),
		link,
		command: `nixscope why ${storePath('cuda')}`,
	});
});

test('what was on the screen stays until the next level is there, and no key acts on it', (t) => {
	const {press, text, store, stopAnswering} = opened();
	stopAnswering();
	press('open');
	t.true(text().some((line) => line.includes('running processes')));
	const before = store.current().uis.usage;
	press('open', 'right');
	t.is(store.current().uis.usage.node, before.node);
	t.deepEqual(store.current().uis.usage.open, []);
});

test('keys faster than frames act on the row they mean', (t) => {
	const {pressAtOnce, store} = opened();
	pressAtOnce('down', 'open');
	t.is(store.current().uis.usage.node, 'dead:');
});

test('entered from elsewhere, the way out is what stands above', (t) => {
	const {store, draw, press, cursor} = opened();
	store.set({
		...store.current(),
		uis: {...store.current().uis, usage: {...store.current().uis.usage, node: `link:${link}`}},
	});
	draw();
	press('back');
	t.is(store.current().uis.usage.node, 'group:result');
	t.deepEqual(cursor(), ['~/src/ml/result']);
});

test('entered from another screen, back leads there and left up the tree', (t) => {
	const {store, press} = opened();
	store.set(gone({...store.current(), screen: 'roots'}, {screen: 'usage', node: `link:${link}`}));
	press('back');
	t.is(store.current().screen, 'roots');
	store.set(gone(store.current(), {screen: 'usage', node: `link:${link}`}));
	press('left');
	t.is(store.current().screen, 'usage');
	t.not(store.current().uis.usage.node, `link:${link}`);
});

test('in a small window the pane goes, then the empty line; the sum stays', (t) => {
	const {text} = opened({columns: 60, rows: 15});
	t.false(text().some((line) => line.startsWith('──') && line.includes('result links')));
	t.true(text().some((line) => line.includes('every byte counted once')));
});
