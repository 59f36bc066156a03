import test from 'ava';
import {JsonEntries} from '../../source/parsers/json-entries.js';

function entriesOf(text: string, chunkLength: number) {
	const found: Array<readonly [key: string | undefined, value: unknown]> = [];
	const entries = new JsonEntries((key, value) => found.push([key, value]));
	const bytes = Buffer.from(text);
	for (let start = 0; start < bytes.length; start += chunkLength) {
		entries.push(bytes.subarray(start, start + chunkLength));
	}

	return {found, isComplete: entries.isComplete};
}

const tricky = {a: 'quote " brace } ] \\', 'key with "}{" in it': [{b: '\\\\'}, [], {}], ü: '\u2028', info: {x: {}}};
const cases: ReadonlyArray<readonly [name: string, document: unknown, entries: unknown]> = [
	[
		'an array',
		[tricky, {}, {n: 1}],
		[
			[undefined, tricky],
			[undefined, {}],
			[undefined, {n: 1}],
		],
	],
	[
		'an object',
		{'/x': tricky, '/null': null, '/y"}\\': {}},
		[
			['/x', tricky],
			['/y"}\\', {}],
		],
	],
	[
		'an object with info',
		{info: {x: tricky, nothing: null, y: {}}, storeDir: '/nix/store', version: 2},
		[
			['x', tricky],
			['y', {}],
		],
	],
	['info that comes last', {version: 2, storeDir: 'info', info: {x: {}}}, [['x', {}]]],
	['an empty array', [], []],
	['an empty object', {}, []],
];

for (const [name, document, entries] of cases) {
	test(`${name}, in pieces of every size, in one line and in many`, (t) => {
		for (const text of [JSON.stringify(document), JSON.stringify(document, undefined, '\t')]) {
			for (let length = 1; length <= text.length; length++) {
				const {found, isComplete} = entriesOf(text, length);
				t.deepEqual(found, entries, `${length} bytes`);
				t.true(isComplete);
			}
		}
	});
}

test('a document that ends early is not complete', (t) => {
	const text = JSON.stringify([tricky, tricky]);
	for (let length = 0; length < text.length; length++) {
		t.false(entriesOf(text.slice(0, length), 7).isComplete, text.slice(0, length));
	}
});

test('what is no JSON', (t) => {
	t.false(entriesOf('error: no', 3).isComplete);
	t.throws(() => entriesOf('[{"a" 1}]', 3), {instanceOf: SyntaxError});
});
