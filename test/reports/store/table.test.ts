import test from 'ava';
import fc from 'fast-check';
import {lineText, lineWidth, span} from '../../../source/formats/line-layout.js';
import {signs} from '../../../source/formats/symbols.js';
import {numberRanges} from '../../../source/reports/store/number-ranges.js';
import {type Column, type TableRow, tableLines} from '../../../source/reports/store/table.js';
import {usageRows} from '../../../source/reports/store/usage-rows.js';

const columns: readonly Column[] = [
	{title: 'kind', drop: 2},
	{title: 'link', cut: 'middle'},
	{title: 'made', align: 'right', drop: 1},
	{title: 'size', align: 'right', least: 6},
];
const rows: readonly TableRow[] = [
	{cells: ['result', '/home/anna/src/very/long/folder/result', '5d', '28 G']},
	{sign: span('!'), cells: ['direnv', '/gone'], words: span('holds nothing')},
];
const table = (width: number) =>
	tableLines(columns, rows, {columns: width, signs: signs({ascii: false})}).map(lineText);

test('as wide as what is in it', (t) => {
	t.deepEqual(table(100), [
		'  kind    link                                    made    size',
		'  result  /home/anna/src/very/long/folder/result    5d    28 G',
		'! direnv  /gone                                   holds nothing',
	]);
});

test('the flexible column gives way first, then columns are left out', (t) => {
	t.deepEqual(table(58), [
		'  kind    link                               made    size',
		'  result  /home/anna/s…y/long/folder/result    5d    28 G',
		'! direnv  /gone                              holds nothing',
	]);
	t.deepEqual(table(40), [
		'  link                              size',
		'  /home/anna/…long/folder/result    28 G',
		'! /gone                    holds nothing',
	]);
});

test('a bar stands in its column or not at all', (t) => {
	const barred: readonly Column[] = [
		{title: 'held below', cut: 'end'},
		{title: '', isSteady: true},
	];
	const long = `shared by 9 roots: ${'/a/result, '.repeat(12)}`;
	const lines = tableLines(
		barred,
		['glibc', long, 'bash', 'hello'].map((name) => ({cells: [name, '━━']})),
		{columns: Number.POSITIVE_INFINITY, signs: signs({ascii: false})},
	).map(lineText);
	t.deepEqual(
		lines.slice(1).map((line) => line.indexOf('━')),
		[14, -1, 14, 14],
	);
});

test('no line is wider than the window', (t) => {
	fc.assert(
		fc.property(
			fc.integer({min: 20, max: 140}),
			fc.array(fc.tuple(fc.string({maxLength: 60}), fc.string({maxLength: 8}), fc.string({maxLength: 30}))),
			(width, texts) => {
				const some = texts.map(
					([link, size, words], index): TableRow =>
						index % 3 === 0 ? {cells: ['x', link], words: span(words)} : {cells: ['kind', link, '5d', size]},
				);
				return tableLines(columns, some, {columns: width, signs: signs({ascii: true})}).every(
					(line) => lineWidth(line) <= width,
				);
			},
		),
	);
	t.pass();
});

test('words that have no room behind a row stand below it, whole', (t) => {
	const some: readonly TableRow[] = [
		{
			sign: span('!'),
			cells: ['direnv', '/home/anna/src/very/long/folder', '5d'],
			words: span('it holds nothing at all now'),
		},
	];
	const at = (width: number) => tableLines(columns, some, {columns: width, signs: signs({ascii: false})}).map(lineText);
	t.deepEqual(at(80).slice(1), ['! direnv  /home/anna/src/very/long/folder    5d  it holds nothing at all now']);
	t.deepEqual(at(60).slice(1), ['! direnv  /home/an…/long/folder  it holds nothing at all now']);
	t.deepEqual(at(40).slice(1), ['! /home/anna/…c/very/long/folder', '    it holds nothing at all now']);
});

test('one long cell does not widen all rows', (t) => {
	const long = `/home/${'x'.repeat(100)}`;
	const some = [long, '/a', '/b'].map((link): TableRow => ({cells: ['result', link, '5d', '28 G']}));
	const lines = tableLines(columns, some, {columns: 2000, signs: signs({ascii: false})}).map(lineText);
	t.deepEqual(lines, [
		'  kind    link  made    size',
		'  result  /home/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx    5d    28 G',
		'  result  /a      5d    28 G',
		'  result  /b      5d    28 G',
	]);
});

test('a spare column goes before another one is cut; rows that need it have it below', (t) => {
	const withSpare: readonly Column[] = [...columns, {title: 'path', spare: true}];
	const some = ['/home/anna/src/one/folder', '/b'].map(
		(link, index): TableRow => ({cells: ['result', link, '5d', '28 G', '/nix/store/path'], needsSpare: index === 1}),
	);
	const at = (width: number) =>
		tableLines(withSpare, some, {columns: width, signs: signs({ascii: false})}).map(lineText);
	t.deepEqual(at(66), [
		'  kind    link                       made    size  path',
		'  result  /home/anna/src/one/folder    5d    28 G  /nix/store/path',
		'  result  /b                           5d    28 G  /nix/store/path',
	]);
	t.deepEqual(at(65), [
		'  kind    link                       made    size',
		'  result  /home/anna/src/one/folder    5d    28 G',
		'  result  /b                           5d    28 G',
		'    /nix/store/path',
	]);
});

test('numbers in a row are a range', (t) => {
	const ranges = (...numbers: number[]) => numberRanges(numbers, signs({ascii: false}));
	t.is(ranges(), '');
	t.is(ranges(7), '7');
	t.is(ranges(8, 7), '7, 8');
	t.is(ranges(3, 1, 2, 2, 9, 11, 12), '1–3, 9, 11, 12');
});

test('a tree that is cut still adds up', (t) => {
	const node = (id: number, parent: number | null, retainedSize: number) => ({
		id,
		parent,
		group: `${id}`,
		narSize: 0,
		retainedSize,
	});
	const nodes = [node(0, null, 55), ...Array.from({length: 10}, (_, index) => node(index + 1, 0, index + 1))];
	t.is(usageRows(nodes, 100).length, 11);
	const cut = usageRows(nodes, 6);
	t.true(cut.length <= 6);
	t.is(
		cut.slice(1).reduce((sum, {retainedSize}) => sum + retainedSize, 0),
		55,
	);
	t.is(cut.at(-1)!.hidden + cut.length - 2, 10);
});

test('a tree as deep as a store', (t) => {
	const nodes = Array.from({length: 20_000}, (_, id) => ({
		id,
		parent: id === 0 ? null : id - 1,
		group: 'x',
		narSize: 0,
		retainedSize: 20_000 - id,
	}));
	t.is(usageRows(nodes.slice(0, 300), Number.POSITIVE_INFINITY).length, 300);
	t.is(usageRows(nodes, Number.POSITIVE_INFINITY).length, 20_000);
});
