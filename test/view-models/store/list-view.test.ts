import test from 'ava';
import fc from 'fast-check';
import {scrolled} from '../../../source/view-models/store/list-state.js';
import {ListHarness} from './list-harness.js';

const numbered = (count: number) => Array.from({length: count}, (_, index) => `row-${String(index).padStart(6, '0')}`);

type Step =
	| {readonly key: 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last' | 'sort' | 'sort-reverse' | 'back'}
	| {readonly filter: string}
	| {readonly page: number}
	| {readonly drop: number; readonly add: string}
	| {readonly salt: number};

const steps: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			key: fc.constantFrom(
				...(['up', 'down', 'down', 'down', 'page-up', 'page-down', 'page-down', 'first', 'last'] as const),
			),
		}),
	},
	{arbitrary: fc.record({key: fc.constantFrom(...(['sort', 'sort-reverse', 'back'] as const))}), weight: 1},
	{arbitrary: fc.record({filter: fc.constantFrom('1', '2', '0')}), weight: 1},
	{arbitrary: fc.record({salt: fc.integer({min: 1, max: 100_000})}), weight: 1},
	{arbitrary: fc.record({page: fc.integer({min: 1, max: 40})}), weight: 1},
	{
		arbitrary: fc.record({
			drop: fc.integer({min: 0, max: 500}),
			add: fc.integer({min: 0, max: 999_999}).map((n) => `row-${String(n).padStart(6, '0')}`),
		}),
		weight: 2,
	},
);

test('the cursor stays on the row that was chosen, the page around it, whatever comes between', (t) => {
	fc.assert(
		fc.property(
			fc.integer({min: 0, max: 400}),
			fc.integer({min: 1, max: 30}),
			fc.array(steps, {maxLength: 30}),
			(count, page, all) => {
				const list = new ListHarness(
					numbered(count).map((row) => row.replace('row-000', 'row-5')),
					page,
				);
				list.settle();
				for (const step of all) {
					const before = list.view();
					const {row} = before;
					const {ui} = list;
					const line = before.facts.index - before.facts.top;
					act(list, step);
					list.settle();
					const {facts, visible, cursor, unknown, row: now} = list.view();
					const shown = list.list;
					// What is on the screen is that piece of the list, with the cursor in it.
					t.deepEqual(visible, shown.slice(facts.top, facts.top + list.page));
					t.deepEqual(unknown, {before: 0, after: 0});
					t.is(facts.matchCount, shown.length);
					t.is(facts.top, scrolled(facts.top, facts.index, list.page, shown.length));
					t.is(now, shown[facts.index]);
					t.is(visible[cursor], now);
					if ('key' in step && shown.length > 0) {
						const moves = {up: -1, down: 1, first: -Infinity, last: Infinity} as const;
						const move = moves[step.key as keyof typeof moves];
						if (move !== undefined) {
							t.is(facts.index, Math.max(0, Math.min(shown.length - 1, before.facts.index + move)));
						}
					}

					const isStill =
						'page' in step || 'drop' in step || 'salt' in step || ('key' in step && step.key.startsWith('sort'));
					if (isStill && row !== undefined && ui.at !== undefined && shown.includes(row)) {
						t.is(now, row);
						const lowest = Math.max(0, shown.length - list.page);
						// Where the end of the list has moved the page, it moves back as soon as there is room.
						const isMoved = ('drop' in step || 'salt' in step) && line !== ui.index - ui.top;
						if (facts.top > 0 && facts.top < lowest && !('page' in step) && before.facts.top > 0 && !isMoved) {
							t.is(facts.index - facts.top, line);
						}
					}
				}
			},
		),
		{numRuns: 100},
	);
	t.pass();
});

function act(list: ListHarness, step: Step): void {
	if ('key' in step) {
		list.press(step.key);
	} else if ('filter' in step) {
		list.press('find');
		list.press({typed: step.filter});
		list.press('accept');
	} else if ('page' in step) {
		list.page = step.page;
	} else if ('salt' in step) {
		list.refresh(list.rows, step.salt);
	} else {
		list.refresh([...new Set([...list.rows.filter((_, index) => index !== step.drop), step.add])]);
	}
}

