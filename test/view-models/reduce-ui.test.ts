import test from 'ava';
import {lineText} from '../../source/formats/line-layout.js';
import {type GalleryEntry, galleryEntries} from '../../source/gallery/gallery-entries.js';
import {galleryFrame, galleryStore} from '../../source/gallery/gallery-frame.js';
import {laptopStory} from '../../source/gallery/laptop-story.js';
import {buildKey, isBuildKey, keyIndex} from '../../source/view-models/node-key.js';
import type {UiAction} from '../../source/view-models/reduce-ui.js';

const midBuild = galleryEntries.find(({name}) => name === 'mid-build')!;
const {state} = laptopStory();
const indexOf = (name: string) => state.builds.findIndex((build) => build.name.startsWith(name));

/** A screen that is given keys one after the other, as a user does. */
function screen(entry: GalleryEntry = midBuild, mode: 'inline' | 'full' = 'full', size = {columns: 120, rows: 36}) {
	const store = galleryStore(entry, mode);
	const view = {size, mode, theme: {ascii: false, colour: true}};
	let frame = galleryFrame(entry, view, store);
	return {
		store,
		press(...actions: readonly UiAction[]) {
			for (const action of actions) {
				store.dispatch(action);
				frame = galleryFrame({...entry, actions: []}, view, store);
			}
		},
		text: () => frame.lines.map(lineText).join('\n'),
		cursor: () => frame.lines.filter(({cursor}) => cursor).map(lineText),
		facts: () => store.facts(),
		selectedName() {
			const {selected} = store.facts();
			return selected !== undefined && isBuildKey(selected) ? state.builds[keyIndex(selected)]!.name : undefined;
		},
	};
}

test('the cursor begins at what runs on the critical path', (t) => {
	t.is(screen().selectedName(), 'firefox-unwrapped-145.0');
	t.is(screen().cursor().length, 1);
});

test('inline the first key only shows the cursor', (t) => {
	const {press, cursor, selectedName} = screen(midBuild, 'inline', {columns: 120, rows: 60});
	t.deepEqual(cursor(), []);
	const before = selectedName();
	press('down');
	t.is(cursor().length, 1);
	t.is(selectedName(), before);
	press('down');
	t.not(selectedName(), before);
});

test('up and down go over rows, first and last to the ends', (t) => {
	const {press, facts, cursor} = screen();
	press('first');
	t.is(facts().selected, facts().rows[0]);
	press('up');
	t.is(facts().selected, facts().rows[0]);
	press('down', 'down');
	t.is(facts().selected, facts().rows[2]);
	press('last');
	t.is(facts().selected, facts().rows.at(-1));
	t.is(cursor().length, 1);
});

test('moving the cursor changes no rows', (t) => {
	const {press, facts} = screen();
	press('first');
	const rows = facts().rows;
	for (let step = 1; step < rows.length; step++) {
		press('down');
		t.deepEqual(facts().rows, rows, `${step}`);
		t.is(facts().selected, rows[step]);
	}
});

test('left folds, left again goes up, right opens again', (t) => {
	const {press, store, selectedName, text} = screen();
	press('first', 'down');
	t.is(selectedName(), 'system-path');
	press('left');
	t.is(store.current().folds.get(buildKey(indexOf('system-path'))), 'folded');
	t.false(text().includes('rustc-1.91.1'));
	t.regex(text(), /▸○ system-path {2}.*✓ 1\d\d/);
	press('left');
	t.is(selectedName(), 'nixos-system-laptop-26.11');
	press('down', 'right');
	t.false(store.current().folds.has(buildKey(indexOf('system-path'))));
	press('right');
	t.is(store.current().folds.get(buildKey(indexOf('system-path'))), 'unfolded');
	t.true(store.facts().rows.length > 100);
});

test('enter on a counted line shows what it stands for', (t) => {
	const {press, facts} = screen();
	const line = facts().rows.find((key) => key < -1)!;
	press('first');
	while (facts().selected !== line) {
		press('down');
	}

	press('open');
	t.true(facts().rows.length > 150);
	t.true(facts().rows.includes(facts().selected!));
});

test('a row that does not fit is shown when it is selected, by identity', (t) => {
	const {press, store, text, cursor} = screen();
	press('find', {typed: 'zstd'}, 'accept');
	t.is(store.current().selected, buildKey(indexOf('zstd')));
	t.is(cursor().length, 1);
	t.regex(cursor()[0]!, /zstd/);
	t.regex(text(), /── zstd/);
});

