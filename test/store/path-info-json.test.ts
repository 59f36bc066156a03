import test from 'ava';
import {GraphBuilder} from '../../source/store/graph-builder.js';
import {PathInfoParser} from '../../source/store/path-info-json.js';
import {StoreError} from '../../source/store/store-error.js';
import {linesOf} from './graph-text.js';

const a = `${'a'.repeat(32)}-a`;
const b = `${'b'.repeat(32)}-b.drv`;
const c = `${'c'.repeat(32)}-gone`;
const at = (name: string) => `/nix/store/${name}`;
const expected = [
	`${a} | 120 | by ${b} | refers to ${a},${b} | outputs `,
	`${b} | 80 | by unknown | refers to  | outputs ${a}`,
];

/** As Nix 2.8, 2.26 and 2.34 write them; what is not read is left out. */
const shapes: ReadonlyArray<readonly [name: string, document: unknown]> = [
	[
		'an array (up to 2.18)',
		[
			{
				path: at(a),
				narSize: 120,
				references: [at(a), at(b)],
				deriver: at(b),
				registrationTime: 1700000000,
				valid: true,
			},
			{path: at(b), narSize: 80, references: [], registrationTime: 1700000001},
			{path: at(c), valid: false},
		],
	],
	[
		'an object by path (format 1)',
		{
			[at(a)]: {narSize: 120, references: [at(a), at(b)], deriver: at(b), registrationTime: 1700000000},
			[at(b)]: {narSize: 80, references: [], deriver: null, registrationTime: 1700000001},
			[at(c)]: null,
		},
	],
	[
		'an object by base name (format 2)',
		{
			info: {
				[a]: {narSize: 120, references: [a, b], deriver: b, registrationTime: 1700000000, ca: {method: 'text'}},
				[b]: {narSize: 80, references: [], deriver: null, registrationTime: 1700000001, version: 2},
				[c]: null,
			},
			storeDir: '/nix/store',
			version: 2,
		},
	],
];

function graphOf(text: string) {
	const builder = new GraphBuilder();
	const parser = new PathInfoParser(builder);
	parser.push(Buffer.from(text));
	parser.end();
	return builder.build('/nix/store');
}

for (const [name, document] of shapes) {
	test(name, (t) => {
		const graph = graphOf(JSON.stringify(document));
		t.deepEqual(linesOf(graph), expected);
		t.is(graph.registrationTimes[graph.names.findBaseName(a)], 1_700_000_000_000);
	});
}

for (const [name, text] of [
	['nothing', ''],
	['a message', 'error'],
	['an end that is missing', JSON.stringify(shapes[1]![1]).slice(0, -1)],
	['objects of another kind', '[{"name": "x"}]'],
	['names that are none', '{"/nix/store/x": {"narSize": 1, "references": []}}'],
	['broken JSON', '[{"path": }]'],
] as const) {
	test(`${name} is refused`, (t) => {
		t.throws(() => graphOf(text), {instanceOf: StoreError});
	});
}
