import test from 'ava';
import type {PlanAnswer} from '../../../source/analyses/answers/plan.js';
import {lineText} from '../../../source/formats/line-layout.js';
import {fakeData, fakeSlot} from '../../../source/gallery/store/fake-data.js';
import {fakePlan, gib, planRequest} from '../../../source/gallery/store/fake-plan.js';
import type {ExplorerData, Run} from '../../../source/sessions/explorer-data.js';
import {explorerFrame, explorerPlaces} from '../../../source/view-models/store/explorer-frame.js';
import {createExplorerStore} from '../../../source/view-models/store/explorer-store.js';
import {initialExplorerUi} from '../../../source/view-models/store/explorer-ui.js';
import {gone} from '../../../source/view-models/store/reduce-explorer.js';
import type {ScreenAction} from '../../../source/view-models/store/screen.js';

const now = Date.UTC(2026, 10, 21, 14, 2, 11);

/** The explorer on a collection that was begun from the roots, with their marks. */
function explorer(first: ExplorerData, links: readonly string[] = planRequest(fakePlan()).links) {
	const start = {...initialExplorerUi(), screen: 'roots' as const};
	const marked = {...start, shared: {...start.shared, marks: new Set([...links, '/other'])}};
	const store = createExplorerStore(gone(marked, {screen: 'collect', links, collects: 'all-dead'}));
	let data = first;
	const draw = (size = {columns: 100, rows: 30}) => {
		const theme = {ascii: false, colour: true};
		const frame = explorerFrame({data, ui: store.current(), size, now, theme, home: '/home/anna', hasMonitor: false});
		store.setFacts(frame.facts);
		return frame;
	};

	draw();
	return {
		draw,
		text: () => draw().lines.map(lineText).join('\n'),
		/** A key, and the frame after it. */
		press(action: ScreenAction) {
			const effect = store.dispatch(action, data);
			draw();
			return effect;
		},
		/** A key that comes before the frame of the one before. */
		pressAtOnce: (action: ScreenAction) => store.dispatch(action, data),
		set(next: ExplorerData) {
			data = next;
			draw();
		},
		places: () => explorerPlaces(store.current(), data, false),
		ui: () => store.current(),
	};
}

const sizes = {nixReportedSize: gib(112.8), diskSize: gib(118.3)};

function planned(plan: PlanAnswer, more: Parameters<typeof fakeData>[0] = [], run?: Run) {
	return fakeData(
		[
			fakeSlot('plan', 'plan', plan, planRequest(plan)),
			fakeSlot('planSizes', 'planSizes', sizes, {plan: plan.id}),
			...more,
		],
		{run},
	);
}

function collecting(change: Partial<Extract<Run, {kind: 'collect'}>> = {}): Run {
	return {
		kind: 'collect',
		plan: fakePlan(),
		expected: sizes,
		startedAt: now - 72_000,
		progress: undefined,
		result: undefined,
		moved: undefined,
		error: undefined,
		isStopping: false,
		...change,
	};
}

test('Enter opens the question and then does nothing; y collects the plan that is on the screen', (t) => {
	const plan = fakePlan();
	const screen = explorer(planned(plan));
	t.is(screen.press('go-on'), undefined);
	t.true(screen.text().includes('Drop 3 roots and delete 195,318 paths?'));
	t.deepEqual(screen.places().slice(0, 1), ['dialog']);
	t.is(screen.press('open'), undefined);
	t.is(screen.press('go-on'), undefined);
	t.true(screen.text().includes('delete 195,318 paths?'));
	t.deepEqual(screen.press('confirm'), {type: 'collect', plan, expected: sizes});
});

test('a question that was not drawn yet cannot be answered', (t) => {
	const screen = explorer(planned(fakePlan()));
	screen.pressAtOnce('go-on');
	t.is(screen.pressAtOnce('confirm'), undefined);
});

test('Esc keeps everything', (t) => {
	const screen = explorer(planned(fakePlan()));
	screen.press('go-on');
	t.is(screen.press('back'), undefined);
	t.false(screen.text().includes('keep everything'));
	t.is(screen.ui().screen, 'collect');
	screen.press('back');
	t.is(screen.ui().screen, 'roots');
});

test('a plan that is asked for anew cannot be confirmed before it is there', (t) => {
	const old = fakePlan();
	const screen = explorer(fakeData([]));
	t.is(screen.press('go-on'), undefined);
	t.false(screen.places().includes('dialog'));
	screen.set(planned(old));
	screen.press('only-marked');
	t.true(screen.text().includes('195,318'), 'the old plan stays meanwhile');
	screen.press('go-on');
	t.false(screen.places().includes('dialog'));
});

