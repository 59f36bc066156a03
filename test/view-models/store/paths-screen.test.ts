import test from 'ava';
import {lineText} from '../../../source/formats/line-layout.js';
import {explorerEntries} from '../../../source/gallery/store/explorer-entries.js';
import {explorerGalleryFrame} from '../../../source/gallery/store/explorer-gallery-frame.js';
import {type FakeSlot, fakeData, fakeSlot, galleryNow} from '../../../source/gallery/store/fake-data.js';
import {complete, fakeRoot, storePath} from '../../../source/gallery/store/fake-roots.js';
import type {Need} from '../../../source/sessions/explorer-data.js';
import {explorerFrame} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import {initialExplorerUi} from '../../../source/view-models/store/explorer-ui.js';
import type {ScreenAction} from '../../../source/view-models/store/screen.js';

const theme = {colour: true, ascii: false};
const entryOf = (name: string) => explorerEntries.find((entry) => entry.name === name)!;
const linesOf = (name: string, columns = 120, rows = 28) =>
	explorerGalleryFrame(entryOf(name), {size: {columns, rows}, theme}).lines.map(lineText);

/** The rows of the story, answered to whatever is asked. */
function screen(more: readonly FakeSlot[] = []) {
	const store = createExplorerStore({...initialExplorerUi(), screen: 'paths'});
	const known = entryOf('paths-all').data().slot('paths', 'pathList');
	let slots: readonly FakeSlot[] = more;
	const draw = () => {
		const data = fakeData(slots);
		const frame = explorerFrame({
			data,
			ui: store.current(),
			size: {columns: 120, rows: 30},
			now: galleryNow,
			theme,
			home: '/home/anna',
			hasMonitor: false,
		});
		store.setFacts(frame.facts);
		return frame;
	};
	const request = () => {
		const need = draw().needs.find((one): one is Need & {kind: 'pathList'} => one.kind === 'pathList')!;
		slots = [...more, fakeSlot('paths', 'pathList', known.answer!, need.request)];
		draw();
		return need.request;
	};
	request();
	return {
		store,
		draw,
		request,
		answer(slot: FakeSlot) {
			more = [...more, slot];
			slots = [...slots, slot];
			return draw();
		},
		press(...actions: readonly ScreenAction[]) {
			for (const action of actions) {
				store.dispatch(action, fakeData(slots));
				draw();
			}
		},
	};
}

test('the filter, how many paths are left of how many, and what is shown', (t) => {
	const lines = linesOf('paths');
	t.regex(lines[3]!, /^ \/lib {3}8,214 of 255,318 paths +live and dead, grouped by name $/);
	t.regex(linesOf('paths-all')[3]!, /^ 255,318 paths +live and dead/);
	t.regex(linesOf('paths-dead')[3]!, /^ 2 paths +dead only, one by one $/);
	t.regex(linesOf('paths-jumped')[1]!, /row 61,204 of 61,204 $/);
	t.regex(linesOf('paths-jumped', 80)[3]!, /^ 255,318 paths, row 61,204 /);
});

test('packages, their versions below them, dead ones', (t) => {
	const rows = linesOf('paths').slice(5, 18);
	t.regex(rows[0]!, /^ ● ▸ libreoffice +3 versions +2\.6 GiB +2\.9 GiB +7\.1 GiB +14 +9d {3}━+ +$/);
	t.regex(rows[2]!, /^ ● ▾ libclang +3 of 4 live/);
	t.regex(rows[3]!, /^ ● {5}libclang +21\.1\.5/);
	t.regex(rows[6]!, /^ ○ {5}libclang +18\.1\.8 +344 MiB +– +922 MiB +0 +214d +$/);
	// The bar is as long as what is retained, of the largest on the screen.
	const bar = (row: string) => [...row].filter((sign) => sign === '━').length;
	t.is(Math.round((bar(rows[1]!) / bar(rows[0]!)) * 10), Math.round((1.4 / 2.9) * 10));
});

test('columns give way: bar, closure, users, age, version; the sorted one stays', (t) => {
	const header = (columns: number) => linesOf('paths-all', columns)[4]!.trim().split(/ {2,}/);
	t.deepEqual(header(120), ['name', 'version', 'NAR', 'retains ▼', 'closure', 'used by', 'added']);
	t.deepEqual(header(80), ['name', 'version', 'NAR', 'retains ▼', 'added']);
	t.deepEqual(header(60), ['name', 'NAR', 'retains ▼']);
	const {press, draw} = screen();
	press('sort');
	t.true(draw().lines.map(lineText)[4]!.includes('closure ▼'));
});

test('where not all roots are seen nothing is called dead, and what is retained is at most', (t) => {
	t.regex(linesOf('paths-incomplete')[4]!, /NAR +retains at most ▼/);
	t.regex(linesOf('paths-incomplete', 60)[4]!, /NAR +at most ▼/);
	const {answer: known, request} = entryOf('paths-incomplete').data().slot('paths', 'pathList');
	const {press, draw} = screen([fakeSlot('paths', 'pathList', known!, request!)]);
	press('which', 'which');
	t.regex(lineText(draw().lines[3]!), / not known to be live, grouped by name $/);
});

