import test from 'ava';
import {footerHints} from '../../source/keymap/footer-hints.js';
import {helpSections} from '../../source/keymap/help-sections.js';
import {plainKeySigns} from '../../source/keymap/key-signs.js';
import {keysAsMarkdown} from '../../source/keymap/markdown.js';
import {findMonitorAction, monitorKeys} from '../../source/keymap/monitor-keys.js';
import {monitorSections} from '../../source/keymap/monitor-places.js';

test('no key has two meanings in one place', (t) => {
	const seen = new Set<string>();
	for (const {bindings, place} of monitorKeys) {
		for (const key of bindings.flatMap(({keys}) => keys)) {
			t.false(seen.has(`${place} ${key}`), `${place} ${key}`);
			seen.add(`${place} ${key}`);
		}
	}
});

test('the innermost place answers a key', (t) => {
	t.is(findMonitorAction(['tree', 'everywhere'], 'q', {}), 'quit');
	t.is(findMonitorAction(['help', 'everywhere'], 'q', {}), 'help');
	t.is(findMonitorAction(['search', 'log', 'everywhere'], '', {escape: true}), 'back');
	t.is(findMonitorAction(['typing'], 'q', {}), undefined);
	t.is(findMonitorAction(['everywhere'], 'E', {shift: true}), 'previous-failure');
	t.is(findMonitorAction(['everywhere'], 'z', {ctrl: true}), 'suspend');
	t.is(findMonitorAction(['replay', 'everywhere'], ' ', {}), 'replay-pause');
	t.is(findMonitorAction(['tree', 'everywhere'], ' ', {}), undefined);
});

test('the footer gives way by weight and never grows too wide', (t) => {
	const width = (columns: number) =>
		footerHints(monitorKeys, ['tree', 'everywhere'], columns, plainKeySigns)
			.map(({keys, text}) => `${keys} ${text}`)
			.join('  ');
	for (let columns = 10; columns < 160; columns++) {
		t.true(width(columns).length <= columns, `${columns}`);
	}

	t.regex(width(150), /↑↓ select .* open log .* place|below, beside, off/);
	t.regex(width(60), /\? keys {2}q quit$/);
	t.notRegex(width(60), /sort/);
});

test('every key that is explained stands in help and README', (t) => {
	const texts = helpSections(monitorKeys, monitorSections, plainKeySigns).flatMap(({rows}) =>
		rows.map(({text}) => text),
	);
	const explained = monitorKeys.filter(({section}) => section !== undefined).map(({description}) => description);
	t.deepEqual([...texts].sort(), [...explained].sort());
	const table = keysAsMarkdown('monitor');
	for (const text of explained) {
		t.true(table.includes(`| ${text} |`), text);
	}
});