test('a question goes when the plan becomes another one, and stays when it is the same again', (t) => {
	const screen = explorer(planned(fakePlan()));
	screen.press('go-on');
	const again = fakePlan({readAt: now + 1000});
	screen.set(planned(again));
	t.like(screen.press('confirm'), {type: 'collect', plan: again});

	screen.press('go-on');
	// As many paths of as many bytes, but others.
	screen.set(planned(fakePlan({id: 9})));
	t.false(screen.places().includes('dialog'));
	t.true(screen.text().includes('The store changed'));
	t.is(screen.press('confirm'), undefined);
});

test('h asks for a plan of its own, and y holds by that one', (t) => {
	const plan = fakePlan();
	const screen = explorer(planned(plan));
	screen.press('hold');
	const need = screen.draw().needs.find(({slot}) => slot === 'holdPlan');
	const holdMs = 14 * 86_400_000;
	t.deepEqual(need?.request, {links: planRequest(plan).links, collects: 'none', holdMs});
	t.is(screen.press('confirm'), undefined);
	const hold = fakePlan({id: 9, collects: 'none', holdMs});
	screen.set(planned(plan, [fakeSlot('holdPlan', 'plan', hold, planRequest(hold))]));
	t.deepEqual(screen.press('confirm'), {type: 'collect', plan: hold, expected: undefined});
});

test('a question is answered while the store is being read again: what was drawn is what is carried out', (t) => {
	const plan = fakePlan({id: 7});
	const hold = fakePlan({id: 9, collects: 'none', holdMs: 14 * 86_400_000});
	const data = planned(plan, [fakeSlot('holdPlan', 'plan', hold, planRequest(hold))]);
	for (const [key, meant] of [
		['go-on', plan],
		['hold', hold],
	] as const) {
		const screen = explorer(data);
		screen.press(key);
		screen.set({...data, slot: (name, kind) => ({...data.slot(name, kind), isCurrent: false})});
		t.like(screen.press('confirm'), {type: 'collect', plan: meant});
	}
});

test('m plans only what the marked roots hold', (t) => {
	const screen = explorer(planned(fakePlan()));
	screen.press('only-marked');
	t.like(screen.draw().needs[0], {slot: 'plan', request: {collects: 'only-planned'}});
	const only = fakePlan({collects: 'only-planned'});
	const shown = explorer(planned(only));
	shown.press('only-marked');
	shown.press('show-command');
	t.regex(shown.ui().shared.command ?? '', / --only --dry-run$/);
	screen.press('only-marked');
	t.like(screen.draw().needs[0], {slot: 'plan', request: {collects: 'all-dead'}});
});

test('nothing to do: a sentence, and no question', (t) => {
	const nothing = fakePlan({
		roots: [],
		alreadyDead: {paths: 0, narSize: 0},
		newlyDead: {paths: 0, narSize: 0},
		paths: 0,
		narSize: 0,
	});
	const screen = explorer(planned(nothing), []);
	t.true(screen.text().includes('Nothing is dead. All 255,318 paths are held by 147 roots.'));
	screen.press('go-on');
	t.false(screen.places().includes('dialog'));
	t.false(screen.places().includes('collect-ready'));
});

test('where not all roots could be seen every number is at most', (t) => {
	const screen = explorer(planned(fakePlan({complete: false, unreadable: ['processes of other users']})));
	const text = screen.text();
	t.regex(text, /dead already, at most/);
	t.regex(text, /together, at most/);
	t.regex(text, /the disk gains, at most/);
	t.regex(text, /can be fetched again, at most/);
	t.regex(text, /must be built again, at most/);
	t.regex(text, /Cannot read processes of other users: numbers are at most\./);
	screen.press('go-on');
	t.regex(screen.text(), /delete at most 195,318 paths\?/);
});

test('the store has moved: the new plan is asked about anew', (t) => {
	const moved = fakePlan({id: 8, readAt: now + 1, paths: 195_359});
	const screen = explorer(
		fakeData([], {run: collecting({moved: {plan: moved, words: ['2 roots and 41 paths are new']}})}),
	);
	t.true(screen.text().includes('The store changed: 2 roots and 41 paths are new: read it again'));
	t.is(screen.press('confirm'), undefined);
	screen.press('go-on');
	t.true(screen.text().includes('delete 195,359 paths?'));
	t.like(screen.press('confirm'), {type: 'collect', plan: moved});
});

test('leaving a plan that has moved forgets it', (t) => {
	const moved = fakePlan({id: 8, readAt: now + 1});
	const screen = explorer(fakeData([], {run: collecting({moved: {plan: moved, words: ['x']}})}));
	t.deepEqual(screen.press('back'), {type: 'dismiss-run'});
	t.is(screen.ui().screen, 'roots');
});