test('v shows live, dead, all; the dead are sorted by what they take; n groups', (t) => {
	const {press, request} = screen();
	t.deepEqual(request().sort, {column: 'retains', isReversed: false});
	press('which');
	t.is(request().which, 'live');
	press('which');
	t.is(request().which, 'dead');
	t.deepEqual(request().sort, {column: 'nar', isReversed: false});
	press('sort');
	t.is(request().sort.column, 'closure');
	press('which', 'group');
	t.is(request().which, 'all');
	t.false(request().isGrouped);
});

test('Enter and the arrows open and shut a package, the cursor stays on it', (t) => {
	const {press, request, store} = screen();
	press('right');
	t.deepEqual(request().open, ['libreoffice']);
	t.is(store.current().uis.paths.list.at, 'name:libreoffice');
	press('open');
	t.deepEqual(request().open, []);
	press('open', 'open', 'right', 'right');
	t.deepEqual(request().open, ['libreoffice']);
	press('left', 'left');
	t.deepEqual(request().open, []);
	press('down', 'open');
	t.is(store.current().screen, 'path');
	press('back');
	t.is(store.current().screen, 'paths');
	t.is(store.current().uis.paths.list.at, storePath('libtorch-2.9.0'));
});

test('why a package is alive is asked of its newest version that is', (t) => {
	const {press, draw, store} = screen();
	t.is(draw().facts.subject?.path, storePath('libreoffice-25.8.2'));
	press('why');
	t.is(store.current().screen, 'path');
	t.is(store.current().uis.path.path, storePath('libreoffice-25.8.2'));
});

test('Left on a version shuts its package and chooses that', (t) => {
	const entry = entryOf('paths');
	const {facts} = explorerGalleryFrame(
		{...entry, actions: [...entry.actions!, 'accept', 'down', 'down', 'down']},
		{size: {columns: 120, rows: 28}, theme},
	);
	t.is(facts.subject?.path, storePath('libclang-20.1.8'));
	const {list} = explorerGalleryFrame(
		{...entry, actions: [...entry.actions!, 'accept', 'down', 'down', 'down', 'left']},
		{size: {columns: 120, rows: 28}, theme},
	).facts;
	t.is(list.ids[list.index - list.first], 'name:libclang');
});

test('Space marks the one root that alone holds a path', (t) => {
	const link = '/home/anna/src/ml/result';
	const {press, draw, answer, store} = screen();
	press('mark');
	t.is(store.current().shared.notice, '3 paths: open the row and choose one');
	press('down', 'mark');
	const id = `path:${storePath('libtorch-2.9.0')}`;
	const detail = draw().needs.find(({slot}) => slot === 'holder')!;
	t.deepEqual(detail.request, {id});
	answer(fakeSlot('holder', 'usageDetail', {neededBy: [], neededByCount: 0, freedBy: [link], alsoFreed: 0}, {id}));
	const asked = draw().needs.find(({slot}) => slot === 'holder-root');
	t.is(asked?.kind, 'rootList');
	t.is(store.current().shared.marks.size, 0);
	const root = fakeRoot({link});
	const row = {id: link, root, count: 1, retainedSize: 1, closureSize: 1, refusal: null, heldUntil: null};
	answer(
		fakeSlot(
			'holder-root',
			'rootList',
			{...complete, totalCount: 1, matchCount: 1, first: 0, rows: [row], atIndex: 0},
			asked?.kind === 'rootList' ? asked.request : undefined,
		),
	);
	t.deepEqual([...store.current().shared.marks], [link]);
	t.deepEqual(store.current().shared.notice, {
		kind: 'done',
		text: 'marked ~/src/ml/result, which alone holds libtorch-2.9.0',
	});
	t.is(store.current().uis.paths.list.at, 'name:libclang', 'Space goes on, as on all lists');
	t.false(draw().needs.some(({slot}) => slot.startsWith('holder')));
});

test('a path that no root or several hold marks nothing, and says so', (t) => {
	const id = `path:${storePath('libtorch-2.9.0')}`;
	const nobody = {neededBy: [], neededByCount: 0, freedBy: [], alsoFreed: null};
	const shared = screen([fakeSlot('holder', 'usageDetail', nobody, {id})]);
	shared.press('down', 'mark');
	t.is(shared.store.current().shared.notice, 'no single root holds libtorch-2.9.0: w shows all that do');
	const process = screen([fakeSlot('holder', 'usageDetail', {...nobody, freedBy: ['pid 12 vim']}, {id})]);
	process.press('down', 'mark');
	t.is(process.store.current().shared.notice, 'only pid 12 vim holds libtorch-2.9.0: it goes when that ends');
	const dead = screen();
	dead.press('last', 'mark');
	t.is(dead.store.current().shared.notice, 'no root that can be seen holds it: there is none to mark');
	t.is(dead.store.current().shared.marks.size, 0);
	dead.press('mark-all');
	t.regex(dead.store.current().shared.notice as string, /^only roots are marked all at once/);
});

test('the same as a command', (t) => {
	const {press, draw} = screen();
	press('find', {typed: "a b'"}, 'accept', 'which');
	t.is(draw().facts.subject?.command, `nixscope paths 'a b'\\''' --live`);
});

test('nothing to show says why', (t) => {
	t.true(linesOf('paths-none-match').some((line) => line.trim() === 'Esc shows all 255,318 paths'));
	t.true(linesOf('paths-none-dead').some((line) => line.trim() === 'Nothing is dead.'));
	t.true(linesOf('paths-incomplete').some((line) => line.includes('? dead, as far as roots can be seen')));
});
