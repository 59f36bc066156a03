import test from 'ava';
import type {OptimiseAnswer} from '../../../source/analyses/answers/answer.js';
import {lineText, lineWidth} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';
import {fakeData, fakePending, fakeSlot} from '../../../source/gallery/store/fake-data.js';
import type {ExplorerData, Run} from '../../../source/sessions/explorer-data.js';
import {dialogLines} from '../../../source/view-models/store/dialog.js';
import {explorerFrame, explorerPlaces} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import type {ScreenAction} from '../../../source/view-models/store/screen.js';

const mib = 2 ** 20;
const file = (digest: string, name: string, inside: string) => `/nix/store/${digest.repeat(32)}-${name}${inside}`;

const answer: OptimiseAnswer = {
	version: 1,
	linkedFiles: 1204,
	savedBytes: 40 * mib,
	linksFolderSize: 0,
	savableBytes: 100 * mib,
	savableFiles: 88,
	writableFiles: 0,
	groupCount: 12,
	groups: [
		{
			size: 20 * mib,
			count: 4,
			savableBytes: 60 * mib,
			examples: [file('a', 'llvm-21.1.5-lib', '/lib/libLLVM.so'), file('b', 'llvm-21.1.4-lib', '/lib/libLLVM.so')],
		},
		{
			size: 30 * mib,
			count: 2,
			savableBytes: 30 * mib,
			examples: [file('c', 'cuda-12.4', '/lib/libcublas.so')],
		},
	],
	unreadable: [],
};

function opened(data: ExplorerData, size = {columns: 100, rows: 26}) {
	const store = createExplorerStore();
	const effects: unknown[] = [];
	const draw = () => {
		const frame = explorerFrame({
			data,
			ui: store.current(),
			size,
			now: 65_000,
			theme: {ascii: false, colour: true},
			home: '',
			hasMonitor: false,
		});
		store.setFacts(frame.facts);
		return frame;
	};

	store.dispatch('tab-optimise', data);
	draw();
	return {
		store,
		effects,
		draw,
		places: () => explorerPlaces(store.current(), data, false),
		press(...actions: ScreenAction[]) {
			for (const action of actions) {
				const effect = store.dispatch(action, data);
				if (effect !== undefined) {
					effects.push(effect);
				}

				draw();
			}
		},
		text: () => draw().lines.map(lineText).join('\n'),
		cursor: () =>
			draw()
				.lines.flatMap(({spans}) => spans.filter(({tone}) => tone === 'cursor'))
				.map(({text}) => text.trim().replace(/ {2,}/g, ' ')),
	};
}

const scanned = fakeData([fakeSlot('optimise', 'optimise', answer)]);

test('what is saved, what could be, and the files of which, adding up', (t) => {
	const {text} = opened(scanned);
	t.regex(text(), /saved by hard links +40 MiB +in 1,204 files/);
	t.regex(text(), /could be saved +100 MiB +by linking 88 files/);
	t.regex(text(), /60 MiB +20 MiB +4 +libLLVM\.so in llvm-21/);
	// 100 - 60 - 30.
	t.regex(text(), /10 MiB {2}… in 10 smaller groups/);
	t.regex(text(), /in +llvm-21\.1\.5-lib, llvm-21\.1\.4-lib and 2 more copies/);
	t.regex(text(), /as +lib\/libLLVM\.so/);
});

test('links are known at once, the rest while it is compared', (t) => {
	const {text, draw} = opened(
		fakeData([
			fakeSlot('links', 'links', {linkedFiles: 3, savedBytes: mib, linksFolderSize: 0}),
			fakePending('optimise', 'optimise', {
				event: {type: 'progress', progress: {task: 'comparing files', done: 1000, total: 4000}},
			}),
		]),
	);
	t.regex(text(), /saved by hard links +1\.0 MiB +in 3 files/);
	t.regex(text(), /could be saved +… +comparing files +━+─+ +1,000 of 4,000/);
	t.true(draw().needs.some(({kind}) => kind === 'optimise'));
});