test('End of 300,000 rows: the place at once, then the rows; one question', (t) => {
	const list = new ListHarness(numbered(300_000), 20);
	list.settle();
	list.press('last');
	const view = list.view();
	t.is(view.facts.index, 299_999);
	t.is(view.facts.top, 299_980);
	t.deepEqual(view.visible, []);
	t.deepEqual(view.unknown, {before: 20, after: 0});
	t.is(view.cursor, -1);
	t.is(view.row, undefined);
	t.is(list.settle(), 1);
	t.is(list.view().row, 'row-299999');
	t.is(list.view().cursor, 19);
	t.is(list.view().visible.length, 20);

	// The row that is there now is the one that stays.
	list.refresh(['row-0', ...list.rows]);
	list.settle();
	t.is(list.view().row, 'row-299999');
	list.press('sort');
	list.settle();
	t.is(list.view().row, 'row-299999');
});

test('a page beyond what is known keeps what is known on the screen', (t) => {
	const list = new ListHarness(numbered(1000), 10);
	list.settle();
	for (let press = 0; press < 4; press++) {
		list.press('page-down');
	}

	list.settle();
	list.press('last');
	list.settle();
	list.page = 100;
	const {visible, unknown, cursor, row} = list.view();
	t.is(row, 'row-000999');
	t.is(visible.at(-1), 'row-000999');
	t.is(unknown.before + visible.length, 100);
	t.is(unknown.after, 0);
	t.is(visible[cursor], row);
});

test('a window is asked for once in some pages, not for each move', (t) => {
	const list = new ListHarness(numbered(1000), 20);
	list.settle();
	for (let press = 0; press < 200; press++) {
		list.press('down');
		list.settle();
	}

	t.true(list.asked <= 6, `${list.asked} questions`);
});

test('keys that come before the next frame count one after the other', (t) => {
	const list = new ListHarness(numbered(100), 10);
	list.settle();
	const {facts} = list.view();
	list.press('down', facts);
	list.press('down', facts);
	list.press('page-down', facts);
	list.press('up', facts);
	t.is(list.view().row, 'row-000010');
});

test('the filter chooses what fits best; without it the row from before is there again, or the one chosen meanwhile', (t) => {
	const list = new ListHarness(numbered(100), 10);
	list.settle();
	for (let press = 0; press < 42; press++) {
		list.press('down');
	}

	list.press('find');
	list.press({typed: '7'});
	t.is(list.view().row, undefined, 'nothing can be dropped by a key while the list is not there');
	list.settle();
	t.is(list.view().row, 'row-000007');
	list.press({typed: '3'});
	list.settle();
	t.is(list.view().row, 'row-000073');
	list.press('erase');
	list.press('cancel');
	list.settle();
	t.is(list.view().row, 'row-000042');
	t.is(list.view().facts.index - list.view().facts.top, 9);

	list.press('find');
	list.press({typed: '7'});
	list.settle();
	list.press('down');
	list.press('accept');
	list.press('back');
	list.settle();
	t.is(list.view().row, 'row-000017');
	t.is(list.ui.filter, '');
});

test('a first page goes on beginning with the first row', (t) => {
	const list = new ListHarness(numbered(100), 10);
	list.settle();
	list.press('down');
	list.press('down');
	list.refresh(['a', 'b', ...list.rows]);
	list.settle();
	t.is(list.view().row, 'row-000002');
	t.is(list.view().facts.top, 0);
});

test('an empty list', (t) => {
	const list = new ListHarness([], 10);
	t.is(list.view().cursor, -1);
	list.settle();
	list.press('down');
	list.press('last');
	list.settle();
	t.is(list.view().row, undefined);
	t.deepEqual(list.view().unknown, {before: 0, after: 0});
	t.is(list.view().facts.index, 0);
	list.refresh(['x']);
	list.settle();
	t.is(list.view().row, 'x');
});