test('while it runs, s stops, other screens can be seen, and g leads back', (t) => {
	const screen = explorer(fakeData([], {run: collecting()}));
	t.deepEqual(
		screen.draw().needs.filter(({slot}) => slot !== 'joint'),
		[],
	);
	t.deepEqual(screen.press('stop'), {type: 'stop'});
	screen.press('tab-roots');
	t.is(screen.ui().screen, 'roots');
	screen.press('collect-dead');
	t.regex(screen.text(), /● Checking/);
	screen.set(fakeData([], {run: collecting({isStopping: true})}));
	t.regex(screen.text(), /stopping after this path…/);
	t.false(screen.places().includes('running'));
});

test('time that is left is told only when there is a basis', (t) => {
	const progress = {
		stage: 'deleting' as const,
		droppedRoots: 3,
		rootCount: 3,
		deletedPaths: 100,
		pathCount: 200,
		deletedNarSize: 1000,
		narSize: 2000,
		recent: [],
		elapsedMs: 0,
		remarks: [],
	};
	const screen = explorer(fakeData([], {run: collecting({progress})}));
	t.regex(screen.text(), /50 % of NAR/);
	t.regex(screen.text(), /~1m 10s left/);
	screen.set(fakeData([], {run: collecting({progress, startedAt: now - 3000})}));
	t.notRegex(screen.text(), / left/);
	screen.set(fakeData([], {run: collecting({progress: {...progress, deletedPaths: 1, deletedNarSize: 1}})}));
	t.notRegex(screen.text(), / left/);
});

test('the result: marks of dropped roots go, others stay; Enter leads back', (t) => {
	const plan = fakePlan();
	const result = {
		outcome: 'done' as const,
		reason: null,
		journalId: 41,
		droppedRoots: plan.roots,
		keptRoots: [],
		heldUntil: null,
		deletedPaths: 195_318,
		deletedNarSize: gib(139.5),
		unplanned: [],
		unplannedCount: 0,
		left: [],
		leftCount: 0,
		nixReportedSize: gib(112.6),
		diskFreeBefore: gib(294.1),
		diskFreeAfter: gib(412),
		diskTotal: gib(931),
		durationMs: 151_000,
		remarks: [],
	};
	const screen = explorer(fakeData([], {run: collecting({result})}));
	t.regex(screen.text(), /✓ Deleted 195,318 paths in 2m 31s; 117\.9 GiB more free on the disk/);
	t.regex(screen.text(), /reported by Nix +112\.8 GiB +112\.6 GiB/);
	t.deepEqual([...screen.ui().shared.marks], ['/other']);
	t.deepEqual(screen.press('back'), {type: 'dismiss-run'});
	t.is(screen.ui().screen, 'roots');
});

test('what ended elsewhere is told; a result that is left by a tab is not shown again', (t) => {
	const moved = fakePlan({id: 8, readAt: now + 1});
	const data = fakeData([], {run: collecting({moved: {plan: moved, words: ['x']}})});
	const screen = explorer(data);
	t.deepEqual(screen.press('tab-overview'), {type: 'dismiss-run'});
	t.regex(screen.text(), /the store changed before anything was done: g shows the new plan/);
	screen.set(fakeData([], {run: collecting({error: 'no'})}));
	t.regex(screen.text(), /the collection failed: g shows what was done/);
	screen.set(fakeData([], {run: collecting()}));
	t.notRegex(screen.text(), /g shows/);
});

test('what an undo can do is told as it is: nothing is certain once the paths are deleted', (t) => {
	const plan = fakePlan();
	const asked = (one: PlanAnswer) => {
		const screen = explorer(planned(one));
		screen.press('go-on');
		return screen.text().replaceAll(/[│\s]+/g, ' ');
	};
	t.regex(asked(plan), /puts the 3 links back until the paths are .*deleted; after that only those of which a cache/);
	t.regex(asked({...plan, newlyDead: {paths: 0, narSize: 0}}), /puts the 3 links back\. /);
});

test('to leave the plan that the explorer was opened for is to leave the explorer', (t) => {
	const plan = fakePlan();
	const start = {...initialExplorerUi(), isForPlan: true};
	const left = (data: ExplorerData) => {
		const store = createExplorerStore(gone(start, {screen: 'collect', links: [], collects: 'all-dead'}));
		const frame = explorerFrame({
			data,
			ui: store.current(),
			size: {columns: 100, rows: 30},
			now,
			theme: {ascii: false, colour: true},
			home: '/home/anna',
			hasMonitor: false,
		});
		store.setFacts(frame.facts);
		return {effect: store.dispatch('back', data)?.type, ui: store.current()};
	};
	t.is(left(planned(plan)).effect, 'quit');
	t.is(left(planned(plan, [], collecting({moved: {plan, words: ['grew']}}))).effect, 'quit');
	const failed = left(planned(plan, [], collecting({error: 'no'})));
	t.is(failed.effect, 'dismiss-run');
	t.like(failed.ui, {screen: 'overview', isForPlan: false});
});
