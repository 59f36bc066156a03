import test from 'ava';
import {explorerKeys} from '../../source/keymap/explorer-keys.js';

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