test('comparing goes on behind other screens, but it is never begun there', (t) => {
	const asked = (data: ExplorerData) => {
		const {store, draw} = opened(data);
		store.dispatch('tab-overview', data);
		return draw().needs.some(({kind}) => kind === 'optimise');
	};

	const progress = {event: {type: 'progress', progress: {task: 'comparing files', done: 1, total: 2}}} as const;
	t.true(asked(fakeData([fakePending('optimise', 'optimise', progress)])));
	t.false(asked(fakeData([])));
	t.false(asked(scanned));
	t.false(asked(fakeData([{...fakeSlot('optimise', 'optimise', answer), ...progress}])), 'done once');
	t.false(asked(fakeData([fakePending('optimise', 'optimise', {...progress, error: 'no'})])));
	t.false(asked(fakeData([fakePending('optimise', 'optimise', progress)], {run: running()})));
});

test('sorted by any column, filtered, the chosen file stays chosen', (t) => {
	const {press, cursor, text} = opened(scanned);
	press('down');
	t.regex(cursor()[0]!, /libcublas/);
	press('sort');
	t.regex(text(), /each ▼/);
	t.regex(cursor()[0]!, /libcublas/);
	press('first');
	t.regex(cursor()[0]!, /libcublas/, 'the largest file comes first');
	press('sort-reverse', 'first');
	t.regex(cursor()[0]!, /libLLVM/);
	press('find', {typed: 'cuda'}, 'accept');
	t.regex(text(), /\/cuda {2}1 of 2/);
	t.regex(cursor()[0]!, /libcublas/);
	t.notRegex(text(), /smaller groups/);
});

test('Enter shows the paths, w why the first is alive', (t) => {
	const {press, store, draw} = opened(scanned);
	t.is(draw().facts.subject?.path, `/nix/store/${'a'.repeat(32)}-llvm-21.1.5-lib`);
	press('open');
	t.is(store.current().screen, 'paths');
	t.is(store.current().uis.paths.list.filter, 'llvm');
});

test('it is asked first, and only its own key does it', (t) => {
	const {press, text, effects, places, store} = opened(scanned);
	press('optimise');
	t.regex(text(), /Link 88 files to save 100 MiB\?/);
	t.is(places()[0], 'dialog');
	press('open', 'down', 'tab-roots', 'find', 'sort');
	t.deepEqual(effects, []);
	t.is(store.current().screen, 'optimise');
	press('back');
	t.notRegex(text(), /Link 88 files/);
	press('confirm');
	t.deepEqual(effects, [], 'nothing was asked');
	press('optimise', 'confirm');
	t.deepEqual(effects, [{type: 'optimise'}]);
	t.notRegex(text(), /Link 88 files/);
});

test('it says why it cannot be done', (t) => {
	const said = (data: ExplorerData) => {
		const {press, store, effects, places} = opened(data);
		press('optimise', 'confirm');
		t.deepEqual(effects, []);
		t.is(places()[0], 'optimise');
		press('optimise');
		return store.current().shared.notice;
	};

	const slots = [fakeSlot('optimise', 'optimise', answer)];
	const status = {...scanned.status!, isCollectable: false, refusal: 'only root may'};
	t.is(said(fakeData(slots, {status})), 'only root may');
	t.is(
		said(fakeData([fakeSlot('optimise', 'optimise', {...answer, savableFiles: 0, savableBytes: 0, groups: []})])),
		'no equal files are left to link',
	);
});

