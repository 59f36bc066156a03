import test from 'ava';
import {explorerKeys, findExplorerAction} from '../../source/keymap/explorer-keys.js';
import {explorerSections} from '../../source/keymap/explorer-places.js';
import {footerHints} from '../../source/keymap/footer-hints.js';
import {helpSections} from '../../source/keymap/help-sections.js';
import {plainKeySigns} from '../../source/keymap/key-signs.js';
import {keysAsMarkdown} from '../../source/keymap/markdown.js';

test('no key has two meanings in one place', (t) => {
	const seen = new Set<string>();
	for (const {bindings, place} of explorerKeys) {
		for (const key of bindings.flatMap(({keys}) => keys)) {
			t.false(seen.has(`${place} ${key}`), `${place} ${key}`);
			seen.add(`${place} ${key}`);
		}
	}
});

test('the keys of a question are those that it shows', (t) => {
	const keys = explorerKeys
		.filter(({place}) => place === 'dialog')
		.flatMap(({bindings}) => bindings.flatMap(({keys, action}) => keys.map((key) => [key, action])));
	t.false(
		keys.some(([key]) => key === 'enter'),
		'Enter does nothing',
	);
	t.deepEqual(
		keys.filter(([, action]) => action === 'confirm'),
		[['y', 'confirm']],
	);
});

test('the innermost place answers a key', (t) => {
	const find = (places: Parameters<typeof findExplorerAction>[0], input: string) =>
		findExplorerAction(places, input, {});
	t.is(find(['roots', 'list', 'everywhere'], ' '), 'mark');
	t.is(find(['overview', 'everywhere'], ' '), undefined);
	t.is(find(['roots', 'list', 'everywhere'], 'h'), 'left');
	t.is(find(['collect', 'collect-roots', 'everywhere'], 'h'), 'hold');
	t.is(find(['dialog'], 'y'), 'confirm');
	t.is(find(['path', 'everywhere'], 'y'), 'show-command');
	t.is(find(['dialog'], 'd'), undefined, 'nothing else is asked while a question stands');
	t.is(find(['typing'], 'q'), undefined);
	t.is(find(['help', 'everywhere'], 'q'), 'help');
	t.is(findExplorerAction(['everywhere'], '', {tab: true}), undefined, 'no other half');
	t.is(findExplorerAction(['monitor', 'everywhere'], '', {tab: true}), 'other-half');
});

test('the footer gives way by weight and never grows too wide', (t) => {
	const width = (columns: number) =>
		footerHints(explorerKeys, ['roots', 'list', 'everywhere'], columns, plainKeySigns)
			.map(({keys, text}) => `${keys} ${text}`)
			.join('  ');
	for (let columns = 10; columns < 160; columns++) {
		t.true(width(columns).length <= columns, `${columns}`);
	}

	t.regex(width(60), /\? keys {2}q quit$/);
});

test('every key that is explained stands in help and README', (t) => {
	const texts = helpSections(explorerKeys, explorerSections, plainKeySigns).flatMap(({rows}) =>
		rows.map(({text}) => text),
	);
	const explained = explorerKeys.filter(({section}) => section !== undefined).map(({description}) => description);
	t.deepEqual([...texts].sort(), [...explained].sort());
	const table = keysAsMarkdown('explorer');
	for (const text of explained) {
		t.true(table.includes(`| ${text} |`), text);
	}
});