test('next failure goes to the failed build and its log', (t) => {
	const {press, selectedName, text} = screen();
	press('next-failure');
	t.is(selectedName(), 'python3.13-scipy-1.16.3');
	t.regex(text(), /── python3\.13-scipy-1\.16\.3 exit code 1/);
});

test('a pinned log stays while the cursor moves', (t) => {
	const {press, text} = screen();
	press('next-failure', 'pin-log', 'first');
	t.regex(text(), /── python3\.13-scipy-1\.16\.3 .* pinned/);
	press('pin-log');
	t.regex(text(), /── nixos-system/);
});

test('the log goes below, beside, off and below again', (t) => {
	const {press, facts} = screen();
	const seen = [facts().logPlacement];
	for (let step = 0; step < 3; step++) {
		press('place-log');
		seen.push(facts().logPlacement);
	}

	t.deepEqual(seen, ['below', 'beside', 'off', 'below']);
});

test('scrolling a log leaves its end, and comes back to it', (t) => {
	const {press, store, facts, text} = screen();
	press('tab-log');
	t.is(store.current().logTop, undefined);
	t.regex(text(), /● following/);
	press('page-up');
	const top = store.current().logTop!;
	t.true(top > 11_000 && top < 11_208);
	press('up');
	t.is(store.current().logTop, top - 1);
	press('first');
	t.is(facts().log.first, 0);
	press('next-phase');
	t.is(facts().log.first, 4000);
	press('last');
	t.is(store.current().logTop, undefined);
	press('page-up', 'page-down', 'page-down');
	t.is(store.current().logTop, undefined, 'scrolling down over the end follows it');
});

test('a search finds, goes on, wraps around and ends', (t) => {
	const {press, store, facts, text} = screen();
	press('next-failure', 'open', 'find', {typed: 'assert'}, 'accept');
	t.false(store.current().search?.isTyping);
	t.is(facts().log.matches.length, 4);
	t.is(store.current().search?.line, facts().log.matches[0]);
	press('next-match', 'next-match', 'next-match', 'next-match');
	t.is(store.current().search?.line, facts().log.matches[0]);
	press('previous-match');
	t.is(store.current().search?.line, facts().log.matches[3]);
	press('toggle-case');
	t.is(facts().log.matches.length, 2);
	t.regex(text(), /Aa on/);
	press('back');
	t.is(store.current().search, undefined);
	t.is(store.current().tab, 'log');
});

test('an expression that is none says so and breaks nothing', (t) => {
	const {press, text} = screen();
	press('tab-log', 'find', 'toggle-regex', {typed: '(['});
	t.regex(text(), /Invalid regular expression|nterminated/);
	press('erase', 'erase', {typed: 'warn.ng'}, 'accept');
	t.regex(text(), /match .* of [\d,]+ in this log/);
});

test('y shows the whole command, and the next key takes it away', (t) => {
	const {press, text} = screen(midBuild, 'full', {columns: 60, rows: 20});
	press('next-failure', 'show-command');
	const shown = text().replaceAll(/ *\n */g, '');
	t.true(shown.includes(`nix log ${state.builds[indexOf('python3.13-scipy')]!.derivationPath}`));
	press('down');
	t.false(text().includes('nix log'));
});

test('help scrolls where it is higher than the window', (t) => {
	const {press, facts, store, text} = screen(midBuild, 'full', {columns: 60, rows: 15});
	press('help');
	t.true(facts().helpEnd > 0);
	press('last');
	t.is(store.current().helpTop, facts().helpEnd);
	t.regex(text(), /every sign means/);
	press('help');
	t.false(store.current().helpOpen);
});

test('transfers are selected, sorted and found', (t) => {
	const entry = galleryEntries.find(({name}) => name === 'transfers')!;
	const {press, facts, store, cursor} = screen({...entry, moments: () => entry.moments().slice(-1)});
	press('last');
	t.is(store.current().selectedTransfer, facts().transfers.at(-1));
	t.is(cursor().length, 1);
	press('sort');
	t.is(store.current().transferSort, 'size');
	press('find', {typed: 'MESA'}, 'accept');
	t.is(facts().transfers.length, 1);
	press('back');
	t.true(facts().transfers.length > 10);
});

test('a paste into a query leaves control characters out', (t) => {
	const {press, store} = screen();
	press('find', {typed: 'a\x1b[31mb\r\n'});
	t.is(store.current().find?.query, 'a[31mb');
});