test('groups that save nothing are no rows', (t) => {
	const none = {size: 0, count: 9, savableBytes: 0, examples: [file('d', 'empty-1', '/nothing')]};
	const some = {...answer, groupCount: 3, savableBytes: 90 * mib, groups: [...answer.groups, none]};
	const {text} = opened(fakeData([fakeSlot('optimise', 'optimise', some)]));
	t.notRegex(text(), /empty-1/);
	t.regex(text(), /0 B {2}… in 1 group of empty files/);
	const empty = opened(
		fakeData([fakeSlot('optimise', 'optimise', {...some, savableBytes: 0, groupCount: 1, groups: [none]})]),
	);
	t.regex(empty.text(), /Only empty files are equal/);
});

test('while paths are being compared again the question says of when its numbers are', (t) => {
	const asked = (change: Partial<OptimiseAnswer>) => {
		const known = fakeData([fakeSlot('optimise', 'optimise', {...answer, ...change})]);
		const slot = known.slot('optimise', 'optimise');
		const data = {
			...known,
			slot: (name: string) => (name === 'optimise' ? {...slot, isCurrent: false} : known.slot(name, 'links')),
		} as unknown as ExplorerData;
		const {press, text} = opened(data);
		press('optimise');
		return text();
	};

	t.regex(asked({}), /as of the last\s.*comparison/s);
	t.regex(asked({savableFiles: 0, savableBytes: 0, groups: []}), /How much it saves is not known/);
});

test('a store that can only be looked at has no advice of how to link', (t) => {
	const status = {...scanned.status!, isCollectable: false, refusal: 'only root may'};
	const slots = [fakeSlot('optimise', 'optimise', answer)];
	t.regex(opened(fakeData(slots)).text(), /auto-optimise-store.*o optimise now/s);
	t.notRegex(opened(fakeData(slots, {status})).text(), /auto-optimise-store|optimise now|hard links only/);
});

function running(change: Partial<Extract<Run, {kind: 'optimise'}>> = {}): Run {
	return {
		kind: 'optimise',
		expected: answer,
		done: 500,
		total: 2000,
		result: undefined,
		error: undefined,
		isStopping: false,
		startedAt: 0,
		...change,
	};
}

test('progress, stopping', (t) => {
	const {text, press, effects, places, draw} = opened({...scanned, run: running()});
	t.regex(text(), /Optimising {2}━+─+ {2}500 of 2,000 paths {3}1m 05s/);
	t.is(places()[0], 'running');
	t.false(
		draw().needs.some(({kind}) => kind === 'optimise'),
		'files are not compared while they change',
	);
	press('optimise', 'stop');
	t.deepEqual(effects, [{type: 'stop'}]);
	t.regex(opened({...scanned, run: running({isStopping: true})}).text(), /what is linked so far stays linked/);
});

test('the result stands beside what was expected', (t) => {
	const result = {
		outcome: 'done',
		reason: null,
		nixReportedSize: 100 * mib,
		linkedFiles: 87,
		diskFreeBefore: 0,
		diskFreeAfter: 95 * mib,
		durationMs: 61_000,
	} as const;
	const {text, press, effects, places} = opened({...scanned, run: running({result})});
	t.regex(text(), /✓ Linked 87 files in 1m 01s; 95 MiB more free on the disk/);
	t.regex(text(), /files linked +88 +87/);
	t.regex(text(), /reported by Nix +100 MiB +100 MiB/);
	t.is(places()[0], 'result');
	press('back');
	t.deepEqual(effects, [{type: 'dismiss-run'}]);
	t.regex(opened({...scanned, run: running({result, expected: undefined})}).text(), /files linked +\? +87/);
	t.regex(opened({...scanned, run: running({error: 'no space\u001b[31m'})}).text(), /✗ no space/);
});

test('a dialog is as wide as it says, whatever is in it', (t) => {
	const lines = dialogLines(
		{
			title: [{text: 'x'.repeat(100), tone: 'bold'}],
			body: [{spans: [{text: '日本語'.repeat(20), tone: 'plain'}]}, {spans: []}],
			width: 40,
		},
		signs({ascii: false}),
	);
	t.deepEqual(new Set(lines.map(lineWidth)), new Set([40]));
	t.is(lines.length, 6);
});
