import test from 'ava';
import type {UndoEntry, UndoState} from '../../../source/analyses/answers/collect.js';
import {lineText} from '../../../source/formats/line-layout.js';
import {fakeData, fakeSlot} from '../../../source/gallery/store/fake-data.js';
import type {ExplorerData} from '../../../source/sessions/explorer-data.js';
import {explorerFrame, explorerPlaces} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import {initialExplorerUi} from '../../../source/view-models/store/explorer-ui.js';
import {gone} from '../../../source/view-models/store/reduce-explorer.js';
import type {ScreenAction} from '../../../source/view-models/store/screen.js';
import {dropsOf} from '../../../source/view-models/store/undo-drops.js';
import {linkStateWords} from '../../../source/view-models/store/undo-words.js';

const now = Date.UTC(2026, 10, 21, 14, 2, 11);
const day = 86_400_000;

function entry(id: number, link: string, state: UndoState): UndoEntry {
	const heldUntil = state === 'held' ? now + 12 * day : null;
	return {id, link, target: `/nix/store/${'0'.repeat(32)}-env`, kind: 'result', removedAt: now - day, state, heldUntil};
}

const entries = [
	entry(3, '/home/anna/c', 'valid'),
	entry(2, '/home/anna/b-1', 'held'),
	entry(2, '/home/anna/b-2', 'collected'),
	entry(1, '/home/anna/a', 'restored'),
];

function explorer(first: ExplorerData) {
	const store = createExplorerStore(gone(initialExplorerUi(), {screen: 'undo'}));
	let data = first;
	const draw = () => {
		const size = {columns: 100, rows: 30};
		const theme = {ascii: false, colour: true};
		const frame = explorerFrame({data, ui: store.current(), size, now, theme, home: '/home/anna', hasMonitor: false});
		store.setFacts(frame.facts);
		return frame.lines.map(lineText).join('\n');
	};

	draw();
	return {
		text: draw,
		press(action: ScreenAction) {
			const effect = store.dispatch(action, data);
			draw();
			return effect;
		},
		set(next: ExplorerData) {
			data = next;
			draw();
		},
		places: () => explorerPlaces(store.current(), data, false),
		ui: () => store.current(),
	};
}

const listed = (change: Parameters<typeof fakeData>[1] = {}) =>
	fakeData([fakeSlot('undoList', 'undoList', {version: 1, entries}, {})], change);

test('links that went together are one drop', (t) => {
	const drops = dropsOf(entries);
	t.deepEqual(
		drops.map(({id, entries}) => [id, entries.length]),
		[
			[3, 1],
			[2, 2],
			[1, 1],
		],
	);
	t.deepEqual(drops[1]?.states, {held: 1, valid: 0, collected: 1, restored: 0});
	t.is(drops[1]?.heldUntil, now + 12 * day);
});

test('of what is still there nothing is said of other roots', (t) => {
	const screen = explorer(listed());
	t.regex(screen.text(), /1d ago +still there +\n/);
	t.regex(screen.text(), /still there: a collection may delete it/);
	const text = linkStateWords(entries[0]!, now, true).text;
	t.is(text, 'still there: until a collection deletes it, unless other roots hold it');
});

test('u and Enter ask, y puts back the drop that was asked about', (t) => {
	const screen = explorer(listed());
	screen.press('down');
	t.is(screen.press('undo'), undefined);
	t.regex(screen.text(), /Put back 2 links of drop 2\?/);
	t.regex(screen.text(), /1 link comes back for certain/);
	t.regex(screen.text(), /1 link leads to deleted paths/);
	t.is(screen.press('open'), undefined);
	t.deepEqual(screen.press('confirm'), {type: 'undo', id: 2});
});

test('what is put back already is not asked about', (t) => {
	const screen = explorer(listed());
	screen.press('last');
	screen.press('open');
	t.regex(screen.text(), /drop 1 is put back already/);
	t.false(screen.places().includes('dialog'));
	t.false(screen.places().includes('undo-ready'));
	screen.press('first');
	t.true(screen.places().includes('undo-ready'));
	screen.press('open');
	t.true(screen.places().includes('dialog'));
	// It comes back while it is asked about.
	const back = entries.map((one) => ({...one, state: 'restored'}) as const);
	screen.set(fakeData([fakeSlot('undoList', 'undoList', {version: 1, entries: back}, {})]));
	t.false(screen.places().includes('dialog'));
	t.notRegex(screen.text(), /Put back 0/);
});

test('the result stands until it is left, then the list again', (t) => {
	const screen = explorer(
		listed({
			run: {
				kind: 'undo',
				id: 2,
				error: undefined,
				result: {
					version: 1,
					id: 2,
					links: [{link: '/home/anna/b-1', target: '/nix/store/x', outcome: 'restored', remark: null}],
				},
			},
		}),
	);
	t.regex(screen.text(), /✓ Put back 1 root of drop 2/);
	t.deepEqual(screen.press('back'), {type: 'dismiss-run'});
	screen.set(listed());
	t.is(screen.ui().screen, 'undo');
	t.regex(screen.text(), /its path is deleted|of 2: 1 held, 1 deleted/);
});

test('nothing is put back from where nothing can be changed, or while something runs', (t) => {
	const {status} = listed();
	const snapshot = explorer(listed({status: {...status!, isCollectable: false, refusal: 'this is a snapshot'}}));
	snapshot.press('open');
	t.regex(snapshot.text(), /this is a snapshot/);
	t.false(snapshot.places().includes('dialog'));
});

test('what cannot be done to a store says why at once', (t) => {
	const status = {...fakeData([]).status!, isCollectable: false, refusal: 'this is a snapshot'};
	const data = fakeData([], {status});
	for (const action of ['undo', 'drop', 'collect-dead', 'free'] as const) {
		const store = createExplorerStore({...initialExplorerUi(), screen: 'roots'});
		store.dispatch(action, data);
		t.is(store.current().screen, 'roots');
		t.is(store.current().shared.notice, 'this is a snapshot', action);
	}
});
